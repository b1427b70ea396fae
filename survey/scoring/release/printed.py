"""Everything printed about hidden counts, written down as the equations an attacker has."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array

from survey.arrays import BoolArray, FloatArray, IntArray
from survey.scoring.release.freedom import find_freedom
from survey.scoring.release.moves import Moves, move_answers, survey_ground, write_sums
from survey.scoring.release.table import FULL, SMALL, Table


@dataclass(frozen=True)
class Printed:
    """What an attacker knows, and what must stay unknown.

    `counts` are the true hidden counts, one per cell; `equations` @ counts is known. `targets`
    are the sums of cells to protect, `needed` how wide the feasible interval of each must stay.
    Targets with the same number in `turns` are of different areas and categories. `span` holds
    how low and how high each target is known to be able to go.
    """

    equations: csr_array
    counts: FloatArray
    targets: csr_array
    needed: FloatArray
    turns: IntArray
    span: FloatArray


def find_hidden(table: Table, level: IntArray, area: int) -> IntArray:
    """Return the neighbourhoods in a roll-up with answers of which not every count is in print."""
    inside = table.areas.leaves_of(area)
    is_hidden = (level[inside] != FULL) & (table.counts[inside].sum(axis=1) > 0)
    hidden: IntArray = inside[is_hidden]
    return hidden


def write_print(table: Table, level: IntArray, area: int, moves: Moves) -> Printed:
    """Write down all that is printed about the hidden counts in a roll-up.

    `level` is the grouping of every area (see `Levels`), `moves` are those of `list_moves`. Hidden
    are the counts of the neighbourhoods in `area` that do not print all of theirs; what the others
    print is subtracted. Weights are taken to be equal, which tells an attacker most. Answers
    printed as nobody's in the whole roll-up are not protected: that is allowed where the question
    is not sensitive.
    """
    hidden = find_hidden(table, level, area)
    others = np.array(table.areas.holding(hidden, area), dtype=np.int64)
    members = [np.flatnonzero(np.isin(hidden, table.areas.leaves_of(one))) for one in others]
    between = others != area
    targets = between & (level[others] != FULL)
    sums = {place: write_sums(table, place) for place in np.unique(level[others]).tolist()}
    single = np.eye(table.counts.shape[1])
    ground = survey_ground(table, level, area, hidden, moves)
    has_mean = table.scores is not None
    span = move_answers(table.counts[hidden], ground, moves, has_mean)
    return Printed(
        equations=_stack(
            [
                (part, sums[int(level[one])])
                for one, part in zip(others, members, strict=True)
                if table.is_printed[one]
            ],
            len(hidden),
            single,
        ),
        counts=table.counts[hidden].ravel(),
        targets=_stack(
            [(part, single) for part, is_one in zip(members, targets, strict=True) if is_one],
            len(hidden),
            single,
        ),
        needed=_needed(table, level, area, others[targets]).ravel(),
        turns=np.add.outer(np.arange(targets.sum()), np.arange(len(single))).ravel() % len(single),
        span=span[:, targets[between]].reshape(2, -1),
    )


def _stack(parts: list[tuple[IntArray, FloatArray]], areas: int, single: FloatArray) -> csr_array:
    """Stack sums over categories (rows x categories), each of some areas added up."""
    categories = len(single)
    row, cell, value = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [np.zeros(0)]
    height = 0
    for members, sums in parts:
        kind, category = np.nonzero(sums)
        row.append(np.tile(height + kind, len(members)))
        cell.append(np.add.outer(members * categories, category).ravel())
        value.append(np.tile(sums[kind, category], len(members)))
        height += len(sums)
    numbers = (np.concatenate(row), np.concatenate(cell))
    shape = (height, areas * categories)
    return csr_array(coo_array((np.concatenate(value), numbers), shape=shape))


def _find_spoken(table: Table, area: int, level: int) -> BoolArray:
    """Tell which categories are not in a group that an area prints as nobody's."""
    spoken = np.ones(table.counts.shape[1], dtype=np.bool_)
    for group in table.grouping(level):
        spoken[list(group)] = table.counts[area, group].sum() > 0
    return spoken


def _needed(table: Table, level: IntArray, area: int, targets: IntArray) -> FloatArray:
    """How wide each count of the targets must stay: 5, or what n and mean leave, or 0 in print."""
    left = find_freedom(table.counts[targets], table.floor, table.scores)
    left[~table.is_printed[targets]] = SMALL
    needed = np.minimum(left, SMALL)
    for place in np.unique(level[targets]).tolist():
        alone = [group[0] for group in table.grouping(place) if len(group) == 1]
        needed[np.ix_(level[targets] == place, alone)] = 0.0
    spoken: FloatArray = np.where(_find_spoken(table, area, int(level[area])), needed, 0.0)
    return spoken
