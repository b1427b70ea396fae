"""The sampling design: which PSU totals belong to which group, and the variance they give."""

from dataclasses import dataclass, replace

import numpy as np

from survey.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True)
class SecondStage:
    """The second-stage units (households, say) drawn within the PSUs of a design's rows.

    `unit_row` is the design row of every unit. Per design row: `row_units` is m_c, the units drawn
    in that PSU (also those outside the group), `row_fraction` is m_c / M_c.
    """

    unit_row: IntArray
    row_units: FloatArray
    row_fraction: FloatArray


@dataclass(frozen=True)
class Design:
    """Rows are the PSUs of each group; pairs are the strata of each group.

    `row_group` and `row_pair` number the group and the pair of every row, `pair_group` the group
    of every pair. `pair_psus` is n_s, the PSUs of the pair's stratum in the whole sample (also
    those outside the group), `pair_fraction` is n_s / N_s, or 0 without a finite population.
    `second` is the second stage of drawing, where its variance is to be counted.
    """

    groups: int
    row_group: IntArray
    row_pair: IntArray
    pair_group: IntArray
    pair_psus: FloatArray
    pair_fraction: FloatArray
    second: SecondStage | None = None

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.row_group)

    def sum_rows(self, values: FloatArray | BoolArray) -> FloatArray:
        """Add the rows' values up per group."""
        weights = values.astype(np.float64)
        return np.bincount(self.row_group, weights, self.groups).astype(np.float64)

    def sum_pairs(self, values: FloatArray | BoolArray) -> FloatArray:
        """Add the pairs' values up per group."""
        weights = values.astype(np.float64)
        return np.bincount(self.pair_group, weights, self.groups).astype(np.float64)

    def add_up(self, values: FloatArray | BoolArray) -> FloatArray:
        """Add the rows' values up per pair."""
        weights = values.astype(np.float64)
        return np.bincount(self.row_pair, weights, len(self.pair_group)).astype(np.float64)


def make_design(
    row_group: IntArray,
    row_stratum: IntArray,
    groups: int,
    psus: IntArray,
    population: FloatArray | None = None,
) -> Design:
    """Build a design of rows with a group and a stratum each.

    `psus` is n_s per stratum in the whole sample; `population` is N_s per stratum, where known.
    """
    strata = max(len(psus), 1)
    pairs, row_pair = np.unique(row_group * strata + row_stratum, return_inverse=True)
    stratum = pairs % strata
    sampled = psus[stratum].astype(np.float64)
    fraction = np.zeros(len(pairs)) if population is None else sampled / population[stratum]
    return Design(groups, row_group, row_pair, pairs // strata, sampled, fraction)


def add_second_stage(
    design: Design, unit_row: IntArray, units: IntArray, population: FloatArray
) -> Design:
    """Add the second stage of drawing to a design.

    `unit_row` is the design row of every second-stage unit; per design row, `units` is m_c, the
    units drawn in the whole sample, and `population` is M_c, those there are in the PSU.
    """
    drawn = units.astype(np.float64)
    return replace(design, second=SecondStage(unit_row, drawn, drawn / population))


def taylor_variance(influence: FloatArray, design: Design) -> FloatArray:
    """Variance per group of a total of `influence`, one value per row.

    V = Σ_s (1 - n_s/N_s) n_s/(n_s - 1) Σ_c (u_sc - ū_s)²; PSUs of the stratum outside the group
    are zeros that count. A stratum with one PSU gives (1 - 1/N_s) u². Squares are taken of
    residuals, last. Source: Särndal, Swensson & Wretman 1992, §5.5; Lumley 2010, ch. 2.
    """
    squares = _scatter(influence, design.row_pair, design.pair_psus)
    return design.sum_pairs((1 - design.pair_fraction) * squares)


def two_stage_variance(influence: FloatArray, design: Design) -> FloatArray:
    """Variance per group of a total of `influence`, one value per second-stage unit.

    V = V1 + Σ_s f1_s Σ_c (1 - f2_c) m_c/(m_c - 1) Σ_h (u_sch - ū_sc)², with V1 of
    `taylor_variance` over PSU totals, f1 = n_s/N_s, f2 = m_c/M_c. Units of the PSU outside the
    group are zeros that count; a PSU with one unit gives f1 (1 - f2) u². Without a second stage,
    or without a finite population of PSUs, V = V1, `influence` having one value per row in the
    first case. Source: Särndal, Swensson & Wretman 1992, §4.3.
    """
    second = design.second
    if second is None:
        return taylor_variance(influence, design)
    totals = np.bincount(second.unit_row, influence, design.rows).astype(np.float64)
    squares = _scatter(influence, second.unit_row, second.row_units)
    within = design.pair_fraction[design.row_pair] * (1 - second.row_fraction) * squares
    return taylor_variance(totals, design) + design.sum_rows(within)


def weigh_deviations(influence: FloatArray, design: Design) -> FloatArray:
    """Half the slope of `two_stage_variance` by each value: V = Σ u · weigh_deviations(u).

    For designs of one group in which every unit of the sample has its value. V being a quadratic
    form u'Mu, this is Mu, and v'Mu is the covariance of two totals with influences v and u.
    """
    second = design.second
    fraction = design.pair_fraction[design.row_pair]
    if second is None:
        return (1 - fraction) * _deviate(influence, design.row_pair, design.pair_psus)
    totals = np.bincount(second.unit_row, influence, design.rows).astype(np.float64)
    between = (1 - fraction) * _deviate(totals, design.row_pair, design.pair_psus)
    within = (fraction * (1 - second.row_fraction))[second.unit_row]
    within = within * _deviate(influence, second.unit_row, second.row_units)
    return between[second.unit_row] + within


def _deviate(values: FloatArray, parent: IntArray, drawn: FloatArray) -> FloatArray:
    """m/(m - 1) (u - ū) per value; u where m = 1."""
    sums = np.bincount(parent, values, len(drawn))
    mean = np.where(drawn == 1, 0.0, sums / drawn)
    factor = drawn / np.maximum(drawn - 1, 1)
    deviations: FloatArray = factor[parent] * (values - mean[parent])
    return deviations


def _scatter(values: FloatArray, parent: IntArray, drawn: FloatArray) -> FloatArray:
    """m/(m - 1) Σ (u - ū)² per parent of which m units were drawn; u² where m = 1."""
    sums = np.bincount(parent, values, len(drawn))
    inside = np.bincount(parent, minlength=len(drawn))
    mean = sums / drawn
    here = np.bincount(parent, (values - mean[parent]) ** 2, len(drawn))
    elsewhere = (drawn - inside) * mean**2
    factor = drawn / np.maximum(drawn - 1, 1)
    return np.where(drawn == 1, sums**2, factor * (here + elsewhere))
