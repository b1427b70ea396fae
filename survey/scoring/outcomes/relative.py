"""Relative mode: how far a neighbourhood is from all other neighbourhoods together (SCORING §6)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from survey.arrays import BoolArray, FloatArray, IntArray
from survey.scoring.estimation.benjamini_hochberg import FALSE_DISCOVERIES, q_values
from survey.scoring.estimation.differences import Differences, finish_differences
from survey.scoring.estimation.estimate import divide
from survey.scoring.sample.design import Design, taylor_variance

MOST_AT_ONCE = 1 << 15
"""So many influences (neighbourhoods x PSUs) are worked on at a time: they fit the cache."""

FEWEST_PSUS = 2
"""With fewer, on either side, there is no standard error."""


@dataclass(frozen=True)
class Cells:
    """Sums over the records of every cell: a PSU in one neighbourhood. Each cell is there once.

    `area`, `stratum` and `psu` number what the cell lies in; a PSU lies in one stratum, but may
    reach over several neighbourhoods. `weight` is Σw and `total` Σwy, cells x domains, over the
    records with a score in the domain. `psus` is n_s per stratum in the whole sample,
    `population` N_s, where known.
    """

    area: IntArray
    stratum: IntArray
    psu: IntArray
    weight: FloatArray
    total: FloatArray
    psus: IntArray
    population: FloatArray | None = None


@dataclass(frozen=True)
class Relative:
    """Differences from the rest that may be shown, neighbourhoods x domains; NaN elsewhere.

    `q` is Benjamini–Hochberg's over everything shown; `label` is "above", "below" or "".
    """

    differences: Differences
    q: FloatArray
    label: npt.NDArray[np.str_]


def compare_with_rest(cells: Cells, areas: int) -> Differences:
    """Compare every neighbourhood with all the others together, domain by domain.

    Returns neighbourhoods x domains. d = μ_a - μ_rest, both Hájek means; the influence of a PSU
    is u = Σ_a w (y - μ_a)/W_a - Σ_rest w (y - μ_rest)/W_rest, its variance that of §4. df are the
    PSUs less the strata with respondents, of the side that has fewer: those of the whole sample
    would call a small neighbourhood different too easily (docs/method.md). NaN where either side
    has no one; no standard error where either has fewer than two PSUs.
    Source: Särndal, Swensson & Wretman 1992, ch. 5 and 10.
    """
    psu_stratum = np.zeros(int(cells.psu.max(initial=-1)) + 1, dtype=np.int64)
    psu_stratum[cells.psu] = cells.stratum
    sides = [_Side(cells, place, areas, psu_stratum) for place in range(cells.weight.shape[1])]
    step = max(MOST_AT_ONCE // max(len(psu_stratum), 1), 1)
    blocks = [np.arange(start, min(start + step, areas)) for start in range(0, areas, step)]
    variance = np.concatenate([_find_variances(cells, sides, block) for block in blocks])
    compared = [_compare(side, variance[:, place]).parts for place, side in enumerate(sides)]
    return Differences(*(np.stack(part, axis=1) for part in zip(*compared, strict=True)))


def show_relative(
    differences: Differences, is_published: BoolArray, is_whole_published: BoolArray
) -> Relative:
    """Keep the differences that may be shown, and label those that may be believed (q < .05).

    Shown only where both the neighbourhood's own mean (`is_published`, neighbourhoods x domains)
    and the mean of everything (`is_whole_published`, per domain) are published: the difference
    tells the mean of the rest, and with the own mean that of everything.
    """
    kept = differences.keep(is_published & is_whole_published)
    q = q_values(kept.p)
    side = np.where(kept.difference > 0, "above", "below")
    return Relative(kept, q, np.where(q < FALSE_DISCOVERIES, side, ""))


class _Side:
    """One domain: every neighbourhood (`own`) and what is left without it (`rest`)."""

    def __init__(self, cells: Cells, domain: int, areas: int, psu_stratum: IntArray) -> None:
        self.cells = cells
        self.psu_stratum = psu_stratum
        self.cell_weight, self.cell_total = cells.weight[:, domain], cells.total[:, domain]
        self.psu_weight = _add(cells.psu, self.cell_weight, len(psu_stratum))
        self.psu_total = _add(cells.psu, self.cell_total, len(psu_stratum))
        self.own_weight = _add(cells.area, self.cell_weight, areas)
        own_total = _add(cells.area, self.cell_total, areas)
        self.rest_weight = _sum_others(self.own_weight)
        self.own = divide(own_total, self.own_weight)
        self.rest = divide(_sum_others(own_total), self.rest_weight)
        self.is_full = self.cell_weight > 0

    def count_psus(self) -> FloatArray:
        """Count the PSUs with respondents in each neighbourhood, or in its rest if they are fewer.

        A PSU is in the rest where some other neighbourhood holds a part of it.
        """
        fewest: FloatArray = np.minimum(*self._count(self.cells.psu))
        return fewest

    def find_df(self) -> FloatArray:
        """PSUs less strata with respondents, in each neighbourhood or its rest: the fewer."""
        psus, strata = self._count(self.cells.psu), self._count(self.cells.stratum)
        fewest: FloatArray = np.minimum(psus[0] - strata[0], psus[1] - strata[1])
        return fewest

    def _count(self, kind: IntArray) -> tuple[FloatArray, FloatArray]:
        """Count the PSUs or strata with respondents in each neighbourhood, and in its rest."""
        areas, width = len(self.own), int(kind.max(initial=-1)) + 1
        pairs = np.unique(self.cells.area[self.is_full] * width + kind[self.is_full])
        area, one = np.divmod(pairs, max(width, 1))
        parts = np.bincount(one, minlength=width)
        own, alone = (np.bincount(some, minlength=areas) for some in (area, area[parts[one] == 1]))
        return own.astype(np.float64), ((parts > 0).sum() - alone).astype(np.float64)

    def influence(self, areas: IntArray) -> FloatArray:
        """Return u of some neighbourhoods (in a row) x all PSUs."""
        own, rest = self.own[areas], self.rest[areas]
        above = divide(np.ones(len(areas)), self.own_weight[areas])
        below = divide(np.ones(len(areas)), self.rest_weight[areas])
        u = below[:, None] * (rest[:, None] * self.psu_weight - self.psu_total)
        touching = np.flatnonzero((self.cells.area >= areas[0]) & (self.cells.area <= areas[-1]))
        row, psu = self.cells.area[touching] - areas[0], self.cells.psu[touching]
        weight, total = self.cell_weight[touching], self.cell_total[touching]
        elsewhere = self.psu_total[psu] - total - rest[row] * (self.psu_weight[psu] - weight)
        u[row, psu] = above[row] * (total - own[row] * weight) - below[row] * elsewhere
        return u


def _compare(side: _Side, variance: FloatArray) -> Differences:
    return finish_differences(
        side.own - side.rest,
        np.where(side.count_psus() < FEWEST_PSUS, np.nan, variance),
        side.find_df(),
        np.fmax(np.abs(side.own), np.abs(side.rest)),
    )


def _find_variances(cells: Cells, sides: list[_Side], areas: IntArray) -> FloatArray:
    """Return some neighbourhoods x all domains."""
    design = _repeat_design(cells, sides[0].psu_stratum, len(areas))
    found = [taylor_variance(side.influence(areas).ravel(), design) for side in sides]
    return np.stack(found, axis=1)


def _repeat_design(cells: Cells, psu_stratum: IntArray, times: int) -> Design:
    """Give each of so many neighbourhoods a row for every PSU there is."""
    psus = cells.psus.astype(np.float64)
    strata, population = len(psus), cells.population
    fraction = np.zeros(strata) if population is None else psus / population
    group = np.repeat(np.arange(times), len(psu_stratum))
    return Design(
        groups=times,
        row_group=group,
        row_pair=group * strata + np.tile(psu_stratum, times),
        pair_group=np.repeat(np.arange(times), strata),
        pair_psus=np.tile(psus, times),
        pair_fraction=np.tile(fraction, times),
    )


def _add(into: IntArray, values: FloatArray | BoolArray, size: int) -> FloatArray:
    return np.bincount(into, values.astype(np.float64), size).astype(np.float64)


def _sum_others(values: FloatArray) -> FloatArray:
    """Add up all but one, for each; by sums before and after it, so that nothing cancels."""
    before = np.cumsum(np.concatenate([[0.0], values[:-1]]))
    after = np.cumsum(np.concatenate([[0.0], values[:0:-1]]))[::-1]
    others: FloatArray = before + after
    return others
