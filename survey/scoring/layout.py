"""Respondents laid out for scoring: areas, design and the two samples, persons and households."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from survey.arrays import BoolArray, FloatArray, IntArray
from survey.errors import N_, MahallaError, Problem
from survey.scoring.areas import Areas, find_areas, sum_matrix
from survey.scoring.design import Design, make_design
from survey.scoring.estimate import Base, sum_base


@dataclass(frozen=True)
class Layout:
    """The areas, and the design in which each is a group.

    A cell is a PSU in one neighbourhood: `rows` adds cells up into the rows of the design,
    `household_area` is the neighbourhood of every household.
    """

    areas: Areas
    design: Design
    rows: csr_array
    household_area: IntArray

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return int(self.rows.shape[1])


@dataclass(frozen=True)
class Sample:
    """The records that are counted and their weights; all arrays have one entry per record.

    `record` is the record's place in the table of responses, the others number its
    neighbourhood, its household (within the neighbourhood) and its cell.
    """

    layout: Layout
    record: IntArray
    weight: FloatArray
    area: IntArray
    household: IntArray
    cell: IntArray

    def sum_areas(self, values: FloatArray | BoolArray) -> FloatArray:
        """Add records up per area, roll-ups included."""
        areas = self.layout.areas
        sums = np.bincount(self.area, values.astype(np.float64), areas.leaves)
        return areas.roll_up(sums.astype(np.float64))

    def sum_cells(self, values: FloatArray | BoolArray) -> FloatArray:
        """Add records up per row of the design."""
        sums = np.bincount(self.cell, values.astype(np.float64), self.layout.cells)
        rows: FloatArray = self.layout.rows @ sums
        return rows

    def sum_spread(self, values: FloatArray, mean: FloatArray) -> FloatArray:
        """Σ w (y - mean)² per area, over the records that have a value.

        Within neighbourhoods plus between them: squares are of residuals at every level.
        """
        areas = self.layout.areas
        weight = np.where(np.isfinite(values), self.weight, 0.0)
        away = np.nan_to_num(values - mean[self.area])
        within = np.bincount(self.area, weight * away**2, areas.leaves)
        mass = np.bincount(self.area, weight, areas.leaves)
        into, leaf = areas.members()
        apart = np.nan_to_num(mean[leaf] - mean[into])
        between = np.bincount(into, mass[leaf] * apart**2, areas.size)
        return areas.roll_up(within.astype(np.float64)) + between

    def sum_households(self, inside: BoolArray) -> FloatArray:
        """Count the households with a record inside, per area."""
        layout = self.layout
        homes = len(layout.household_area)
        present = np.bincount(self.household[inside], minlength=homes) > 0
        leaves = np.bincount(layout.household_area, present, layout.areas.leaves)
        return layout.areas.roll_up(leaves.astype(np.float64))

    def sum_base(self, inside: BoolArray) -> Base:
        """Sum up the records inside, per row of the design and per area."""
        weight = np.where(inside, self.weight, 0.0)
        return sum_base(
            self.layout.design,
            weight=self.sum_cells(weight),
            count=self.sum_cells(inside),
            squares=self.sum_areas(weight**2),
            n=self.sum_areas(inside),
        )


def lay_out(respondents: pd.DataFrame, districts: Mapping[str, str]) -> tuple[Sample, Sample]:
    """Return the persons and the households of a table of responses (see `score`).

    Persons are the records with a weight above 0. Households are the first record of each
    household, in the order of the table, with a household weight above 0; a household is its name
    within its neighbourhood. A PSU is its name within its stratum, or the household where it has
    the household's name.
    """
    areas, area = find_areas(respondents["area"], districts)
    home_area, home = _number_pairs(area, _number(respondents["household"]))
    own = respondents["psu"].to_numpy() == respondents["household"].to_numpy()
    name = np.where(own, home + len(respondents), _number(respondents["psu"]))
    psu_stratum, psu = _number_pairs(_number(respondents["stratum"]), name)
    cell_area, cell = _number_pairs(area, psu)
    cell_psu = np.zeros(len(cell_area), dtype=np.int64)
    cell_psu[cell] = psu
    design, rows = _lay_out_design(areas, cell_area, cell_psu, psu_stratum)
    layout = Layout(areas, design, rows, home_area)
    first = np.zeros(len(respondents), dtype=np.bool_)
    first[np.unique(home, return_index=True)[1]] = True
    samples = []
    for column, counted in (("weight", np.ones_like(first)), ("household_weight", first)):
        weight = read_weights(respondents[column])
        record = np.flatnonzero(counted & (weight > 0))
        samples.append(
            Sample(layout, record, weight[record], area[record], home[record], cell[record])
        )
    return samples[0], samples[1]


def read_weights(weights: pd.Series) -> FloatArray:
    """Return weights as numbers; raises MahallaError naming the responses where one is none."""
    numbers = weights.to_numpy(dtype=np.float64)
    wrong = np.flatnonzero(~(np.isfinite(numbers) & (numbers >= 0)))
    if len(wrong):
        raise MahallaError(
            *(
                Problem(
                    N_(
                        "The weight of response “%(response)s” is %(weight)s; "
                        "give it a number of 0 or more."
                    ),
                    {"response": str(name), "weight": str(number)},
                )
                for name, number in zip(weights.index[wrong], numbers[wrong], strict=True)
            )
        )
    return numbers


def _lay_out_design(
    areas: Areas, cell_area: IntArray, cell_psu: IntArray, psu_stratum: IntArray
) -> tuple[Design, csr_array]:
    """Give every area a row per PSU that it touches; return how cells add up into rows too."""
    into, leaf = areas.members()
    spread = sum_matrix(into, leaf, (areas.size, areas.leaves))[:, cell_area].tocoo()
    group, cell = spread.coords[0].astype(np.int64), spread.coords[1].astype(np.int64)
    row_group, row_psu, row = _pair(group, cell_psu[cell])
    psus = np.bincount(psu_stratum)
    design = make_design(row_group, psu_stratum[row_psu], areas.size, psus)
    return design, sum_matrix(row, cell, (len(row_group), len(cell_area)))


def _number(names: pd.Series) -> IntArray:
    return np.unique(names.to_numpy(dtype=np.str_), return_inverse=True)[1].astype(np.int64)


def _number_pairs(outer: IntArray, inner: IntArray) -> tuple[IntArray, IntArray]:
    """Number pairs; return the outer part of every distinct pair and each record's number."""
    first, _, number = _pair(outer, inner)
    return first, number


def _pair(outer: IntArray, inner: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    width = int(inner.max(initial=0)) + 1
    keys, number = np.unique(outer * width + inner, return_inverse=True)
    return keys // width, keys % width, number.astype(np.int64)
