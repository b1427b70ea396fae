"""Bootstrap means and ranks from PSU totals: a matrix product for each block of draws."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from survey.arrays import BoolArray, FloatArray, IntArray
from survey.questionnaire.method import DomainPolarity
from survey.scoring.ranking.ranks import competition_ranks, favour
from survey.scoring.ranking.replicates import KeyArray, Psus, draw_rao_wu, weigh_poisson
from survey.scoring.sample.design import Design

CELLS_AT_ONCE = 2_000_000
FEW_PLACES = 3
Weigh = Callable[[IntArray], FloatArray]


@dataclass(frozen=True)
class PsuTotals:
    """What one mean is made of: per design row its PSU's number, Σwy and Σw."""

    design: Design
    row_psu: IntArray
    total: FloatArray
    weight: FloatArray


@dataclass(frozen=True)
class ReplicateSums:
    """Σwy and Σw per group and draw (groups × draws), which add up over partitions.

    `has_lone` marks groups that rest on a stratum with a single PSU, where nothing can be drawn.
    """

    total: FloatArray
    weight: FloatArray
    has_lone: BoolArray

    def __add__(self, other: "ReplicateSums") -> "ReplicateSums":
        """Add the sums of another partition."""
        return ReplicateSums(
            self.total + other.total, self.weight + other.weight, self.has_lone | other.has_lone
        )

    @property
    def means(self) -> FloatArray:
        """Means, draws × groups; NaN where `has_lone`, and where a draw has no positive weight."""
        usable = (self.weight > 0) & ~self.has_lone[:, None]
        divisor = np.where(usable, self.weight, 1.0)
        means: FloatArray = np.where(usable, self.total / divisor, np.nan).T
        return means


@dataclass(frozen=True)
class BootstrapRanks:
    """How ranks spread over the draws, one value per area; NaN where an area has no rank.

    `median`, `low` and `high` are ranks that came up: half, 5 % and 95 % of the draws are there or
    at a more favourable one. `shares` (areas × places, 0-1) holds the share of draws at each rank,
    `top` and `bottom` the share with at most two areas better, or worse. `draws` counts the draws
    in which the area had a mean.
    """

    median: FloatArray
    low: FloatArray
    high: FloatArray
    shares: FloatArray
    top: FloatArray
    bottom: FloatArray
    draws: IntArray


def bootstrap_means(
    figures: Sequence[PsuTotals], psus: Psus, draws: int, seed: int
) -> tuple[FloatArray, ...]:
    """Draw Rao–Wu bootstrap means of several figures with the same PSUs in each draw.

    One array per figure, draws × groups, in the unit of y. PSUs are drawn within strata of the
    whole sample, so a stratum that spans areas is drawn once for all of them. The same seed and
    the same order of PSUs give the same numbers, whatever the figures. Source: `draw_rao_wu`.
    """
    chance = np.random.default_rng(seed)
    sums = _sum_replicates(
        figures, psus, draws, lambda replicates: draw_rao_wu(psus, len(replicates), chance)
    )
    return tuple(figure.means for figure in sums)


def sum_keyed_replicates(
    figures: Sequence[PsuTotals], psus: Psus, keys: KeyArray, draws: int, seed: int
) -> tuple[ReplicateSums, ...]:
    """Sum one partition's PSU totals with Poisson weights keyed by PSU and draw.

    `psus` and `keys` describe the whole sample, and groups have the same numbers everywhere; rows
    of a PSU may lie in any partition. Add the partitions' sums up, then take their `means`.
    Source: `weigh_poisson`.
    """
    return _sum_replicates(
        figures, psus, draws, lambda replicates: weigh_poisson(psus, keys, replicates, seed)
    )


def bootstrap_ranks(
    means: FloatArray, released: BoolArray, polarity: DomainPolarity
) -> BootstrapRanks:
    """Rank released areas in each draw of `means` (draws × areas), and sum the ranks up.

    An area without a mean in a draw is not ranked there, and the others are ranked without it.
    """
    good = np.where(released, favour(means, polarity), np.nan)
    ranks = competition_ranks(good)
    drawn = np.isfinite(good)
    times = drawn.sum(axis=0)
    areas, places = good.shape[1], int(drawn.any(axis=0).sum())
    row, area = np.nonzero(drawn)
    cells = area * places + ranks[row, area].astype(np.int64) - 1
    count = np.bincount(cells, minlength=areas * places).reshape(areas, places)
    return BootstrapRanks(
        median=_find_place(count, 0.50),
        low=_find_place(count, 0.05),
        high=_find_place(count, 0.95),
        shares=_share(count, times[:, None]),
        top=_share((ranks <= FEW_PLACES).sum(axis=0), times),
        bottom=_share((competition_ranks(-good) <= FEW_PLACES).sum(axis=0), times),
        draws=times,
    )


def _find_place(count: IntArray, level: float) -> FloatArray:
    """Find the first place at which `level` of an area's draws are reached; NaN without draws."""
    reached = np.cumsum(count, axis=1)
    total = count.sum(axis=1)
    # A little less, because 0.95 of 20 draws is 19, whatever binary fractions make of it.
    first = (reached < level * total[:, None] - 1e-6).sum(axis=1) + 1.0
    return np.where(total > 0, first, np.nan)


def _share(part: IntArray, whole: IntArray) -> FloatArray:
    return np.where(whole > 0, part / np.maximum(whole, 1), np.nan)


def _sum_replicates(
    figures: Sequence[PsuTotals], psus: Psus, draws: int, weigh: Weigh
) -> tuple[ReplicateSums, ...]:
    """Multiply stacked PSU totals by replicate weights, a block of draws at a time."""
    stacked = _stack(figures, len(psus.stratum))
    sums = np.empty((stacked.shape[0], draws))
    at_once = max(1, CELLS_AT_ONCE // max(len(psus.stratum), 1))
    for start in range(0, draws, at_once):
        replicates = np.arange(start, min(start + at_once, draws))
        sums[:, start : start + at_once] = stacked @ weigh(replicates)
    parts = np.split(sums, np.cumsum([2 * figure.design.groups for figure in figures])[:-1])
    return tuple(
        ReplicateSums(part[: len(part) // 2], part[len(part) // 2 :], _find_lone(figure, psus))
        for figure, part in zip(figures, parts, strict=True)
    )


def _stack(figures: Sequence[PsuTotals], psus: int) -> csr_array:
    """Put Σwy and Σw of all figures into one sparse matrix, (2 × groups of each) × PSUs."""
    values = [part for figure in figures for part in (figure.total, figure.weight)]
    columns = [figure.row_psu for figure in figures for _ in range(2)]
    rows, height = [], 0
    for figure in figures:
        for _ in range(2):
            rows.append(figure.design.row_group + height)
            height += figure.design.groups
    place = (np.concatenate(rows), np.concatenate(columns))
    return csr_array((np.concatenate(values), place), shape=(height, psus))


def _find_lone(figure: PsuTotals, psus: Psus) -> BoolArray:
    lone = psus.is_alone[figure.row_psu] & (figure.weight > 0)
    return figure.design.sum_rows(lone) > 0
