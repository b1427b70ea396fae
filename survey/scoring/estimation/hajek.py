"""One mean or share with its uncertainty, straight from records (SCORING §4-5)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from survey.arrays import BoolArray, FloatArray, IntArray
from survey.scoring.estimation.estimate import (
    Base,
    Estimates,
    divide,
    finish_means,
    finish_shares,
    settle_variance,
    sum_base,
)
from survey.scoring.sample.calibration import residual_influence
from survey.scoring.sample.design import add_second_stage, make_design, two_stage_variance
from survey.scoring.sample.raking import Margin, rake


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
    *,
    second_unit: npt.ArrayLike | None = None,
    second_fpc: npt.ArrayLike | None = None,
    margins: Sequence[Margin] = (),
    raked: npt.ArrayLike | None = None,
) -> Estimate:
    """Estimate the mean of `y` in a domain (all records by default).

    One value per record: `weight` ≥ 0 (default 1), `stratum` (default one), `psu` (default: each
    record its own; the same name in two strata is two PSUs), `fpc` the number of PSUs in the
    population of the record's stratum, `domain` true inside. NaN in y is outside the domain.

    Two stages: `second_unit` is what was drawn within the PSU (default: each record its own),
    `second_fpc` the number of such units in the PSU of the population; without it, or without
    `fpc`, the first stage says it all. Raking: `margins` are the population's totals that the
    weights are made to meet; `raked` are final weights that meet them already (trimmed ones, say),
    `weight` staying what it was before. Raises ValueError for weights below 0 and for populations
    that vary within a stratum or PSU or are smaller than the sample, and what `rake` raises.
    """
    records = _Records(y, weight, domain, margins, raked)
    sample = _Sample(records, stratum, psu, fpc, second_unit, second_fpc)
    spread = np.nansum(records.inner * (records.y - np.nan_to_num(records.mean)) ** 2)
    spread_of_mean = divide(np.array([spread]), sample.base.total)
    mean, variance = np.array([records.mean]), sample.variance
    return _only(
        sample.base, finish_means(sample.base, mean, variance, spread_of_mean, fpc is not None)
    )


def proportion(
    y: npt.ArrayLike,
    weight: npt.ArrayLike | None = None,
    stratum: npt.ArrayLike | None = None,
    psu: npt.ArrayLike | None = None,
    fpc: npt.ArrayLike | None = None,
    domain: npt.ArrayLike | None = None,
    *,
    second_unit: npt.ArrayLike | None = None,
    second_fpc: npt.ArrayLike | None = None,
    margins: Sequence[Margin] = (),
    raked: npt.ArrayLike | None = None,
) -> Estimate:
    """Estimate the share (0-1) of records with y = 1; the arguments are those of `hajek`."""
    records = _Records(y, weight, domain, margins, raked)
    sample = _Sample(records, stratum, psu, fpc, second_unit, second_fpc)
    share = np.array([records.mean])
    return _only(sample.base, finish_shares(sample.base, share, sample.variance, fpc is not None))


class _Records:
    """The records of one domain: who is inside, with which weight, and how much each one moves.

    `weight` is the final weight of every record, `inner` the same inside the domain and 0 outside;
    `influence` is what each record adds to the linearised mean.
    """

    def __init__(
        self,
        y: npt.ArrayLike,
        weight: npt.ArrayLike | None,
        domain: npt.ArrayLike | None,
        margins: Sequence[Margin],
        raked: npt.ArrayLike | None,
    ) -> None:
        values = np.asarray(y, dtype=np.float64)
        design_weight = _take_weights(weight, len(values))
        self.weight = design_weight
        if margins and raked is None:
            self.weight = rake(design_weight, margins).weights
        if raked is not None:
            self.weight = _take_weights(raked, len(values))
        self.inside: BoolArray = np.isfinite(values) & (self.weight > 0)
        if domain is not None:
            self.inside &= np.asarray(domain, dtype=np.bool_)
        self.y = np.where(self.inside, values, 0.0)
        self.inner = np.where(self.inside, self.weight, 0.0)
        total = self.inner.sum()
        self.mean = float((self.inner * self.y).sum() / total) if total else float("nan")
        z = np.where(self.inside, self.y - self.mean, 0.0) / (total or 1.0)
        self.influence: FloatArray = self.inner * z
        if margins:
            self.influence = residual_influence(z, design_weight, self.weight, margins)


class _Sample:
    """Records as a design with a single group: what they sum up to, and how that varies."""

    def __init__(
        self,
        records: _Records,
        stratum: npt.ArrayLike | None,
        psu: npt.ArrayLike | None,
        fpc: npt.ArrayLike | None,
        second_unit: npt.ArrayLike | None,
        second_fpc: npt.ArrayLike | None,
    ) -> None:
        size = len(records.y)
        strata = _number(np.zeros(size) if stratum is None else np.asarray(stratum))
        row_stratum, self.row = _nest(strata, _or_own(psu, size))
        psus = np.bincount(row_stratum)
        population = None if fpc is None else _take_population(fpc, strata, psus)
        rows = np.zeros(len(row_stratum), np.int64)
        self.design = make_design(rows, row_stratum, 1, psus, population)
        unit = self.row
        if second_fpc is not None:
            unit_row, unit = _nest(self.row, _or_own(second_unit, size))
            units = np.bincount(unit_row)
            there = _take_population(second_fpc, self.row, units)
            self.design = add_second_stage(self.design, unit_row, units, there)
        self.base = self._sum_base(records)
        self.variance = self._vary(records, unit)

    def _sum_base(self, records: _Records) -> Base:
        weight = np.bincount(self.row, records.inner, self.design.rows).astype(np.float64)
        count = np.bincount(self.row, records.inside, self.design.rows).astype(np.float64)
        squares, n = (records.inner**2).sum(keepdims=True), count.sum(keepdims=True)
        return sum_base(self.design, weight, count, squares, n)

    def _vary(self, records: _Records, unit: IntArray) -> FloatArray:
        units = int(unit.max(initial=-1)) + 1
        influence = np.bincount(unit, records.influence, units).astype(np.float64)
        variance = two_stage_variance(influence, self.design)
        return settle_variance(np.array([records.mean]), variance, self.base.psus)


def _take_weights(weight: npt.ArrayLike | None, size: int) -> FloatArray:
    weights = np.ones(size) if weight is None else np.asarray(weight, np.float64)
    if not (weights >= 0).all():
        raise ValueError("Weights must be numbers of 0 or more.")
    return weights


def _take_population(fpc: npt.ArrayLike, parent: IntArray, drawn: IntArray) -> FloatArray:
    told, population = np.asarray(fpc, np.float64), np.zeros(len(drawn))
    population[parent] = told
    if not (population[parent] == told).all():
        raise ValueError("A population must be the same number throughout a stratum or a PSU.")
    if not (population >= drawn).all():
        raise ValueError("A population must be at least as large as the sample drawn from it.")
    return population


def _number(names: npt.NDArray[np.generic]) -> IntArray:
    number: IntArray = np.unique(names, return_inverse=True)[1].astype(np.int64)
    return number


def _or_own(units: npt.ArrayLike | None, size: int) -> IntArray:
    """Number the units; without any, each record is its own."""
    return _number(np.arange(size) if units is None else np.asarray(units))


def _nest(parent: IntArray, units: IntArray) -> tuple[IntArray, IntArray]:
    """Number the units within their parents: the parent of each, and the unit of each record."""
    size = max(len(units), 1)
    nested, unit = np.unique(parent * size + units, return_inverse=True)
    return nested // size, unit.astype(np.int64)


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
