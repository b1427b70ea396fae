"""Sets of ranks from differences between areas, all true together (SCORING §9, the option)."""

import numpy as np

from survey.arrays import BoolArray, FloatArray
from survey.questionnaire.method import DomainPolarity
from survey.scoring.ranks import (
    LEVEL,
    Ranks,
    competition_ranks,
    favour,
    find_rankable,
    no_ranks,
    place_ranks,
)

DRAWS_AT_ONCE = 500


def find_rank_sets(
    mean: FloatArray,
    se: FloatArray,
    released: BoolArray,
    polarity: DomainPolarity,
    *,
    draws: int,
    seed: int,
    level: float = LEVEL,
    covariance: FloatArray | None = None,
    step_down: bool = True,
) -> Ranks:
    """Rank areas of one kind, with joint sets of ranks from all differences between two areas.

    One value per area; areas take part as in `rank_areas`. Each ordered pair asks whether one area
    is better than the other, by (μ_a - μ_b)/SE(μ_a - μ_b) against the `level` quantile (above
    .5) of the largest such value over all pairs still open, in `draws` (5000 or more) normal draws
    of the errors; pairs found are closed and the rest asked again until nothing more is found.
    Errors are independent between areas unless `covariance` (areas × areas) says otherwise. They
    are taken as normal: with few degrees of freedom the sets are somewhat too small.
    Source: Mogstad, Romano, Shaikh & Wilhelm 2024, Rev. Econ. Stud. 91:476; step-down: Romano &
    Wolf 2005, Econometrica 73:1237.
    """
    chosen = find_rankable(mean, se, released)
    if chosen.sum() < 2:
        return no_ranks(len(mean))
    good = favour(mean[chosen], polarity)
    errors = np.diag(se**2) if covariance is None else covariance
    errors = errors[np.ix_(chosen, chosen)]
    order = np.lexsort((np.diag(errors), good))
    sorted_errors = errors[np.ix_(order, order)]
    better = np.empty(errors.shape, dtype=np.bool_)
    better[np.ix_(order, order)] = _find_better(
        good[order], sorted_errors, _draw_errors(sorted_errors, draws, seed), level, step_down
    )
    return place_ranks(
        chosen,
        competition_ranks(good),
        better.sum(axis=0, dtype=np.int64),
        better.sum(axis=1, dtype=np.int64),
    )


def _draw_errors(errors: FloatArray, draws: int, seed: int) -> FloatArray:
    """Draw normal errors, areas × draws, with the given covariance."""
    noise = np.random.default_rng(seed).standard_normal((len(errors), draws))
    variance = np.diag(errors)
    if (errors == np.diag(variance)).all():
        return noise * np.sqrt(variance)[:, None]
    values, vectors = np.linalg.eigh(errors)
    root: FloatArray = vectors * np.sqrt(np.maximum(values, 0.0))
    drawn: FloatArray = root @ noise
    return drawn


def _find_better(
    good: FloatArray, errors: FloatArray, noise: FloatArray, level: float, step_down: bool
) -> BoolArray:
    """Tell of each ordered pair whether its first area is surely better than its second."""
    variance = np.diag(errors)
    spread = variance[:, None] + variance - 2 * errors
    varies = spread > 1e-12 * variance.max()
    inverse = np.where(varies, 1 / np.sqrt(np.where(varies, spread, 1.0)), 0.0)
    size = (good[:, None] - good) * inverse
    pairs = ~np.eye(len(good), dtype=np.bool_)
    better = pairs & (size > _find_critical(noise, inverse, pairs, level))
    more = better
    while step_down and more.any():
        still = pairs & ~better
        more = still & (size > _find_critical(noise, inverse, still, level))
        better |= more
    return better


def _find_critical(noise: FloatArray, inverse: FloatArray, pairs: BoolArray, level: float) -> float:
    """Find the quantile of the largest standardised difference of errors over the given pairs.

    A few hundred draws at a time, one area against all its others, stay in the processor's cache.
    """
    largest = np.full(noise.shape[1], -np.inf)
    for start in range(0, noise.shape[1], DRAWS_AT_ONCE):
        block = slice(start, start + DRAWS_AT_ONCE)
        for area, others in enumerate(pairs):
            gaps = noise[area, block] - noise[others, block]
            gaps *= inverse[area, others, None]
            largest[block] = np.maximum(largest[block], gaps.max(axis=0, initial=-np.inf))
    return float(np.quantile(largest, level, method="higher"))
