"""How often intervals of small clustered samples hold the truth, and how wide they are.

Run by `uv run python -m benchmarks.simulations.interval_coverage`. Means of a skewed rating with t
intervals (SCORING §4), shares with Korn–Graubard and with Wald intervals (§5).
"""

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from benchmarks.simulations.table import write_table
from survey.arrays import BoolArray, FloatArray
from survey.scoring.estimation.estimate import (
    Base,
    Estimates,
    estimate_means,
    finish_means,
    finish_shares,
    sum_base,
)
from survey.scoring.estimation.intervals import korn_graubard, t_quantile
from survey.scoring.sample.design import Design, make_design

SAMPLES = 10_000
HOUSEHOLDS = (10, 20, 30, 50, 100)
SHARES = (0.02, 0.06, 0.1, 0.2, 0.5)
SIZES = (0.3, 0.3, 0.2, 0.12, 0.08)
"""The shares of households in which 1, 2, … 5 people answer."""

LIKENESS = 0.3
"""Correlation of two members of a household, on the latent scale."""

LOADING = 0.4
"""Correlation of two items of a domain, on the latent scale."""


@dataclass(frozen=True)
class Rating:
    """A score 0-100: the mean of `items` ratings of five, answered 1 … 5 by these shares."""

    title: str
    shares: tuple[float, ...]
    items: int = 1

    @property
    def mean(self) -> float:
        """The mean of the population."""
        return float(np.dot(self.shares, (0.0, 25.0, 50.0, 75.0, 100.0)))


RATINGS = (
    Rating("one item, middling", (0.1, 0.2, 0.4, 0.2, 0.1)),
    Rating("one item, skewed", (0.55, 0.25, 0.1, 0.06, 0.04)),
    Rating("one item, very skewed", (0.85, 0.08, 0.04, 0.02, 0.01)),
    Rating("seven items, skewed", (0.55, 0.25, 0.1, 0.06, 0.04), 7),
)


@dataclass(frozen=True)
class Plan:
    """How people are drawn: one or all of a household, with weights of a given variation."""

    title: str
    is_single: bool
    weight_cv: float


PLANS = (
    Plan("one of each household", True, 0.0),
    Plan("1-5 of each household", False, 0.0),
    Plan("1-5, weights cv 0.5", False, 0.5),
)


@dataclass(frozen=True)
class Sample:
    """Many samples of `households` each; arrays are samples x households x persons.

    `latent` is standard normal, alike within a household; `weight` is 0 where there is nobody.
    """

    latent: FloatArray
    weight: FloatArray
    design: Design
    base: Base


@dataclass(frozen=True)
class Coverage:
    """The share of intervals that hold the truth, their mean width, the share without one."""

    held: float
    width: float
    none: float


def main() -> None:
    """Print the table of means, then the table of shares."""
    parser = ArgumentParser(prog="python -m benchmarks.simulations.interval_coverage")
    parser.add_argument("--seed", type=int, default=1)
    random = np.random.default_rng(parser.parse_args().seed)
    columns = [f"{plan.title}: {name}" for plan in PLANS for name in ("t", "normal")]
    print("\n".join(write_table(("rating", "households", *columns), simulate_means(random))), "\n")
    columns = [f"{plan.title}: {name}" for plan in PLANS for name in ("Korn–Graubard", "Wald")]
    print("\n".join(write_table(("share", "households", *columns), simulate_shares(random))), "\n")
    print(f"0 of 20 households: {_write_limits(0, 20)}. 0 of 50: {_write_limits(0, 50)}.")


def simulate_means(random: np.random.Generator) -> Iterator[list[str]]:
    """Simulate 95 % intervals of mean ratings, 0-100, with t and with normal quantiles."""
    for rating in RATINGS:
        for households in HOUSEHOLDS:
            cells = [rating.title, str(households)]
            for plan in PLANS:
                sample = draw_sample(plan, households, random)
                found = estimate(sample, answer(sample, rating, random), is_share=False)
                reach = ndtri(0.975) * found.se
                t = cover(rating.mean, found.lower, found.upper)
                normal = cover(rating.mean, found.mean - reach, found.mean + reach)
                cells += [_write(t, 1), f"{normal.held:.3f}"]
            yield cells


def simulate_shares(random: np.random.Generator) -> Iterator[list[str]]:
    """Simulate 95 % intervals of shares; Wald's is p ± t_df SE, of no width at 0."""
    for share in SHARES:
        for households in HOUSEHOLDS[1:]:
            cells = [f"{share:g}", str(households)]
            for plan in PLANS:
                sample = draw_sample(plan, households, random)
                found = estimate(sample, sample.latent < ndtri(share), is_share=True)
                reach = t_quantile(sample.base.df) * np.nan_to_num(found.se)
                wald = cover(share, found.mean - reach, found.mean + reach)
                cells += [_write(cover(share, found.lower, found.upper), 3), _write(wald, 3)]
            yield cells


def draw_sample(plan: Plan, households: int, random: np.random.Generator) -> Sample:
    """Draw `SAMPLES` samples; whom a household has and what it weighs tells nothing of answers."""
    most = 1 if plan.is_single else len(SIZES)
    shape = (SAMPLES, households, most)
    home = random.normal(size=(SAMPLES, households, 1))
    latent = np.sqrt(LIKENESS) * home + np.sqrt(1 - LIKENESS) * random.normal(size=shape)
    sizes = 1 + random.choice(len(SIZES), size=(SAMPLES, households, 1), p=SIZES)
    there = np.arange(most) < (1 if plan.is_single else sizes)
    spread = np.sqrt(np.log1p(plan.weight_cv**2))
    weight = np.where(there, np.exp(random.normal(0.0, spread, (SAMPLES, households, 1))), 0.0)
    group = np.repeat(np.arange(SAMPLES), households)
    design = make_design(group, group, SAMPLES, np.full(SAMPLES, households))
    return Sample(latent, weight, design, _sum_base(design, weight))


def answer(sample: Sample, rating: Rating, random: np.random.Generator) -> FloatArray:
    """Let everybody answer the items of a rating and return their scores."""
    cuts = ndtri(np.cumsum(rating.shares[:-1]))
    if rating.items == 1:
        return (25.0 * np.digitize(sample.latent, cuts)).astype(np.float64)
    steps = np.zeros(sample.latent.shape)
    for _ in range(rating.items):
        chance = random.normal(size=sample.latent.shape)
        latent = np.sqrt(LOADING) * sample.latent + np.sqrt(1 - LOADING) * chance
        steps += np.digitize(latent, cuts)
    return 25.0 * steps / rating.items


def _sum_base(design: Design, weight: FloatArray) -> Base:
    present = weight > 0
    return sum_base(
        design,
        weight=weight.sum(axis=2).ravel(),
        count=present.sum(axis=2).ravel(),
        squares=(weight**2).sum(axis=(1, 2)),
        n=present.sum(axis=(1, 2)).astype(np.float64),
    )


def estimate(sample: Sample, y: FloatArray | BoolArray, is_share: bool) -> Estimates:
    """Estimate every sample's mean (or share) of y as the product does."""
    total = (sample.weight * y).sum(axis=2).ravel()
    mean, variance = estimate_means(sample.design, sample.base, total)
    if is_share:
        return finish_shares(sample.base, mean, variance)
    away = sample.weight * (y - mean[:, None, None]) ** 2
    return finish_means(sample.base, mean, variance, away.sum(axis=(1, 2)) / sample.base.total)


def cover(truth: float, lower: FloatArray, upper: FloatArray) -> Coverage:
    """Count among the samples that have an interval."""
    there = np.isfinite(lower)
    held = ((lower <= truth) & (truth <= upper))[there]
    width = (upper - lower)[there]
    return Coverage(float(held.mean()), float(width.mean()), float(1 - there.mean()))


def _write(found: Coverage, places: int) -> str:
    none = f", {found.none:.1%} none" if found.none >= 0.0005 else ""
    return f"{found.held:.3f} ({found.width:.{places}f}{none})"


def _write_limits(share: float, households: int) -> str:
    one: Sequence[FloatArray] = [np.array([float(x)]) for x in (share, 0.0, households)]
    degrees = np.array([households - 1.0])
    lower, upper, _ = korn_graubard(one[0], one[1], one[2], degrees, one[2], one[2])
    return f"[{lower[0]:.3f}, {upper[0]:.3f}]"


if __name__ == "__main__":
    main()
