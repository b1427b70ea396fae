"""Which grouping of a question's answers each area may print (SCORING §12, tables)."""

from dataclasses import dataclass

import numpy as np

from survey.arrays import BoolArray, IntArray
from survey.scoring.release.audit import is_protected
from survey.scoring.release.freedom import find_freedom
from survey.scoring.release.moves import Moves, list_moves
from survey.scoring.release.partitions import Partition
from survey.scoring.release.printed import find_hidden, write_print
from survey.scoring.release.table import NONE, SMALL, Table


@dataclass(frozen=True)
class Levels:
    """The chosen grouping per area (its place in `partitions`, or NONE), and why there is none.

    `is_small` marks areas with small counts of their own, `is_complementary` those that would
    give away another area's.
    """

    level: IntArray
    is_small: BoolArray
    is_complementary: BoolArray

    def hide(self, where: BoolArray) -> "Levels":
        """Withhold more, since it would give something else away."""
        bare = self.is_complementary | (where & ~self.is_small)
        return Levels(np.where(where, NONE, self.level), self.is_small, bare)


def choose_levels(table: Table, allowed: BoolArray | None = None) -> Levels:
    """Choose the finest safe grouping of every area.

    `allowed` says which areas may have one at all, or (partitions x areas) which.

    Neighbourhoods choose first: no group with a small count (or all but a small count), and every
    count inside a group stays uncertain by 5. Then roll-ups: the same, and all that is in print
    together must not narrow any hidden count below 5 answers, or below what n and mean leave.
    """
    leaves = table.areas.leaves
    may = table.is_printed if allowed is None else table.is_printed & allowed
    safe = np.stack([_is_safe(table, partition) for partition in table.partitions]) & may
    level = np.full(table.areas.size, NONE, dtype=np.int64)
    for place in reversed(range(len(table.partitions))):
        level[:leaves][safe[place, :leaves]] = place
    moves = list_moves(table)
    for area in range(leaves, table.areas.size):
        level[area] = _choose_roll_up(table, level, area, safe[:, area], moves)
    none = table.is_printed & (level == NONE)
    small = none & ~safe.any(axis=0)
    return Levels(level, small, none & ~small)


def _is_safe(table: Table, partition: Partition) -> BoolArray:
    """Tell per area whether a grouping is safe by the area's own counts."""
    sums = np.stack([table.counts[:, group].sum(axis=1) for group in partition], axis=1)
    rest = table.counts.sum(axis=1)[:, None] - sums
    fewest = 0 if table.is_sensitive else 1
    small = ((sums >= fewest) & (sums < SMALL)) | ((rest >= fewest) & (rest < SMALL))
    inside = [place for group in partition if len(group) > 1 for place in group]
    narrow = find_freedom(table.counts, partition, table.scores)[:, inside] < SMALL
    safe: BoolArray = ~small.any(axis=1) & ~narrow.any(axis=1)
    return safe


def _choose_roll_up(table: Table, level: IntArray, area: int, safe: BoolArray, moves: Moves) -> int:
    has_hidden = find_hidden(table, level, area).size > 0
    for place in np.flatnonzero(safe).tolist():
        proposed = level.copy()
        proposed[area] = place
        if not has_hidden or is_protected(write_print(table, proposed, area, moves)):
            return int(place)
    return NONE
