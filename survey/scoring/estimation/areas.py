"""Neighbourhoods and what they roll up to: districts, and everything together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import coo_array, csr_array

from survey.arrays import BoolArray, FloatArray, IntArray

ALL = "all"
DISTRICT = "district:"


@dataclass(frozen=True)
class Areas:
    """Areas in the order of results: neighbourhoods, then districts, then everything.

    `district` numbers the district (0, 1, …) of every neighbourhood, -1 where it has none.
    """

    neighbourhoods: tuple[str, ...]
    districts: tuple[str, ...]
    district: IntArray

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all areas, as scores carry them."""
        districts = tuple(DISTRICT + name for name in self.districts)
        return (*self.neighbourhoods, *districts, ALL)

    @property
    def leaves(self) -> int:
        """How many neighbourhoods there are."""
        return len(self.neighbourhoods)

    @property
    def size(self) -> int:
        """How many areas there are in all."""
        return len(self.names)

    def members(self) -> tuple[IntArray, IntArray]:
        """Return (area, neighbourhood) number pairs: which neighbourhoods make up which area."""
        leaf = np.arange(self.leaves)
        inside = np.flatnonzero(self.district >= 0)
        area = [leaf, self.leaves + self.district[inside], np.full(self.leaves, self.size - 1)]
        return np.concatenate(area), np.concatenate([leaf, inside, leaf])

    def leaves_of(self, area: int) -> IntArray:
        """Return the neighbourhoods that make up an area."""
        if area < self.leaves:
            return np.array([area])
        if area == self.size - 1:
            return np.arange(self.leaves)
        return np.flatnonzero(self.district == area - self.leaves)

    def holding(self, neighbourhoods: IntArray, inside: int) -> list[int]:
        """Return the areas inside a roll-up, itself included, that hold some neighbourhood."""
        districts = np.unique(self.district[neighbourhoods]) + self.leaves
        between = districts[(districts >= self.leaves) & (inside == self.size - 1)]
        return [*neighbourhoods.tolist(), *between.tolist(), inside]

    def roll_up(self, values: FloatArray | IntArray | BoolArray) -> FloatArray:
        """Add neighbourhoods (first axis) up into all areas."""
        sums: FloatArray = self._rolling @ values.astype(np.float64)
        return sums

    @cached_property
    def _rolling(self) -> csr_array:
        """The matrix that adds neighbourhoods up into all areas."""
        return sum_matrix(*self.members(), (self.size, self.leaves))


def find_areas(neighbourhoods: Sequence[str], districts: Mapping[str, str]) -> Areas:
    """Make the areas of some neighbourhoods, in their order.

    `districts` maps neighbourhoods to districts; those it does not name, or names as blank,
    belong to none.
    """
    belongs = [districts.get(name, "") for name in neighbourhoods]
    known = tuple(sorted({name for name in belongs if name}))
    district = np.array([known.index(name) if name else -1 for name in belongs], dtype=np.int64)
    return Areas(tuple(neighbourhoods), known, district)


def sum_matrix(into: IntArray, of: IntArray, shape: tuple[int, int]) -> csr_array:
    """Make the matrix that adds values number `of` up into sums number `into`."""
    return csr_array(coo_array((np.ones(len(of)), (into, of)), shape=shape))
