"""Which items each person answered, left out or was not asked: few patterns, shared by many."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from survey.arrays import BoolArray, ByteArray, FloatArray, IntArray

ANSWERED = 0
GAP = 1
STRUCTURAL = 2
STATES = 3
MOST_STATES = 39
"""So many items' states fit into one whole number of 64 bits."""


@dataclass(frozen=True)
class Patterns:
    """Who did what with the items: `number` is the pattern of every person.

    Patterns x items: `answered` and `gaps` of those who count, all false for those who do not.
    """

    number: IntArray
    answered: BoolArray
    gaps: BoolArray

    @property
    def sizes(self) -> FloatArray:
        """How many items were answered, per pattern; 1 for none."""
        sizes: FloatArray = np.maximum(self.answered.sum(axis=1), 1.0)
        return sizes

    @property
    def shares(self) -> FloatArray:
        """1 / how many items were answered, where the item was; patterns x items."""
        shares: FloatArray = self.answered / self.sizes[:, None]
        return shares


def find_patterns(states: ByteArray) -> tuple[IntArray, ByteArray]:
    """Return every person's pattern, and the patterns, of items x persons of states."""
    code = np.zeros(states.shape[1], dtype=np.int64)
    for place, state in enumerate(states):
        if place % MOST_STATES == MOST_STATES - 1:
            code = pd.factorize(code)[0].astype(np.int64)
        code *= STATES
        code += state
    number = pd.factorize(code)[0].astype(np.int64)
    first = find_first(number)
    return number, states[:, first].T


def find_first(number: IntArray) -> IntArray:
    """Return the place of the first of every number; they are given out as they appear."""
    return np.flatnonzero(np.diff(np.maximum.accumulate(number), prepend=-1) > 0)
