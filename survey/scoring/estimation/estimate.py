"""Means and shares of many groups at once, with design-based uncertainty (SCORING §4-5)."""

from dataclasses import dataclass

import numpy as np

from survey.arrays import BoolArray, FloatArray
from survey.scoring.estimation.intervals import korn_graubard, t_quantile
from survey.scoring.sample.design import Design, taylor_variance

NO_SPREAD = 1e-9
"""A standard error below this, relative to the mean (or to 1), is rounding and not variation."""


@dataclass(frozen=True)
class Base:
    """The records that figures speak about, summed up per group of a design.

    `weight` is Σw and `present` whether anyone is there, per design row; the rest is per group:
    Σw, Σw², the records n, and the PSUs and strata that hold any of them. `is_single` marks
    groups that draw on a stratum with one PSU.
    """

    weight: FloatArray
    present: BoolArray
    total: FloatArray
    squares: FloatArray
    n: FloatArray
    psus: FloatArray
    strata: FloatArray
    is_single: BoolArray

    @property
    def df(self) -> FloatArray:
        """Degrees of freedom: PSUs less strata, both with records in the domain."""
        return self.psus - self.strata

    @property
    def kish(self) -> FloatArray:
        """Kish's effective number of records, (Σw)² / Σw²."""
        return divide(self.total**2, self.squares)


@dataclass(frozen=True)
class Estimates:
    """Estimates per group, in the unit of y; NaN where there is none (see `hajek.Estimate`)."""

    mean: FloatArray
    variance: FloatArray
    se: FloatArray
    lower: FloatArray
    upper: FloatArray
    deff: FloatArray
    n_effective: FloatArray


def sum_base(
    design: Design, weight: FloatArray, count: FloatArray, squares: FloatArray, n: FloatArray
) -> Base:
    """Sum up a base: Σw and records per design row, Σw² and records per group."""
    present = count > 0
    touched = design.add_up(present) > 0
    return Base(
        weight=weight,
        present=present,
        total=design.sum_rows(weight),
        squares=squares,
        n=n,
        psus=design.sum_rows(present),
        strata=design.sum_pairs(touched),
        is_single=design.sum_pairs(touched & (design.pair_psus == 1)) > 0,
    )


def estimate_means(design: Design, base: Base, total: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Hájek means μ = Σwy / Σw and their linearised variances, per group.

    `total` is Σwy per design row; the influence of a PSU is u = Σ w (y - μ) / Σw. The variance is
    NaN with fewer than two PSUs, and 0 where it is only rounding.
    """
    mean = divide(design.sum_rows(total), base.total)
    group = design.row_group
    influence = divide(total - np.nan_to_num(mean)[group] * base.weight, base.total[group])
    variance = taylor_variance(np.nan_to_num(influence), design)
    return mean, settle_variance(mean, variance, base.psus)


def settle_variance(mean: FloatArray, variance: FloatArray, psus: FloatArray) -> FloatArray:
    """Make a variance that is only rounding 0, and one of fewer than two PSUs NaN."""
    rounding = (NO_SPREAD * np.fmax(np.abs(mean), 1.0)) ** 2
    return np.where(psus < 2, np.nan, np.where(variance <= rounding, 0.0, variance))


def finish_means(
    base: Base,
    mean: FloatArray,
    variance: FloatArray,
    spread: FloatArray,
    is_population: bool = False,
) -> Estimates:
    """Add standard errors, t intervals and design effects to means.

    `spread` is Σ w (y - μ)² / Σw per group. deff = V / [s²/n (1 - n/Σw)], s² = n/(n-1) · spread;
    the last factor only where the weights add up to the population (`is_population`) and exceed n.
    Source: Kish 1965, §8.2.
    """
    se = np.where(variance > 0, np.sqrt(np.maximum(variance, 0.0)), np.nan)
    reach = t_quantile(base.df) * se
    deff = design_effect(base, variance, spread, mean, is_population)
    return Estimates(mean, variance, se, mean - reach, mean + reach, deff, divide(base.n, deff))


def finish_shares(
    base: Base, share: FloatArray, variance: FloatArray, is_population: bool = False
) -> Estimates:
    """Add standard errors, Korn–Graubard intervals and design effects to shares (0-1).

    At 0 and 1 the effective number of answers is the one the interval is made with.
    """
    share = np.clip(share, 0.0, 1.0)
    share = np.where(share < NO_SPREAD, 0.0, np.where(share > 1 - NO_SPREAD, 1.0, share))
    lower, upper, size = korn_graubard(share, variance, base.n, base.df, base.psus, base.kish)
    deff = design_effect(base, variance, share * (1 - share), share, is_population)
    extreme = (share <= 0) | (share >= 1)
    return Estimates(
        mean=share,
        variance=variance,
        se=np.where(variance > 0, np.sqrt(np.maximum(variance, 0.0)), np.nan),
        lower=lower,
        upper=upper,
        deff=deff,
        n_effective=np.where(extreme, size, divide(base.n, deff)),
    )


def design_effect(
    base: Base,
    variance: FloatArray,
    spread: FloatArray,
    mean: FloatArray,
    is_population: bool,
) -> FloatArray:
    """How many times the variance of a simple random sample of n; NaN where nothing varies."""
    rounding = (NO_SPREAD * np.maximum(np.abs(mean), 1.0)) ** 2
    simple = divide(spread, base.n - 1)
    if is_population:
        simple = simple * np.where(base.total > base.n, 1 - divide(base.n, base.total), 1.0)
    varies = (spread > rounding) & (variance > 0)
    return np.where(varies, divide(variance, simple), np.nan)


def divide(above: FloatArray, below: FloatArray) -> FloatArray:
    """Divide, giving NaN where the divisor is 0."""
    nothing = np.full(below.shape, np.nan)
    ratio: FloatArray = np.divide(above, below, out=nothing, where=below != 0)
    return ratio
