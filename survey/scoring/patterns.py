"""Which items each person answered: few patterns, shared by many."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from survey.arrays import BoolArray, FloatArray, IntArray

MOST_BITS = 60


@dataclass(frozen=True)
class Patterns:
    """`answered` is patterns x items, `number` the pattern of every person."""

    answered: BoolArray
    number: IntArray

    @property
    def sizes(self) -> FloatArray:
        """How many items were answered, per pattern."""
        sizes: FloatArray = self.answered.sum(axis=1).astype(np.float64)
        return sizes


def find_patterns(answered: BoolArray) -> Patterns:
    """Find the patterns of persons x items."""
    code = np.zeros(len(answered), dtype=np.int64)
    for place in range(answered.shape[1]):
        if place % MOST_BITS == MOST_BITS - 1:
            code = pd.factorize(code)[0].astype(np.int64)
        code = 2 * code + answered[:, place]
    number = pd.factorize(code)[0].astype(np.int64)
    first = np.flatnonzero(np.diff(np.maximum.accumulate(number), prepend=-1) > 0)
    return Patterns(answered[first], number)
