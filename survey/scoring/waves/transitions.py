"""How stoplights changed between two waves: from red, yellow, green to red, yellow, green (§10)."""

from dataclasses import dataclass, replace

import numpy as np

from survey.arrays import BoolArray, FloatArray, IntArray
from survey.scoring.estimation.areas import Areas
from survey.scoring.estimation.differences import Differences, finish_differences
from survey.scoring.estimation.estimate import Estimates, estimate_means, finish_shares
from survey.scoring.release.remainders import choose_areas
from survey.scoring.release.sets import FEWEST_RESPONDENTS
from survey.scoring.release.table import SMALL
from survey.scoring.waves.panel import Homes, Pairs, lay_out_pairs, pair_homes
from survey.scoring.waves.side_by_side import WaveValues

LEVELS = 3
STEP = 50.0
"""Red, yellow and green are 0, 50 and 100."""

WORSE, SAME, BETTER = range(3)


@dataclass(frozen=True)
class Transitions:
    """One stoplight in every area, roll-ups included.

    `counts` is areas x 5 x level (red, yellow, green): households that stayed, by their level
    before (three rows) and after; then those lost, by their level before; those gained, by their
    level after. `n` is how many stayed. `shares` are the shares (0-1) of those that stayed who
    are worse, the same and better off; `net` is the share better less the share worse.
    """

    counts: FloatArray
    n: FloatArray
    shares: tuple[Estimates, Estimates, Estimates]
    net: Differences

    @property
    def matrix(self) -> FloatArray:
        """Households that stayed, areas x level before x level after."""
        return self.counts[:, :LEVELS]


def compare_stoplights(before: WaveValues, after: WaveValues, areas: Areas) -> Transitions:
    """Follow one stoplight through two waves; values are 0, 50 or 100, one record a household.

    Shares weigh with the first wave's weight and have Korn–Graubard intervals; the test of change
    is that of the mean of -1 (worse), 0 and 1 (better), with §4's variance: what McNemar's test
    compares, in a survey's design. Source: Korn & Graubard 1998; McNemar 1947, Psychometrika
    12:153. Raises ValueError for other values, and for households with two records.
    """
    homes = pair_homes(before, after)
    first, second = _read_levels(homes.before.mean), _read_levels(homes.after.mean)
    if max(visit.n.max(initial=0) for visit in (homes.before, homes.after)) > 1:
        raise ValueError("Transitions are between single records of each household.")
    pairs = lay_out_pairs(homes, before, areas)
    move = np.sign(second - first)[pairs.home]
    worse, same, better = (_share(pairs, move == way) for way in (-1, 0, 1))
    net, variance = _estimate(pairs, move.astype(np.float64))
    counts = _count(homes, first, second, areas)
    return Transitions(
        counts=counts,
        n=counts[:, :LEVELS].sum(axis=(1, 2)),
        shares=(worse, same, better),
        net=finish_differences(net, variance, pairs.base.df, np.ones(areas.size)),
    )


def choose_shares(
    found: Transitions, areas: Areas, allowed: BoolArray, is_sensitive: bool
) -> BoolArray:
    """Choose the areas that may print how many are worse, the same and better off.

    `allowed` are the areas whose figure is published in both waves. No share may stand for 1 to 4
    households or for all but so few (of a sensitive question also not for nobody or everybody),
    nor may any count of the matrix be narrowed below 5 by both waves' levels. See `choose_areas`.
    """

    def is_safe(counts: FloatArray) -> BoolArray:
        return _is_share_safe(counts, is_sensitive)

    allowed = allowed & (found.n > 0)
    return choose_areas(areas, found.counts, is_safe, allowed)


def choose_matrices(
    found: Transitions, areas: Areas, allowed: BoolArray, is_sensitive: bool
) -> BoolArray:
    """Choose the areas that may print the whole matrix: all its counts are 0, or 5 and more.

    So are the levels of those lost and gained, which the waves' own levels would give. Never for
    a sensitive question.
    """
    allowed = allowed & (found.n > 0) & (not is_sensitive)
    return choose_areas(areas, found.counts, _is_matrix_safe, allowed)


def keep_transitions(found: Transitions, shares: BoolArray, matrices: BoolArray) -> Transitions:
    """Keep what may be printed; everything else becomes NaN."""
    nothing = np.full(found.counts.shape, np.nan)
    hidden = [
        Estimates(*(np.where(shares, getattr(each, name), np.nan) for name in NAMES))
        for each in found.shares
    ]
    return replace(
        found,
        counts=np.where(matrices[:, None, None], found.counts, nothing),
        n=np.where(shares, found.n, np.nan),
        shares=(hidden[WORSE], hidden[SAME], hidden[BETTER]),
        net=found.net.keep(shares),
    )


NAMES = ("mean", "variance", "se", "lower", "upper", "deff", "n_effective")


def _read_levels(mean: FloatArray) -> IntArray:
    """Return 0, 1 or 2 per household, -1 where there is nothing."""
    level = np.where(np.isfinite(mean), mean, -STEP) / STEP
    if not np.isin(level, np.arange(-1, LEVELS)).all():
        raise ValueError("Stoplights are 0 (red), 50 (yellow) or 100 (green).")
    return level.astype(np.int64)


def _estimate(pairs: Pairs, values: FloatArray) -> tuple[FloatArray, FloatArray]:
    total = pairs.grouped.add(pairs.weight * values)
    return estimate_means(pairs.grouped.design, pairs.base, total)


def _share(pairs: Pairs, inside: BoolArray) -> Estimates:
    share, variance = _estimate(pairs, inside.astype(np.float64))
    return finish_shares(pairs.base, share, variance)


def _count(homes: Homes, first: IntArray, second: IntArray, areas: Areas) -> FloatArray:
    """Count households as in `Transitions.counts`."""
    known = (first >= 0) | (second >= 0)
    row = np.where(second < 0, LEVELS, np.where(first < 0, LEVELS + 1, first))
    column = np.where(second < 0, first, second)
    counts = np.zeros((areas.leaves, LEVELS + 2, LEVELS))
    np.add.at(counts, (homes.area[known], row[known], column[known]), 1)
    return areas.roll_up(counts.reshape(areas.leaves, -1)).reshape(areas.size, -1, LEVELS)


def _is_share_safe(counts: FloatArray, is_sensitive: bool) -> BoolArray:
    matrix, n = counts[:, :LEVELS], counts[:, :LEVELS].sum(axis=(1, 2))
    same = np.trace(matrix, axis1=1, axis2=2)
    better = np.triu(matrix, 1).sum(axis=(1, 2))
    ways = np.stack([n - same - better, same, better], axis=1)
    small = _is_small(ways) | _is_small(n[:, None] - ways)
    if is_sensitive:
        small |= (n[:, None] > 0) & (ways < SMALL)
    safe: BoolArray = ~small.any(axis=1) & _has_enough(counts) & ~_is_narrow(counts, is_sensitive)
    return safe


def _is_matrix_safe(counts: FloatArray) -> BoolArray:
    safe: BoolArray = ~_is_small(counts).any(axis=(1, 2)) & _has_enough(counts)
    return safe


def _is_small(counts: FloatArray) -> BoolArray:
    small: BoolArray = (counts > 0) & (counts < SMALL)
    return small


def _has_enough(counts: FloatArray) -> BoolArray:
    """Tell where those who stayed, those lost and those gained are nobody, or ten households."""
    levels = counts.sum(axis=2)
    sets = np.stack([levels[:, :LEVELS].sum(axis=1), levels[:, -2], levels[:, -1]], axis=1)
    enough: BoolArray = ((sets == 0) | (sets >= FEWEST_RESPONDENTS)).all(axis=1)
    return enough


def _is_narrow(counts: FloatArray, is_sensitive: bool) -> BoolArray:
    """Tell where shares and the levels of both waves narrow a small count to less than 5.

    With the sums of rows and columns, the diagonal and the upper half known, a matrix may only
    move along three cycles of three cells each, whose steps add up to 0: any cell is known to
    within the sum of the cycles' least counts (the closed form of the linear programme). Where
    households were both lost and gained, the sums of rows and columns are not known.
    """
    matrix = counts[:, :LEVELS]
    cycles = [matrix[:, (0, 1, 2), columns] for columns in ((0, 2, 1), (2, 1, 0), (1, 0, 2))]
    freedom = sum(cycle.min(axis=1) for cycle in cycles)
    is_known = (counts[:, -2:].sum(axis=2) == 0).any(axis=1)
    matters = matrix.sum(axis=(1, 2)) > 0
    if not is_sensitive:
        matters &= _is_small(matrix).any(axis=(1, 2))
    narrow: BoolArray = is_known & matters & (freedom < SMALL)
    return narrow
