"""Two entries of one sheet side by side: where they differ, and the one that is chosen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from survey.digits import fold_letters
from survey.entry.check import applying_cells
from survey.entry.model import Cell, Entry, Head, Typed, count_members
from survey.errors import N_
from survey.questionnaire.model import Questionnaire

HEAD: Mapping[str, str] = {
    "neighbourhood": N_("Neighbourhood"),
    "household": N_("Household"),
    "collector": N_("Who asked"),
    "interviewed_on": N_("Day of the interview"),
}
"""What stands at the head of a sheet and is typed twice as well."""

Choice = Literal[1, 2]


@dataclass(frozen=True)
class Difference:
    """One place where the entries differ; `cell` is None at the head of the sheet."""

    name: str
    first: object
    second: object
    cell: Cell | None = None


@dataclass(frozen=True)
class Comparison:
    """What comparing two entries found; `fields` counts what either of them filled."""

    differences: tuple[Difference, ...]
    fields: int

    @property
    def agreement(self) -> float:
        """The share of fields that are equal, from 0 to 100."""
        return 100 * (1 - len(self.differences) / self.fields) if self.fields else 100.0


def compare(questionnaire: Questionnaire, first: Entry, second: Entry) -> Comparison:
    """Compare two entries; answers to questions that do not apply count as blank."""
    fields = [*_compare_heads(first.head, second.head)]
    cells = compare_cells(questionnaire, first.typed, second.typed)
    fields += [one for one in cells if one.cell and one.cell.is_typed]
    found = tuple(field for field in fields if not is_same(field))
    return Comparison(found, len(fields))


def resolve(
    first: Entry, differences: tuple[Difference, ...], chosen: Mapping[str, object]
) -> tuple[Head, dict[str, object]]:
    """Take the first entry with what was chosen where the entries differ; None is a blank."""
    heads = {d.name: chosen[d.name] for d in differences if d.cell is None}
    cells = {d.name: chosen[d.name] for d in differences if d.cell is not None}
    typed = {**first.typed, **cells}
    kept = {name: answer for name, answer in typed.items() if answer is not None}
    return replace(first.head, **heads), kept  # type: ignore[arg-type]


def _compare_heads(first: Head, second: Head) -> Iterator[Difference]:
    for name in HEAD:
        values = getattr(first, name), getattr(second, name)
        if any(values):
            yield Difference(name, *values)


def compare_cells(
    questionnaire: Questionnaire, first: Typed, second: Typed
) -> Iterator[Difference]:
    """Yield the fields that either of two fills, in the order of asking, equal or not.

    Answers to questions that do not apply on one side count as blank there.
    """
    sides = [_list_applying(questionnaire, typed) for typed in (first, second)]
    merged = _list_applying(questionnaire, _merge_counts(questionnaire, first, second))
    cells = {**merged, **sides[0], **sides[1]}
    for cell in sorted(cells.values(), key=lambda cell: _place(cell, questionnaire)):
        left = first.get(cell.name) if cell.name in sides[0] else None
        right = second.get(cell.name) if cell.name in sides[1] else None
        if left is not None or right is not None:
            yield Difference(cell.name, left, right, cell)


def _list_applying(questionnaire: Questionnaire, typed: Typed) -> dict[str, Cell]:
    return {cell.name: cell for cell in applying_cells(questionnaire, typed)}


def _merge_counts(questionnaire: Questionnaire, first: Typed, second: Typed) -> dict[str, object]:
    """Put both entries together, with the larger number of members of each repeat."""
    merged = {**first, **second}
    for question in questionnaire.questions.values():
        most = max(count_members(question, first), count_members(question, second))
        if most:
            merged[getattr(question.settings, "count", None) or question.id] = most
    return merged


def _place(cell: Cell, questionnaire: Questionnaire) -> tuple[int, int, int]:
    outer = list(questionnaire.questions).index(cell.repeat or cell.question.id)
    if not cell.repeat:
        return outer, 0, 0
    parts = [part.id for part in questionnaire.questions[cell.repeat].questions]
    return outer, cell.member, parts.index(cell.question.id)


def is_same(difference: Difference) -> bool:
    """Tell whether both sides say the same; at the head, letters may be written differently."""
    first, second = difference.first, difference.second
    if difference.cell is None and isinstance(first, str) and isinstance(second, str):
        return fold_letters(first) == fold_letters(second)
    return type(first) is type(second) and first == second
