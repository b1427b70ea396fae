"""Two waves of one index side by side: the same area, household and PSU have the same number."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from survey.arrays import BoolArray, FloatArray, IntArray
from survey.scoring.estimation.areas import Areas, sum_matrix
from survey.scoring.sample.design import Design, make_design


@dataclass(frozen=True)
class WaveValues:
    """One index in one wave, with one entry per record in every array.

    All records of the wave belong here, for they are its design: `values` is on 0-100, and NaN
    where the index has none, `weight` (≥ 0) is 0 where a record does not count. The others are
    numbers that mean the same in both waves (`number_together`): `area` the neighbourhood,
    `household` (it lies in one neighbourhood), `stratum`, `psu` (it lies in one stratum).
    `population` is N_s per stratum, where known.
    """

    values: FloatArray
    weight: FloatArray
    area: IntArray
    household: IntArray
    stratum: IntArray
    psu: IntArray
    population: FloatArray | None = None

    @property
    def inside(self) -> BoolArray:
        """Whether a record counts for the index."""
        inside: BoolArray = np.isfinite(self.values) & (self.weight > 0)
        return inside

    def count_psus(self) -> IntArray:
        """Count n_s, the PSUs of the whole wave per stratum."""
        stratum = self.stratum[np.unique(self.psu, return_index=True)[1]]
        return np.bincount(stratum)


@dataclass(frozen=True)
class Grouped:
    """Units (records or households) as a design in which every area is a group.

    `rows` adds units up into rows, which are the PSUs of each area; `row_psu` numbers the PSU.
    """

    design: Design
    rows: csr_array
    row_psu: IntArray

    def add(self, values: FloatArray | BoolArray) -> FloatArray:
        """Add the units' values up per row."""
        sums: FloatArray = self.rows @ values.astype(np.float64)
        return sums


def group_units(
    areas: Areas,
    area: IntArray,
    stratum: IntArray,
    psu: IntArray,
    psus: IntArray,
    population: FloatArray | None,
) -> Grouped:
    """Group units by area, roll-ups included.

    Per unit: its neighbourhood, stratum and PSU; per stratum: n_s and, where known, N_s.
    """
    into, leaf = areas.members()
    spread = sum_matrix(into, leaf, (areas.size, areas.leaves))[:, area].tocoo()
    group, unit = spread.coords[0].astype(np.int64), spread.coords[1].astype(np.int64)
    width = int(psu.max(initial=-1)) + 1
    keys, row = np.unique(group * width + psu[unit], return_inverse=True)
    psu_stratum = np.zeros(width, dtype=np.int64)
    psu_stratum[psu] = stratum
    row_psu = keys % max(width, 1)
    design = make_design(keys // max(width, 1), psu_stratum[row_psu], areas.size, psus, population)
    return Grouped(design, sum_matrix(row, unit, (len(keys), len(area))), row_psu)


Names = Sequence[npt.NDArray[np.generic]]


def number_together(before: Names, after: Names) -> tuple[IntArray, IntArray]:
    """Number what has the same names in both waves alike, from 0 on.

    Each wave gives one array of names per part, such as neighbourhood and household: things are
    the same where all parts are.
    """
    size = len(before[0])
    number = np.zeros(size + len(after[0]), dtype=np.int64)
    for first, second in zip(before, after, strict=True):
        names = np.unique(np.concatenate([first, second]), return_inverse=True)[1]
        number = number * (int(names.max(initial=0)) + 1) + names
        number = np.unique(number, return_inverse=True)[1].astype(np.int64)
    return number[:size], number[size:]
