"""Hájek means of all areas, with the influence of every unit that made them (SCORING §4)."""

from dataclasses import dataclass

import numpy as np

from survey.arrays import FloatArray
from survey.scoring.estimation.estimate import Base, divide, settle_variance
from survey.scoring.estimation.layout import Layout


@dataclass(frozen=True)
class Means:
    """Means per area, in the unit of y, and how they came about.

    `influence` is per unit of the layout: what the unit adds to the linearised mean of its area,
    w (y - μ)/Σw summed up. `slopes` are those on the margins, after raking (areas x columns).
    """

    mean: FloatArray
    variance: FloatArray
    influence: FloatArray
    slopes: FloatArray | None


def estimate_areas(
    layout: Layout,
    base: Base,
    weights: FloatArray,
    totals: FloatArray,
    margins: FloatArray,
) -> Means:
    """Estimate means μ = Σwy / Σw and their linearised variances, per area.

    Per cell `weights` is Σw and `totals` Σwy; `margins` is Σd and Σdy per neighbourhood. The
    variance is NaN with fewer than two PSUs, and 0 where it is only rounding.
    """
    mean = divide(layout.design.sum_rows(layout.sum_cells(totals)), base.total)
    area = layout.units.area
    away = layout.units.cells @ totals - np.nan_to_num(mean)[area] * (layout.units.cells @ weights)
    influence = np.nan_to_num(divide(away, base.total[area]))
    slopes = layout.regress(margins, mean, base.total)
    variance = settle_variance(mean, layout.vary(influence, slopes), base.psus)
    return Means(mean, variance, influence, slopes)


def combine_means(layout: Layout, parts: list[Means], slopes: FloatArray, base: Base) -> Means:
    """Combine means linearly: Σ slope_d μ_d per area, with the influences carried through.

    `slopes` is areas x parts; a part without a mean counts 0 where its slope is 0. Source:
    Särndal, Swensson & Wretman 1992, §5.5 (the influence of a function of means).
    """
    mean = np.zeros(len(slopes))
    influence = np.zeros(len(layout.units.area))
    regression: FloatArray | None = None
    for part, slope in zip(parts, slopes.T, strict=True):
        mean += slope * np.where(slope != 0, part.mean, 0.0)
        influence += slope[layout.units.area] * part.influence
        if part.slopes is not None:
            share = slope[:, None] * part.slopes
            regression = share if regression is None else regression + share
    variance = settle_variance(mean, layout.vary(influence, regression), base.psus)
    return Means(mean, variance, influence, regression)
