"""A paper sheet as it is typed: its head, its fields in the order of the paper, its two entries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from survey.kinds.files import File
from survey.kinds.find import kind_of
from survey.questionnaire.model import Question, Questionnaire
from survey.questionnaire.numbering import is_numbered, number_questions

Typed = Mapping[str, object]
"""Field name → what was typed there: a stored answer, `{"missing": "refused"}`, or `{"typed": "x"}`
for what cannot be read yet; for a repeat, how many members it has. A blank has no key."""

Turn = Literal[1, 2]
"""The first entry of a sheet or the second, by somebody else."""

MOST_MEMBERS = 40


@dataclass(frozen=True)
class Head:
    """What stands at the head of a sheet."""

    neighbourhood: str
    household: str
    collector: str
    interviewed_on: date


@dataclass(frozen=True)
class Sheet:
    """One filled-in paper questionnaire; its `id` becomes the response's.

    `number` is written on the paper; `turns` says how many times the sheet is typed. Of one whose
    answers were deleted nothing but the number is known.
    """

    id: UUID
    project: str
    wave: str
    questionnaire: str
    version: str
    number: str
    language: str
    turns: int
    begun_at: datetime
    submitted_at: datetime | None = None
    is_withdrawn: bool = False


@dataclass(frozen=True)
class Entry:
    """What one person typed from a sheet.

    Nothing is known of what was typed where it `is_locked`: sealed with a key that is gone.
    """

    sheet: Sheet
    turn: Turn
    head: Head
    typed_by: str
    typed: Typed
    started_at: datetime
    updated_at: datetime
    finished_at: datetime | None = None
    is_locked: bool = False


@dataclass(frozen=True)
class Cell:
    """One field to type in; `number` is its code on paper, `name` its name on the page.

    In a repeat, `member` counts from 1 and `repeat` names it. The repeat itself has a cell too, for
    how many members there are; where another question says that, nothing is typed there.
    """

    name: str
    number: str
    question: Question
    repeat: str = ""
    member: int = 0

    @property
    def is_count(self) -> bool:
        """Whether the number of a repeat's members stands here."""
        return bool(self.question.questions)

    @property
    def counted_by(self) -> str:
        """The question that says how many members there are, empty where that is typed here."""
        return getattr(self.question.settings, "count", None) or "" if self.is_count else ""

    @property
    def is_typed(self) -> bool:
        """Whether something is typed here; photos and recordings are not on the paper."""
        return not self.counted_by and not isinstance(kind_of(self.question), File)

    @property
    def key(self) -> str:
        """What the flow of the questionnaire calls it."""
        if not self.repeat:
            return self.question.id
        return f"{self.repeat}.{self.member - 1}.{self.question.id}"


def list_cells(questionnaire: Questionnaire, typed: Typed) -> list[Cell]:
    """List the fields of a sheet in the order of the paper, with as many members as were typed."""
    numbers = number_questions(questionnaire)
    cells: list[Cell] = []
    for question in questionnaire.questions.values():
        if is_numbered(question):
            cells.append(Cell(question.id, numbers[question.id], question))
            for member in range(1, count_members(question, typed) + 1):
                cells += list_member(question, numbers, member)
    return cells


def list_member(repeat: Question, numbers: Mapping[str, str], member: int) -> Iterator[Cell]:
    """List the fields of one member of a repeat."""
    for part in repeat.questions:
        if is_numbered(part):
            name = f"{repeat.id}-{member - 1}-{part.id}"
            yield Cell(name, numbers[part.id], part, repeat.id, member)


def most_members(question: Question) -> int:
    """Return how many members a repeat may have."""
    return getattr(question.settings, "max", None) or MOST_MEMBERS


def count_members(question: Question, typed: Typed) -> int:
    """Return how many members of a repeat were typed; 0 for any other question."""
    if not question.questions:
        return 0
    count = typed.get(getattr(question.settings, "count", None) or question.id)
    return min(count, most_members(question)) if isinstance(count, int) else 0


def gather_answers(questionnaire: Questionnaire, typed: Typed) -> dict[str, object]:
    """Turn the fields of a sheet into answers as a form keeps them, members as a list."""
    answers: dict[str, object] = {}
    members: dict[str, list[dict[str, object]]] = {}
    for cell in list_cells(questionnaire, typed):
        count = count_members(cell.question, typed)
        if count:
            answers[cell.name] = members[cell.name] = [{} for _ in range(count)]
        elif cell.name in typed and not (cell.is_count and typed[cell.name] == 0):
            place = members[cell.repeat][cell.member - 1] if cell.repeat else answers
            place[cell.question.id] = typed[cell.name]
    return answers


def tidy_number(written: str) -> str:
    """Write the number of a sheet in the one way it is looked up: 017 is 17."""
    return (written.lstrip("0") or "0") if written.isascii() and written.isdigit() else written
