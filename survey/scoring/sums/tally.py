"""Counting: the answers to a question by category, and the sums of a value of every record."""

import numpy as np

from survey.arrays import BoolArray, ByteArray, FloatArray, IntArray, SmallIntArray
from survey.scoring.answers.lookup import Lookup, categorise
from survey.scoring.sample.calibration import sum_columns, sum_cross
from survey.scoring.sums.ground import Sample
from survey.scoring.sums.totals import MarginSums, Sums, Tally


def tally(sample: Sample, positions: ByteArray, lookup: Lookup) -> Tally:
    """Count the answers to one question; `positions` has one byte per response."""
    width = lookup.width
    category = categorise(sample.take(positions), lookup)
    areas = len(sample.ground.areas)
    cell = np.bincount(sample.cell * width + category, sample.weight, sample.ground.cells * width)
    place = sample.area * width + category
    records = np.bincount(place, minlength=areas * width).reshape(areas, width)
    silent = np.flatnonzero(category >= lookup.options)
    unasked = silent[category[silent] == width - 1]
    outside = (silent, unasked, silent[:0])
    return Tally(
        weights=cell.reshape(-1, width).astype(np.float64),
        records=records.astype(np.float64),
        squares=np.stack([sample.sum_squares(each) for each in outside], axis=1),
        households=np.stack([sample.count_households(each) for each in outside], axis=1),
        margins=_split(_sum_margins(sample, place, areas * width), width),
    )


def add_up(sample: Sample, values: FloatArray) -> Sums:
    """Add up a value per counted record; NaN is outside.

    The spread is about the mean of the neighbourhood, taken first.
    """
    inside = np.isfinite(values)
    weight = np.where(inside, sample.weight, 0.0)
    total = np.where(inside, sample.weight * values, 0.0)
    weights, totals = sample.sum_cells(weight), sample.sum_cells(total)
    mass = sample.gather(weights)
    mean = sample.gather(totals) / np.where(mass > 0, mass, 1.0)
    away = np.where(inside, values - mean[sample.area], 0.0)
    outside = np.flatnonzero(~inside)
    return Sums(
        weights=weights,
        totals=totals,
        records=sample.sum_areas(inside),
        squares=sample.sum_squares(outside),
        households=sample.count_households(outside),
        mass=mass,
        mean=mean,
        spread=sample.sum_areas(weight * away**2),
        plain=sample.sum_areas(np.where(inside, values, 0.0)),
        margins=_cross_margins(sample, inside, values),
    )


def _split(sums: FloatArray, width: int) -> FloatArray:
    """Turn areas-and-categories x columns into areas x categories x columns."""
    return sums.reshape(len(sums) // width, width, sums.shape[1])


def sum_margins(sample: Sample) -> MarginSums | None:
    """Sum up how the margins lie in a raked sample."""
    if sample.margins is None:
        return None
    columns, width = sample.margins.columns, sample.margins.width
    return MarginSums(
        sum_columns(columns, width, sample.weight, sample.cell, sample.ground.cells),
        sum_cross(columns, width, sample.margins.design_weight),
    )


def _sum_margins(
    sample: Sample, place: IntArray | SmallIntArray, places: int, values: FloatArray | float = 1.0
) -> FloatArray:
    """Σ d y per place and column of the margins; without raking there are no columns."""
    if sample.margins is None:
        return np.zeros((places, 0))
    raked = sample.margins
    return sum_columns(raked.columns, raked.width, raked.design_weight * values, place, places)


def _cross_margins(sample: Sample, inside: BoolArray, values: FloatArray) -> FloatArray:
    areas = len(sample.ground.areas)
    given = np.where(inside, values, 0.0)
    each = [
        _sum_margins(sample, sample.area, areas, one) for one in (inside.astype(np.float64), given)
    ]
    return np.stack(each, axis=1)
