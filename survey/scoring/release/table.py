"""The answers to one question counted by area and category, and how they may be grouped."""

from dataclasses import dataclass

from survey.arrays import BoolArray, FloatArray
from survey.scoring.estimation.areas import Areas
from survey.scoring.release.partitions import Partition

SMALL = 5
"""Counts from 1 to 4 are small; a hidden count must stay uncertain by this many answers."""

FULL = 0
NONE = -1


@dataclass(frozen=True)
class Table:
    """What is counted and what may be printed of it.

    `counts` is area (roll-ups included) x category. `partitions` are the groupings to choose
    from, the FULL one first; `floor` is what the printed n tells in any case. `scores` per
    category say that the mean is in print too. `is_printed` marks the areas that print anything;
    with `is_sensitive` no group may hold nobody or everybody.
    """

    areas: Areas
    counts: FloatArray
    partitions: tuple[Partition, ...]
    floor: Partition
    scores: FloatArray | None
    is_printed: BoolArray
    is_sensitive: bool = False

    def grouping(self, level: int) -> Partition:
        """Return the grouping of a level, which is its place in `partitions`, or NONE."""
        return self.floor if level == NONE else self.partitions[level]
