"""What incomplete households do to the share of the self-sufficient, by who is judged.

Run by `uv run python -m benchmarks.simulations.self_sufficiency`. The rule is the product's (no red
light, three quarters green); the answers are missing by chance.
"""

from argparse import ArgumentParser
from collections.abc import Iterator

import numpy as np

from benchmarks.simulations.table import write_table, write_with_error
from survey.arrays import BoolArray, FloatArray
from survey.indices.model import Answers
from survey.indices.stoplights import INDEX, StoplightsSettings

SAMPLES = 50
HOUSEHOLDS = 4_000
LIGHTS = 10
LIMITS = (-3.3, -0.9)
"""Below the first a latent light is red, below the second yellow."""

MISSING = (0.02, 0.05, 0.1)
RULE = StoplightsSettings()


def main() -> None:
    """Print the share that each way finds, in percent."""
    parser = ArgumentParser(prog="python -m benchmarks.simulations.self_sufficiency")
    parser.add_argument("--seed", type=int, default=1)
    random = np.random.default_rng(parser.parse_args().seed)
    heads = ("missing", "truth", "complete households", "logical bounds", "answered lights")
    print("\n".join(write_table((*heads, "complete"), simulate(random))))


def simulate(random: np.random.Generator) -> Iterator[list[str]]:
    """Simulate samples with more and more answers missing."""
    for missing in MISSING:
        found = np.array([_judge_all(random, missing) for _ in range(SAMPLES)])
        errors = found.std(axis=0) / np.sqrt(SAMPLES)
        cells = zip(100 * found.mean(axis=0), 100 * errors, strict=True)
        yield [f"{100 * missing:g} %", *(write_with_error(*cell, 1) for cell in cells)]


def _judge_all(random: np.random.Generator, missing: float) -> list[float]:
    person = random.normal(size=(HOUSEHOLDS, 1))
    latent = person + random.normal(size=(HOUSEHOLDS, LIGHTS))
    scores: FloatArray = 50.0 * np.searchsorted(LIMITS, latent).astype(np.float64)
    gaps = random.random(scores.shape) < missing
    kept = ~gaps.any(axis=1)
    seen = np.where(gaps, np.nan, scores)
    best, worst = (_judge(np.where(gaps, light, scores)) for light in (100.0, 0.0))
    is_sure = best == worst
    answered = _judge(seen, ~gaps)
    shares = (_judge(scores), _judge(seen), worst[is_sure], answered, kept)
    return [float(np.nanmean(share)) for share in shares]


def _judge(scores: FloatArray, applicable: BoolArray | None = None) -> FloatArray:
    """Judge households by the product's rule: 1, 0, or NaN."""
    everything = np.ones(scores.shape, dtype=np.bool_)
    applies = everything if applicable is None else applicable
    names = tuple(f"light{number}" for number in range(LIGHTS))
    answers = Answers(names, scores, applies, np.ones(LIGHTS))
    return INDEX.score(answers, RULE)[0].values


if __name__ == "__main__":
    main()
