"""Answers moved between neighbourhoods so that nothing in print changes: proof without programmes.

Other counts that agree with print need not be sought by linear programming where answers simply
change places: in one neighbourhood some move up and others down, which keeps its mean, and
elsewhere they move back, which keeps the totals. What one such move reaches is a lower bound of
what all of them together do (cf. the basic moves of Diaconis & Sturmfels 1998, Ann. Stat. 26:363).
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from survey.arrays import BoolArray, FloatArray, IntArray
from survey.scoring.release.partitions import Partition
from survey.scoring.release.table import SMALL, Table

ROUNDING = 1e-9


@dataclass(frozen=True)
class Moves:
    """Changes of counts; `changes` and `counted` are moves x categories.

    Without a mean in print a move is "to this answer from any of those" (or back), and only the
    one answer is `counted`; with a mean it changes up to four answers by fixed amounts. The
    reverse of the first move is the last, of the second the last but one, and so on.
    """

    changes: FloatArray
    counted: BoolArray

    def find_room(self, counts: FloatArray, most: float, has_mean: bool) -> FloatArray:
        """How far each move can go (areas x moves); `most` where nothing ends it."""
        if not has_mean:
            down = self.changes < 0
            return np.where(down.any(axis=1), counts @ down.T, most)
        room = np.full((len(counts), len(self.changes)), most)
        for count, change in zip(counts.T, self.changes.T, strict=True):
            down = change < 0
            room[:, down] = np.minimum(room[:, down], count[:, None] / -change[down])
        return room


def list_moves(table: Table) -> Moves:
    """List the moves that some grouping of a table, with its mean, does not show."""
    single = np.eye(table.counts.shape[1])
    found, counted = [single], [single > 0]
    for partition in (*table.partitions, table.floor):
        if table.scores is None:
            changes, hubs = _gather(partition, len(single))
        else:
            changes = _keep_mean(_list_pairs(partition, len(single)), table.scores)
            hubs = np.ones_like(changes, dtype=np.bool_)
        found.append(changes)
        counted.append(hubs)
    changes, hubs = np.vstack(found), np.vstack(counted)
    return Moves(np.vstack([changes, -changes[::-1]]), np.vstack([hubs, hubs[::-1]]))


def _gather(partition: Partition, categories: int) -> tuple[FloatArray, BoolArray]:
    """One answer more, any others of its group less; and which is the one."""
    single = np.eye(categories)
    pairs = [(place, group) for group in partition if len(group) > 1 for place in group]
    changes = [2 * single[place] - single[list(group)].sum(axis=0) for place, group in pairs]
    hubs = [single[place] > 0 for place, _ in pairs]
    shape = (len(pairs), categories)
    return np.array(changes).reshape(shape), np.array(hubs, dtype=np.bool_).reshape(shape)


def _list_pairs(partition: Partition, categories: int) -> FloatArray:
    """One answer less and another more, within a group."""
    single = np.eye(categories)
    pairs = [single[i] - single[j] for group in partition for i, j in combinations(group, 2)]
    return np.array(pairs).reshape(-1, categories)


def _keep_mean(pairs: FloatArray, scores: FloatArray) -> FloatArray:
    """Keep pairs of equal scores; of others take two, the second undoing what the first adds."""
    change = pairs @ scores
    steep = pairs[change != 0] / change[change != 0, None]
    first, second = np.triu_indices(len(steep), 1)
    moves = np.vstack([pairs[change == 0], steep[first] - steep[second]])
    size = np.abs(moves).max(axis=1, initial=0.0)
    kept: FloatArray = moves[size > 0] / size[size > 0, None]
    return kept


@dataclass(frozen=True)
class Ground:
    """Where answers may move: the hidden neighbourhoods of a roll-up and what is around them.

    `block` numbers the district of each (a block of its own where it has none), `is_between` says
    which blocks are areas between it and the roll-up. 1 marks moves that print does not show:
    `unseen` (neighbourhoods x moves), `open` (blocks x moves), `free` (moves, by the roll-up).
    """

    block: IntArray
    is_between: BoolArray
    unseen: FloatArray
    open: FloatArray
    free: FloatArray

    def sum_blocks(self, values: FloatArray) -> FloatArray:
        """Add neighbourhoods (first axis) up into blocks."""
        sums = np.zeros((len(self.is_between), values.shape[1]))
        np.add.at(sums, self.block, values)
        return sums


def survey_ground(
    table: Table, level: IntArray, area: int, hidden: IntArray, moves: Moves
) -> Ground:
    """Find which moves print does not show in a roll-up, given the grouping of every area."""
    districts = table.areas.district[hidden]
    if area < table.areas.size - 1:
        blocks, block = np.array([-1]), np.zeros_like(hidden)
    else:
        alone = -1 - np.arange(len(hidden))
        blocks, block = np.unique(np.where(districts < 0, alone, districts), return_inverse=True)
    is_between = blocks >= 0
    opened = np.ones((len(blocks), len(moves.changes)))
    opened[is_between] = _find_unseen(table, level, blocks[is_between] + table.areas.leaves, moves)
    unseen = _find_unseen(table, level, hidden, moves)
    free = _find_unseen(table, level, np.array([area]), moves)[0]
    return Ground(block, is_between, unseen, opened, free)


def move_answers(counts: FloatArray, ground: Ground, moves: Moves, has_mean: bool) -> FloatArray:
    """Return the least and greatest counts that one move reaches (2 x areas x categories).

    Areas are the hidden neighbourhoods, whose true `counts` are given, then the districts between
    them and the roll-up.
    """
    most = float(counts.sum() + SMALL)
    room = moves.find_room(counts, most, has_mean) * ground.unseen
    forth = ground.sum_blocks(room)
    back = forth[:, ::-1]
    out = back * ground.open
    across = ground.open * (out.sum(axis=0) - out + most * ground.free)
    steps = np.minimum(room, (back + across)[ground.block] - room[:, ::-1])
    districts = np.minimum(forth, across)[ground.is_between]
    step = np.vstack([steps, districts])
    change = np.where(moves.counted, moves.changes, 0.0)
    sums = np.vstack([counts, ground.sum_blocks(counts)[ground.is_between]])
    reach = [
        np.stack([(step * np.maximum(sign * way, 0.0)).max(axis=1) for way in change.T], axis=1)
        for sign in (-1.0, 1.0)
    ]
    span: FloatArray = np.stack([sums - reach[0], sums + reach[1]])
    return span


def _find_unseen(table: Table, level: IntArray, areas: IntArray, moves: Moves) -> FloatArray:
    """Mark with 1 the moves (areas x moves) that what an area prints does not show."""
    unseen = np.ones((len(areas), len(moves.changes)))
    for place in np.unique(level[areas]).tolist():
        printed = (level[areas] == place) & table.is_printed[areas]
        unseen[printed] = _is_unseen(table, place, moves.changes)
    return unseen


def _is_unseen(table: Table, level: int, changes: FloatArray) -> BoolArray:
    known = write_sums(table, level)
    if table.scores is not None:
        still = np.abs(changes @ known.T) < ROUNDING * np.abs(known).max()
        unseen: BoolArray = still.all(axis=1)
        return unseen
    touched = (changes != 0).astype(np.float64) @ known.T
    moved = (changes != 0).sum(axis=1)
    inside: BoolArray = (touched == moved[:, None]).any(axis=1) & (moved > 1)
    return inside


def write_sums(table: Table, level: int) -> FloatArray:
    """One row (x categories) per sum that an area with this grouping prints."""
    categories = np.arange(table.counts.shape[1])
    rows = [np.isin(categories, group).astype(np.float64) for group in table.grouping(level)]
    return np.array(rows if table.scores is None else [*rows, table.scores])
