"""The areas and cells that responses lie in, and the two samples counted there."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from survey.arrays import BoolArray, ByteArray, FloatArray, IntArray, SmallIntArray
from survey.scoring.answers.runs import Runs
from survey.scoring.sample.records import RakedTo, Records


@dataclass(frozen=True)
class Ground:
    """Neighbourhoods, strata, and cells: a cell is a PSU of a stratum in one neighbourhood.

    `area`, `stratum` and `psu` are per cell: numbers of `areas` and `strata`, and the PSU's key.
    Where a second stage of drawing counts, a cell is one household, `unit` its key, and
    `second_population` M_c; else `unit` is 0. `population` is N_s, NaN where not known.
    """

    areas: tuple[str, ...]
    strata: tuple[str, ...]
    area: IntArray
    stratum: IntArray
    psu: IntArray
    unit: IntArray
    population: FloatArray
    second_population: FloatArray

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return len(self.area)


@dataclass(frozen=True)
class Sample:
    """The records that are counted: persons, or one a household.

    All arrays, kept small, have one entry per counted record but `household_area`, which has one
    per household. Records lie in the order of `area`. `record` is a record's place among the
    responses, None where that is its own; `household` numbers its household, `cell` its cell.
    `margins` is what weights were raked to.
    """

    ground: Ground
    record: SmallIntArray | None
    weight: FloatArray
    area: SmallIntArray
    cell: SmallIntArray
    household: SmallIntArray
    household_area: SmallIntArray
    margins: RakedTo | None = None

    @cached_property
    def runs(self) -> Runs:
        """The records of each neighbourhood."""
        return Runs(self.area, len(self.ground.areas))

    @cached_property
    def members(self) -> IntArray:
        """How many counted records each household has."""
        members = np.bincount(self.household, minlength=len(self.household_area))
        return members.astype(np.int64)

    @cached_property
    def all_squares(self) -> FloatArray:
        """Σw² of all counted records, per neighbourhood."""
        return self.sum_areas(self.weight**2)

    @cached_property
    def all_households(self) -> FloatArray:
        """How many households have a counted record, per neighbourhood."""
        counts = np.bincount(self.household_area[self.members > 0], minlength=self.runs.size)
        return counts.astype(np.float64)

    def take(self, values: ByteArray) -> ByteArray:
        """Take the counted records' bytes out of one byte per response."""
        return values if self.record is None else values[self.record]

    def sum_areas(self, values: FloatArray | BoolArray) -> FloatArray:
        """Add values up per neighbourhood."""
        return self.runs.add_up(values)

    def gather(self, cells: FloatArray) -> FloatArray:
        """Add sums per cell up per neighbourhood."""
        areas = len(self.ground.areas)
        return np.bincount(self.ground.area, cells, areas).astype(np.float64)

    def sum_cells(self, values: FloatArray) -> FloatArray:
        """Add values up per cell."""
        return np.bincount(self.cell, values, self.ground.cells).astype(np.float64)

    def sum_squares(self, outside: IntArray) -> FloatArray:
        """Σw² of all records but those outside, per neighbourhood."""
        area, size = self.area[outside], self.runs.size
        left = self.all_squares - np.bincount(area, self.weight[outside] ** 2, size)
        is_empty = np.bincount(area, minlength=size) == self.runs.lengths
        return np.where(is_empty, 0.0, left)

    def count_households(self, outside: IntArray) -> FloatArray:
        """Count the households that are left without the records outside, per neighbourhood."""
        members = np.bincount(self.household[outside], minlength=len(self.household_area))
        gone = self.household_area[np.flatnonzero((members == self.members) & (members > 0))]
        return self.all_households - np.bincount(gone, minlength=self.runs.size)


def lay_out(records: Records) -> tuple[Sample, Sample]:
    """Return the persons and the households of some responses.

    Persons are the records with a weight above 0. Households are the first record of each
    household, in the order given, with a household weight above 0.
    """
    is_sorted = bool((np.diff(records.area) >= 0).all())
    order = None if is_sorted else np.argsort(records.area, kind="stable")
    home, homes = pd.factorize(records.household)
    cell, ground = _find_cells(records)
    home_area = np.zeros(len(homes), dtype=np.int32)
    home_area[home] = records.area
    numbers = [each.astype(np.int32) for each in (records.area, cell, home)]

    def choose(weight: FloatArray, counted: BoolArray, margins: RakedTo | None) -> Sample:
        record = _choose(counted, order)
        chosen = slice(None) if record is None else record
        area, its_cell, its_home = (each[chosen] for each in numbers)
        raked = _choose_margins(margins, chosen)
        return Sample(ground, record, weight[chosen], area, its_cell, its_home, home_area, raked)

    persons, homes_weight = records.weight, records.household_weight
    is_raked = records.margins is not None and records.margins.of_households
    margins = (None, records.margins) if is_raked else (records.margins, None)
    first = np.diff(np.maximum.accumulate(home), prepend=-1) > 0
    return (
        choose(persons, persons > 0, margins[0]),
        choose(homes_weight, first & (homes_weight > 0), margins[1]),
    )


def _choose(counted: BoolArray, order: IntArray | None) -> SmallIntArray | None:
    if order is None:
        return None if counted.all() else np.flatnonzero(counted).astype(np.int32)
    return order[counted[order]].astype(np.int32)


def _choose_margins(margins: RakedTo | None, chosen: slice | SmallIntArray) -> RakedTo | None:
    if margins is None:
        return None
    return RakedTo(margins.design_weight[chosen], margins.columns[chosen], margins.width)


def _find_cells(records: Records) -> tuple[IntArray, Ground]:
    """Number the cells in the order in which they appear."""
    second = records.second_population
    psu = pd.factorize(records.psu)[0].astype(np.int64)
    strata, areas = max(len(records.strata), 1), max(len(records.areas), 1)
    place = (psu * strata + records.stratum) * areas + records.area
    if second is not None:
        place = pd.factorize(place)[0] * max(len(records), 1) + pd.factorize(records.household)[0]
    cell = pd.factorize(place)[0].astype(np.int64)
    first = np.flatnonzero(np.diff(np.maximum.accumulate(cell), prepend=-1) > 0)
    unknown = np.full(len(first), np.nan)
    ground = Ground(
        areas=records.areas,
        strata=records.strata,
        area=records.area[first],
        stratum=records.stratum[first],
        psu=records.psu[first],
        unit=np.zeros(len(first), dtype=np.int64) if second is None else records.household[first],
        population=unknown if records.population is None else records.population[first],
        second_population=unknown if second is None else second[first],
    )
    return cell, ground
