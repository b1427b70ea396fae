"""Sums over records that lie in the order of their groups: one walk, no scattered writing."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from survey.arrays import BoolArray, FloatArray, IntArray, SmallIntArray


@dataclass(frozen=True)
class Runs:
    """Which records belong to which group: `number` is ascending, 0 … size - 1."""

    number: IntArray | SmallIntArray
    size: int

    @cached_property
    def starts(self) -> IntArray:
        """Where each group that has records begins."""
        return np.flatnonzero(np.diff(self.number, prepend=-1))

    @cached_property
    def lengths(self) -> IntArray:
        """How many records each group has."""
        return np.bincount(self.number, minlength=self.size).astype(np.int64)

    def add_up(self, values: FloatArray | BoolArray) -> FloatArray:
        """Add values up per group; 0 where there is none."""
        sums = np.zeros(self.size)
        if len(values):
            sums[self.number[self.starts]] = np.add.reduceat(values, self.starts, dtype=np.float64)
        return sums
