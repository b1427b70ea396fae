"""Where shares of harms by question, and the means of the harmed, may be printed: all together."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, kron, vstack

from survey.arrays import BoolArray, FloatArray, IntArray
from survey.scoring.release.audit import is_protected
from survey.scoring.release.harm_rule import HarmRule
from survey.scoring.release.harms import Harms
from survey.scoring.release.printed import Printed
from survey.scoring.release.table import SMALL

Rows = list[tuple[FloatArray, FloatArray]]
"""Sums: over which neighbourhoods (rows x neighbourhoods), and over which of their cells."""

SLACKS = 5
KEPT = np.array([[1, 1, 1, 1], [1, 1, 1, 0], [1, 0, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0]]) == 1
"""What is kept, turn by turn, of headcount, union, means and shares by question."""


@dataclass(frozen=True)
class HarmPrint:
    """Which areas, roll-ups included, print what of harms.

    `counted` the headcount, `united` the union, `averaged` the means of the harmed, `listed` the
    shares by question.
    """

    counted: BoolArray
    united: BoolArray
    averaged: BoolArray
    listed: BoolArray

    @property
    def columns(self) -> tuple[BoolArray, BoolArray, BoolArray, BoolArray]:
        """All four, the last to be given up first."""
        return self.counted, self.united, self.averaged, self.listed


def choose_harms(harms: Harms, may: HarmPrint) -> HarmPrint:
    """Choose what areas print, among what they may by themselves.

    Neighbourhoods choose first, then roll-ups. Every area prints as much as leaves each telling
    count, of it and of the areas inside, 5 wide, or as wide as n and the shares of the answers
    leave it, by linear programmes over everything printed. The shares by question give way first,
    then the union, the means and the headcount.
    """
    chosen = HarmPrint(*(np.zeros_like(each) for each in may.columns))
    for area in range(harms.areas.size):
        wanted = np.array([each[area] for each in may.columns])
        for keep in KEPT if wanted.any() else ():
            _set(chosen, area, wanted & keep)
            if _is_safe(harms, chosen, area):
                break
        else:
            _set(chosen, area, np.zeros_like(wanted))
    return chosen


def _set(chosen: HarmPrint, area: int, values: BoolArray) -> None:
    for column, value in zip(chosen.columns, values, strict=True):
        column[area] = value


def _is_safe(harms: Harms, chosen: HarmPrint, area: int) -> bool:
    inside = harms.areas.leaves_of(area)
    hidden = inside[~chosen.listed[inside] & (harms.n[inside] > 0)]
    return not len(hidden) or is_protected(_write_print(harms, chosen, area, hidden))


def _write_print(harms: Harms, chosen: HarmPrint, area: int, hidden: IntArray) -> Printed:
    """Write down all that is printed about the hidden shares by question in an area."""
    cells = _name_cells(len(harms.rule.severities))
    mean = harms.rule.severities[None, :] @ cells["both"]
    places = np.unique(harms.areas.holding(hidden, area)).tolist()
    marks = {one: _mark(hidden, harms.areas.leaves_of(one)) for one in places}
    rows: Rows = [(np.eye(len(hidden)), _write_rule(harms.rule, cells))]
    rows += [(marks[one], (cells["both"] + cells["only"])[harms.is_told[one]]) for one in places]
    rows += [(marks[one], cells["harmed"]) for one in places if chosen.counted[one]]
    rows += [(marks[one], cells["none"]) for one in places if chosen.united[one]]
    rows += [(marks[one], cells["both"]) for one in places if chosen.listed[one]]
    rows += [(marks[one], mean) for one in places if chosen.averaged[one]]
    secret = [one for one in places if not chosen.listed[one]]
    wanted = _list_targets(cells)
    targets = _stack([(marks[one], wanted) for one in secret])
    counts = _count_cells(harms, hidden)
    number = np.arange(len(wanted))
    return Printed(
        equations=_stack(rows),
        counts=counts,
        targets=targets,
        needed=_find_needed(harms, secret).ravel(),
        turns=np.add.outer(np.arange(len(secret)), number).ravel() % len(number),
        span=np.vstack([targets @ counts] * 2),
    )


def _list_targets(cells: dict[str, FloatArray]) -> FloatArray:
    """The sums of cells to protect: four a question, then the harmed, and those apart."""
    others = cells["lacking"] + cells["other"]
    apart = cells["only"][:1] + cells["other"][:1]
    single = [cells["both"], cells["only"], cells["lacking"], others]
    return np.vstack([*single, cells["harmed"], apart])


def _find_needed(harms: Harms, areas: list[int]) -> FloatArray:
    """How wide each target must stay in some areas: 5, or what n and the shares leave it, or 0.

    0 is for those that are not telling. The headcount in print leaves 5, or it would not be.
    """
    n, told = harms.n[areas, None], harms.is_told[areas]
    met, both, harmed, union = (
        each[areas].reshape(len(areas), -1)
        for each in (harms.met, harms.both, harms.harmed, harms.union)
    )
    here, away = np.where(told, met, n), np.where(told, n - met, n)
    rest = n - np.where(told, met, 0.0).max(axis=1, keepdims=True)
    counts = [both, met - both, harmed - both, union - met, harmed, union - harmed]
    room = np.hstack([here, here, away, away, n, rest])
    needed: FloatArray = np.where(harms.is_telling(np.hstack(counts)), np.minimum(room, SMALL), 0.0)
    return needed


def _mark(hidden: IntArray, inside: IntArray) -> FloatArray:
    """Mark with 1 which of the hidden neighbourhoods are inside an area, in one row."""
    return np.isin(hidden, inside)[None, :].astype(np.float64)


def _stack(sums: Rows) -> csr_array:
    """Stack sums, each row of neighbourhoods with each row of cells."""
    return csr_array(vstack([kron(csr_array(where), csr_array(cells)) for where, cells in sums]))


def _name_cells(size: int) -> dict[str, FloatArray]:
    """Name the cells of a neighbourhood: rows that pick them.

    Four a question: both, met only, `lacking` (harmed without it), `other` (met another harm only);
    then one each for those who met none, the harmed, and those who are not; and what the rule
    leaves free.
    """
    every = np.eye(4 * size + 3 + SLACKS)
    names = ("both", "only", "lacking", "other")
    cells = {name: every[place * size : (place + 1) * size] for place, name in enumerate(names)}
    rest = every[4 * size :]
    return {**cells, "none": rest[:1], "harmed": rest[1:2], "spared": rest[2:3], "free": rest[3:]}


def _write_rule(rule: HarmRule, cells: dict[str, FloatArray]) -> FloatArray:
    """The sums that are known of any neighbourhood: how many there are, and what the rule says.

    A limit on a sum is an equation with a cell for what is left; `_sum_rule` gives the sums.
    """
    size, whole = len(rule.severities), float(rule.severities.sum())
    outside = cells["harmed"] + cells["none"]
    sums = [
        rule.severities @ cells["lacking"] + (whole - rule.least) * cells["spared"],
        cells["lacking"].sum(axis=0) + (size - rule.fewest) * cells["spared"],
        rule.severities @ cells["only"] + rule.most * outside,
        cells["only"].sum(axis=0) + rule.many * outside,
        cells["other"].sum(axis=0) + (size - 1) * outside,
    ]
    return np.vstack(
        [
            cells["harmed"] + cells["spared"],
            cells["both"] + cells["lacking"] + cells["spared"],
            cells["only"] + cells["other"] + outside,
            np.vstack(sums) + cells["free"],
            cells["only"][rule.is_alone],
            cells["lacking"][rule.is_must],
        ]
    )


def _count_cells(harms: Harms, hidden: IntArray) -> FloatArray:
    """Count the cells of some neighbourhoods; what is free is what the limits leave."""
    met, both = harms.met[hidden], harms.both[hidden]
    harmed, n = harms.harmed[hidden, None], harms.n[hidden, None]
    apart = harms.union[hidden, None] - harmed
    only, lacking = met - both, harmed - both
    rule, size = harms.rule, met.shape[1]
    whole = float(rule.severities.sum())
    free = [
        (whole - rule.least) * harmed - lacking @ rule.severities[:, None],
        (size - rule.fewest) * harmed - lacking.sum(axis=1, keepdims=True),
        rule.most * apart - only @ rule.severities[:, None],
        rule.many * apart - only.sum(axis=1, keepdims=True),
        (size - 1) * apart - (apart - only).sum(axis=1, keepdims=True),
    ]
    cells = [both, only, lacking, apart - only, n - harmed - apart, harmed, n - harmed, *free]
    counts: FloatArray = np.maximum(np.hstack(cells), 0.0).ravel()
    return counts
