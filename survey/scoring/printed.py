"""Everything printed about hidden counts, written down as the equations an attacker has."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, eye_array, kron, vstack

from survey.arrays import BoolArray, FloatArray, IntArray
from survey.scoring.freedom import find_freedom
from survey.scoring.table import FULL, SMALL, Table


@dataclass(frozen=True)
class Printed:
    """What an attacker knows, and what must stay unknown.

    `counts` are the true hidden counts, one per cell; `equations` @ counts is known. `targets`
    are the sums of cells to protect, `needed` how wide the feasible interval of each must stay.
    Targets with the same number in `turns` are of different areas and categories.
    """

    equations: csr_array
    counts: FloatArray
    targets: csr_array
    needed: FloatArray
    turns: IntArray


def write_print(table: Table, level: IntArray, area: int) -> Printed:
    """Write down all that is printed about the hidden counts in a roll-up.

    `level` is the grouping of every area (see `Levels`). Hidden are the counts of the
    neighbourhoods in `area` that do not print all of theirs; what the others print is subtracted.
    Weights are taken to be equal, which tells an attacker most. Answers printed as nobody's in
    the whole roll-up are not protected: that is allowed where the question is not sensitive.
    """
    spoken = _find_spoken(table, area, int(level[area]))
    inside = table.areas.leaves_of(area)
    hidden = inside[(level[inside] != FULL) & (table.counts[inside].sum(axis=1) > 0)]
    categories = table.counts.shape[1]
    nothing = csr_array((0, len(hidden) * categories))
    equations, targets, needed = [nothing], [nothing], [np.zeros(0)]
    for other in table.areas.holding(hidden, area):
        part = csr_array(np.isin(hidden, table.areas.leaves_of(other)).astype(np.float64)[None])
        if table.is_printed[other]:
            equations.append(csr_array(kron(part, _known_sums(table, int(level[other])))))
        if other != area and level[other] != FULL:
            targets.append(csr_array(kron(part, eye_array(categories))))
            needed.append(np.where(spoken, _needed(table, other, int(level[other])), 0.0))
    return Printed(
        equations=_drop_zeros(vstack(equations)),
        counts=table.counts[hidden].ravel(),
        targets=csr_array(vstack(targets)),
        needed=np.concatenate(needed),
        turns=np.add.outer(np.arange(len(needed) - 1), np.arange(categories)).ravel() % categories,
    )


def _find_spoken(table: Table, area: int, level: int) -> BoolArray:
    """Tell which categories are not in a group that an area prints as nobody's."""
    spoken = np.ones(table.counts.shape[1], dtype=np.bool_)
    for group in table.grouping(level):
        spoken[list(group)] = table.counts[area, group].sum() > 0
    return spoken


def _drop_zeros(matrix: csr_array) -> csr_array:
    kept = csr_array(matrix)
    kept.eliminate_zeros()
    return kept


def _known_sums(table: Table, level: int) -> csr_array:
    """One row per sum over categories that an area with this grouping prints."""
    categories = np.arange(table.counts.shape[1])
    rows = [np.isin(categories, group).astype(np.float64) for group in table.grouping(level)]
    return csr_array(np.array(rows if table.scores is None else [*rows, table.scores]))


def _needed(table: Table, area: int, level: int) -> FloatArray:
    """How wide each count of an area must stay: 5, or what its n and mean leave, or 0 in print."""
    needed = np.full(table.counts.shape[1], float(SMALL))
    if table.is_printed[area]:
        left = find_freedom(table.counts[[area]], table.floor, table.scores)[0]
        needed = np.minimum(needed, left)
    needed[[group[0] for group in table.grouping(level) if len(group) == 1]] = 0.0
    return needed
