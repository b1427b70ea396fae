"""The sampling design: which PSU totals belong to which group, and the variance they give."""

from dataclasses import dataclass

import numpy as np

from survey.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True)
class Design:
    """Rows are the PSUs of each group; pairs are the strata of each group.

    `row_group` and `row_pair` number the group and the pair of every row, `pair_group` the group
    of every pair. `pair_psus` is n_s, the PSUs of the pair's stratum in the whole sample (also
    those outside the group), `pair_fraction` is n_s / N_s, or 0 without a finite population.
    """

    groups: int
    row_group: IntArray
    row_pair: IntArray
    pair_group: IntArray
    pair_psus: FloatArray
    pair_fraction: FloatArray

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


def taylor_variance(influence: FloatArray, design: Design) -> FloatArray:
    """Variance per group of a total of `influence`, one value per row.

    V = Σ_s (1 - n_s/N_s) n_s/(n_s - 1) Σ_c (u_sc - ū_s)²; PSUs of the stratum outside the group
    are zeros that count. A stratum with one PSU gives (1 - 1/N_s) u². Squares are taken of
    residuals, last. Source: Särndal, Swensson & Wretman 1992, §5.5; Lumley 2010, ch. 2.
    """
    sums = design.add_up(influence)
    inside = design.add_up(np.ones(design.rows))
    mean = sums / design.pair_psus
    squares = design.add_up((influence - mean[design.row_pair]) ** 2)
    squares += (design.pair_psus - inside) * mean**2
    single = design.pair_psus == 1
    factor = design.pair_psus / np.maximum(design.pair_psus - 1, 1)
    parts = (1 - design.pair_fraction) * np.where(single, sums**2, factor * squares)
    return design.sum_pairs(parts)
