"""The design in which every area is a group, laid out over the cells of a ground."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from survey.arrays import FloatArray, IntArray
from survey.scoring.estimation.areas import Areas, find_areas, sum_matrix
from survey.scoring.sample.calibration import (
    MarginForm,
    explained_variance,
    make_margin_form,
    regress,
)
from survey.scoring.sample.design import Design, add_second_stage, make_design, two_stage_variance
from survey.scoring.sums.ground import Ground
from survey.scoring.sums.totals import MarginSums, Sums, Totals


@dataclass(frozen=True)
class Units:
    """What influences are summed up by: PSUs, or households where a second stage counts.

    A unit that touches several areas is there once in each. `cells` adds cells up into units,
    `area` is the area of every unit, `place` its number in the whole sample.
    """

    cells: csr_array
    area: IntArray
    place: IntArray


@dataclass(frozen=True)
class Calibration:
    """What raking explains: `form` holds how the margins vary over the units of the sample.

    `cross` is Σdxx'.
    """

    form: MarginForm
    cross: FloatArray


@dataclass(frozen=True)
class Layout:
    """The areas, and the design in which each is a group.

    `leaves` adds cells up into neighbourhoods, `rows` into the PSUs of every area, which are the
    rows of the design. `has_population` says that weights add up to one.
    """

    areas: Areas
    leaves: csr_array
    design: Design
    rows: csr_array
    units: Units
    row_psu: IntArray
    has_population: bool = False
    calibration: Calibration | None = None

    def sum_cells(self, values: FloatArray) -> FloatArray:
        """Add values per cell (first axis) up per row of the design."""
        sums: FloatArray = self.rows @ values
        return sums

    def spread(self, sums: Sums, mean: FloatArray) -> FloatArray:
        """Σ w (y - mean)² per area, `mean` being the area's own.

        Within neighbourhoods plus between them: squares are of residuals at every level.
        """
        into, leaf = self.areas.members()
        apart = np.nan_to_num(mean[leaf] - mean[into])
        between = np.bincount(into, sums.mass[leaf] * apart**2, self.areas.size)
        return self.areas.roll_up(sums.spread) + between

    def vary(self, influence: FloatArray, slopes: FloatArray | None) -> FloatArray:
        """Variance per area of the sum of an influence per unit (see `Means`)."""
        variance = two_stage_variance(influence, self.design)
        if self.calibration is None or slopes is None:
            return variance
        units, form = self.units, self.calibration.form
        explained = explained_variance(influence, units.area, units.place, slopes, form)
        return np.maximum(variance - explained, 0.0)

    def regress(
        self, margins: FloatArray, mean: FloatArray, total: FloatArray
    ) -> FloatArray | None:
        """The slopes of means on the margins, areas x columns; None without raking.

        `margins` is Σd and Σdy per neighbourhood (neighbourhoods x 2 x columns).
        """
        if self.calibration is None:
            return None
        x, xy = self.areas.roll_up(margins[:, 0]), self.areas.roll_up(margins[:, 1])
        return regress(self.calibration.cross, xy, x, mean, total)


def make_layouts(totals: Totals, districts: Mapping[str, str]) -> dict[str, Layout]:
    """Lay out the samples "person" and "household": the same but for what was raked."""
    plain = make_layout(totals.ground, districts)
    return {
        level: make_layout(totals.ground, districts, totals.margins[level])
        if level in totals.margins
        else plain
        for level in ("person", "household")
    }


def make_layout(
    ground: Ground, districts: Mapping[str, str], margins: MarginSums | None = None
) -> Layout:
    """Give every area a row per PSU that it touches; `districts` maps areas to districts."""
    areas = find_areas(ground.areas, districts)
    into, leaf = areas.members()
    spread = sum_matrix(into, leaf, (areas.size, areas.leaves))[:, ground.area].tocoo()
    group, cell = spread.coords[0].astype(np.int64), spread.coords[1].astype(np.int64)
    every = np.arange(ground.cells)
    design, rows, units = _lay_groups(ground, group, cell, areas.size)
    calibration = None
    if margins is not None:
        whole, _, all_units = _lay_groups(ground, np.zeros_like(every), every, 1)
        form = make_margin_form(all_units.cells @ margins.weights, whole)
        calibration = Calibration(form, margins.cross)
    return Layout(
        areas=areas,
        leaves=sum_matrix(ground.area, every, (areas.leaves, ground.cells)),
        design=design,
        rows=rows.cells,
        row_psu=rows.place,
        units=units,
        has_population=bool(np.isfinite(ground.population).any()),
        calibration=calibration,
    )


def _lay_groups(
    ground: Ground, group: IntArray, cell: IntArray, groups: int
) -> tuple[Design, Units, Units]:
    """Make the design of groups of cells, its rows (PSUs) and its units."""
    psu, psu_cell = _number_pairs(ground.stratum, ground.psu)
    rows = _gather(group, psu[cell], cell, ground.cells)
    stratum = ground.stratum[psu_cell]
    psus = np.bincount(stratum, minlength=len(ground.strata))
    population = np.full(len(psus), np.inf)
    population[ground.stratum] = _or_endless(ground.population)
    design = make_design(rows.area, stratum[rows.place], groups, psus, population)
    if not ground.unit.any():
        return design, rows, rows
    unit, unit_cell = _number_pairs(psu, ground.unit)
    units = _gather(group, unit[cell], cell, ground.cells)
    width = max(len(psu_cell), 1)
    row = np.searchsorted(
        rows.area * width + rows.place, units.area * width + psu[unit_cell][units.place]
    )
    drawn = np.bincount(psu[unit_cell], minlength=width)[rows.place]
    there = _or_endless(ground.second_population)[psu_cell][rows.place]
    return add_second_stage(design, row, drawn, there), rows, units


def _number_pairs(outer: IntArray, inner: IntArray) -> tuple[IntArray, IntArray]:
    """Number pairs; return every cell's number and the first cell of every pair."""
    number = np.unique(inner, return_inverse=True)[1].astype(np.int64)
    width = int(outer.max(initial=0)) + 1
    _, first, pair = np.unique(number * width + outer, return_index=True, return_inverse=True)
    return pair.astype(np.int64), first.astype(np.int64)


def _gather(group: IntArray, number: IntArray, cell: IntArray, cells: int) -> Units:
    """Gather cells into units: one for every group and number that go together."""
    width = int(number.max(initial=0)) + 1
    keys, row = np.unique(group * width + number, return_inverse=True)
    return Units(sum_matrix(row, cell, (len(keys), cells)), keys // width, keys % width)


def _or_endless(population: FloatArray) -> FloatArray:
    """Take a population that is not known for endless."""
    return np.where(np.isnan(population), np.inf, population)
