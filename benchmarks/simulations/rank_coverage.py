"""How often the joint intervals of ranks hold the true ranks of all areas at once.

Run by `uv run python -m benchmarks.simulations.rank_coverage`. Areas of 20 or 50 households each, a
domain of seven skewed items; the areas differ by what is added to everybody's score (SCORING §9).
"""

from argparse import ArgumentParser
from collections.abc import Iterator

import numpy as np

from benchmarks.simulations.interval_coverage import (
    PLANS,
    RATINGS,
    SAMPLES,
    answer,
    draw_sample,
    estimate,
)
from benchmarks.simulations.table import write_table, write_with_error
from survey.arrays import FloatArray
from survey.scoring.ranking.rank_sets import find_rank_sets
from survey.scoring.ranking.ranks import Ranks, competition_ranks, rank_areas

PLAN, RATING = PLANS[1], RATINGS[3]
AREAS = (8, 20, 50)
HOUSEHOLDS = (20, 50)
APART = (0.0, 2.0, 6.0)
"""Standard deviations of the areas' true means, in points of 100; 0 makes all equal."""

DRAWS = 500
"""Fewer than in the product, and fewer surveys, for the sets of differences: they take long."""

SURVEYS_OF_SETS = 200


def main() -> None:
    """Print coverage and mean width, in places, of both kinds of intervals."""
    parser = ArgumentParser(prog="python -m benchmarks.simulations.rank_coverage")
    parser.add_argument("--seed", type=int, default=1)
    random = np.random.default_rng(parser.parse_args().seed)
    heads = ("areas", "households", "areas differ by", "joint: held", "joint: places")
    differences = ("differences: held", "differences: places")
    print("\n".join(write_table((*heads, *differences), simulate(random))))


def simulate(random: np.random.Generator) -> Iterator[list[str]]:
    """Simulate surveys of many areas and rank them; the level is 90 %."""
    for areas in AREAS:
        for households in HOUSEHOLDS:
            for apart in APART:
                truth = random.normal(0.0, apart, (SAMPLES // areas, areas))
                cells = _rank(truth, households, random)
                yield [str(areas), str(households), f"{apart:g}", *cells]


def _rank(truth: FloatArray, households: int, random: np.random.Generator) -> list[str]:
    """Survey areas with these true means, rank them both ways and judge the intervals."""
    mean, se, df = _draw(truth, households, random)
    everywhere = np.ones(truth.shape[1], np.bool_)
    joint = [
        rank_areas(mean[survey], se[survey], df[survey], everywhere, "strength")
        for survey in range(len(truth))
    ]
    sets = [
        find_rank_sets(
            mean[survey],
            se[survey],
            everywhere,
            "strength",
            draws=DRAWS,
            seed=survey,
            df=df[survey],
        )
        for survey in range(min(SURVEYS_OF_SETS, len(truth)))
    ]
    return [*_judge(joint, truth), *_judge(sets, truth)]


def _draw(
    truth: FloatArray, households: int, random: np.random.Generator
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Survey every area; returns means, standard errors and degrees of freedom, like `truth`."""
    sample = draw_sample(PLAN, households, random)
    found = estimate(sample, answer(sample, RATING, random), is_share=False)
    used = truth.size
    figures = (found.mean[:used], found.se[:used], sample.base.df[:used])
    mean, se, df = (figure.reshape(truth.shape) for figure in figures)
    return mean + truth, se, df


def _judge(ranked: list[Ranks], truth: FloatArray) -> tuple[str, str]:
    """Write how often all true ranks are inside, and how many places an interval has."""
    best = np.array([ranks.best for ranks in ranked])
    worst = np.array([ranks.worst for ranks in ranked])
    true = competition_ranks(truth[: len(ranked)])
    held = np.all((best <= true) & (true <= worst), axis=1).astype(np.float64)
    error = float(held.std() / np.sqrt(len(held)))
    return write_with_error(float(held.mean()), error, 3), f"{(worst - best + 1).mean():.1f}"


if __name__ == "__main__":
    main()
