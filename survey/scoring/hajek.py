"""One mean or share with its uncertainty, straight from records (SCORING §4-5)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from survey.arrays import FloatArray, IntArray
from survey.scoring.design import make_design
from survey.scoring.estimate import (
    Base,
    Estimates,
    divide,
    estimate_means,
    finish_means,
    finish_shares,
    sum_base,
)


@dataclass(frozen=True)
class Estimate:
    """One estimate, in the unit of y.

    `lower` and `upper` bound the 95 % interval. NaN stands for what cannot be had: everything
    where n = 0; `se` with one PSU; `se` and interval of a mean where nothing varies; the interval
    where df < 1; `deff` and `n_effective` where nothing varies.
    """

    mean: float
    se: float
    lower: float
    upper: float
    df: float
    n: int
    n_effective: float
    deff: float
    psus: int
    is_single_psu: bool


def hajek(
    y: npt.ArrayLike,
    weight: npt.ArrayLike | None = None,
    stratum: npt.ArrayLike | None = None,
    psu: npt.ArrayLike | None = None,
    fpc: npt.ArrayLike | None = None,
    domain: npt.ArrayLike | None = None,
) -> Estimate:
    """Estimate the mean of `y` in a domain (all records by default).

    One value per record: `weight` ≥ 0 (default 1), `stratum` (default one), `psu` (default: each
    record its own; the same name in two strata is two PSUs), `fpc` the number of PSUs in the
    population of the record's stratum, `domain` true inside. NaN in y is outside the domain.
    """
    sample = _Sample(y, weight, stratum, psu, fpc, domain)
    base = sample.sum_base()
    mean, variance = estimate_means(sample.design, base, sample.add(sample.y))
    spread = np.nansum(sample.weight * (sample.y - np.nan_to_num(mean)) ** 2, keepdims=True)
    spread = divide(spread, base.total)
    return _only(base, finish_means(base, mean, variance, spread, fpc is not None))


def proportion(
    y: npt.ArrayLike,
    weight: npt.ArrayLike | None = None,
    stratum: npt.ArrayLike | None = None,
    psu: npt.ArrayLike | None = None,
    fpc: npt.ArrayLike | None = None,
    domain: npt.ArrayLike | None = None,
) -> Estimate:
    """Estimate the share (0-1) of records with y = 1; the arguments are those of `hajek`."""
    sample = _Sample(y, weight, stratum, psu, fpc, domain)
    base = sample.sum_base()
    share, variance = estimate_means(sample.design, base, sample.add(sample.y))
    return _only(base, finish_shares(base, share, variance, fpc is not None))


class _Sample:
    """Records of one domain as a design with a single group."""

    def __init__(
        self,
        y: npt.ArrayLike,
        weight: npt.ArrayLike | None,
        stratum: npt.ArrayLike | None,
        psu: npt.ArrayLike | None,
        fpc: npt.ArrayLike | None,
        domain: npt.ArrayLike | None,
    ) -> None:
        values = np.asarray(y, dtype=np.float64)
        size = len(values)
        design_weight = np.ones(size) if weight is None else np.asarray(weight, np.float64)
        if not (design_weight >= 0).all():
            raise ValueError("Weights must be numbers of 0 or more.")
        inside = np.isfinite(values) & (design_weight > 0)
        if domain is not None:
            inside &= np.asarray(domain, dtype=np.bool_)
        self.inside = inside
        self.y = np.where(inside, values, 0.0)
        self.weight = np.where(inside, design_weight, 0.0)
        strata = _number(np.zeros(size) if stratum is None else np.asarray(stratum))
        units = _number(np.arange(size) if psu is None else np.asarray(psu))
        clusters, self.row = np.unique(strata * max(size, 1) + units, return_inverse=True)
        row_stratum = clusters // max(size, 1)
        population = None
        if fpc is not None:
            population = np.zeros(size)
            population[strata] = np.asarray(fpc, np.float64)
        self.design = make_design(
            np.zeros(len(clusters), np.int64), row_stratum, 1, np.bincount(row_stratum), population
        )

    def add(self, values: FloatArray) -> FloatArray:
        """Add weighted values up per PSU."""
        sums = np.bincount(self.row, self.weight * values, self.design.rows)
        return sums.astype(np.float64)

    def sum_base(self) -> Base:
        """Sum up the records inside the domain."""
        count = np.bincount(self.row, self.inside, self.design.rows).astype(np.float64)
        squares, n = (self.weight**2).sum(keepdims=True), count.sum(keepdims=True)
        return sum_base(self.design, self.add(np.ones(len(self.y))), count, squares, n)


def _number(names: npt.NDArray[np.generic]) -> IntArray:
    number: IntArray = np.unique(names, return_inverse=True)[1].astype(np.int64)
    return number


def _only(base: Base, estimates: Estimates) -> Estimate:
    return Estimate(
        mean=float(estimates.mean[0]),
        se=float(estimates.se[0]),
        lower=float(estimates.lower[0]),
        upper=float(estimates.upper[0]),
        df=float(base.df[0]),
        n=int(base.n[0]),
        n_effective=float(estimates.n_effective[0]),
        deff=float(estimates.deff[0]),
        psus=int(base.psus[0]),
        is_single_psu=bool(base.is_single[0]),
    )
