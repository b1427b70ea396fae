"""Ranks of areas, each with the places it may really have (SCORING §9)."""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from survey.arrays import BoolArray, FloatArray, IntArray
from survey.questionnaire.method import DomainPolarity

LEVEL = 0.90
TIE_DIGITS = 12


@dataclass(frozen=True)
class Ranks:
    """One rank per area, 1 = most favourable, and how many areas were ranked.

    With the chosen confidence every area's true rank lies between its `best` and its `worst`, for
    all areas at once: "between 2nd and 6th of 8". NaN where an area has no rank.
    """

    rank: FloatArray
    best: FloatArray
    worst: FloatArray
    among: int


def rank_areas(
    mean: FloatArray,
    se: FloatArray,
    df: FloatArray,
    released: BoolArray,
    polarity: DomainPolarity,
    level: float = LEVEL,
) -> Ranks:
    """Rank areas of one kind by their means, with joint intervals.

    One value per area. K is the number of released areas with SE > 0; the others, and all where
    K < 2, have no rank. γ = 1 - (1 - α)^{1/K}, [L, U] = μ ± t_{1-γ/2, df} SE, where below one
    degree of freedom the interval is the whole line. An area is surely behind every area whose L
    is at or above its U, and surely ahead of every area whose U is at or below its L; for harms
    the other way round. Source: Klein, Wright & Wieczorek 2020, JRSS C 69:589.
    """
    chosen = find_rankable(mean, se, released)
    if chosen.sum() < 2:
        return no_ranks(len(mean))
    good = favour(mean[chosen], polarity)
    half = joint_quantile(df[chosen], level) * se[chosen]
    lower, upper = good - half, good + half
    ahead: IntArray = len(good) - np.searchsorted(np.sort(lower), upper, side="left")
    behind: IntArray = np.searchsorted(np.sort(upper), lower, side="right")
    return place_ranks(chosen, competition_ranks(good), ahead, behind)


def find_rankable(mean: FloatArray, se: FloatArray, released: BoolArray) -> BoolArray:
    """Choose the areas that take part: released, with a mean and SE > 0."""
    rankable: BoolArray = released & np.isfinite(mean) & (se > 0)
    return rankable


def favour(values: FloatArray, polarity: DomainPolarity) -> FloatArray:
    """Turn harms round, so that more is more favourable."""
    return -values if polarity == "harm" else values


def joint_quantile(df: FloatArray, level: float) -> FloatArray:
    """Find t_{1-γ/2, df} for each of K areas; infinite below one degree of freedom.

    γ = 1 - level^{1/K}, so that K independent intervals hold together (Šidák 1967, JASA 62:626).
    """
    gamma = -np.expm1(np.log(level) / len(df))
    enough = df >= 1
    return np.where(enough, stdtrit(np.where(enough, df, 1.0), 1 - gamma / 2), np.inf)


def competition_ranks(values: FloatArray) -> FloatArray:
    """Rank along the last axis: 1 + how many are greater; NaN has no rank.

    Values that differ by less than 1e-12 of the largest are one value, or the order in which sums
    were added up would decide.
    """
    if not values.size:
        return values.copy()
    largest = np.nan_to_num(np.abs(values)).max(axis=-1, keepdims=True)
    rounded = np.round(values / np.where(largest > 0, largest, 1.0), TIE_DIGITS)
    order = np.argsort(-rounded, axis=-1)
    ordered = np.take_along_axis(rounded, order, axis=-1)
    is_next = np.ones(ordered.shape, dtype=np.bool_)
    is_next[..., 1:] = ordered[..., 1:] != ordered[..., :-1]
    place = np.where(is_next, np.arange(1.0, values.shape[-1] + 1), 0.0)
    ranks = np.empty(values.shape)
    np.put_along_axis(ranks, order, np.maximum.accumulate(place, axis=-1), axis=-1)
    return np.where(np.isnan(values), np.nan, ranks)


def place_ranks(chosen: BoolArray, rank: FloatArray, ahead: IntArray, behind: IntArray) -> Ranks:
    """Put the ranks of the chosen areas in their places among all areas.

    `ahead` counts the areas surely better than each, `behind` those surely worse. Areas that
    share a rank because only rounding divides them keep it inside their limits.
    """
    best = np.minimum(1.0 + ahead, rank)
    worst = np.maximum(float(len(rank)) - behind, rank)
    return Ranks(_spread(chosen, rank), _spread(chosen, best), _spread(chosen, worst), len(rank))


def no_ranks(areas: int) -> Ranks:
    """Say that no area has a rank."""
    nothing = np.full(areas, np.nan)
    return Ranks(nothing, nothing, nothing, 0)


def _spread(chosen: BoolArray, values: FloatArray) -> FloatArray:
    everywhere = np.full(len(chosen), np.nan)
    everywhere[chosen] = values
    return everywhere
