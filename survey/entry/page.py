"""The long page of a sheet: every question in one line, and what the browser must know of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from survey.conditions.model import Condition
from survey.entry.check import find_faults
from survey.entry.model import (
    Cell,
    Entry,
    Typed,
    count_members,
    gather_answers,
    list_member,
    most_members,
)
from survey.entry.typed import SIGNED, echo_typed, takes_negatives, write_typed
from survey.forms.client import write_condition, write_expression
from survey.kinds.find import kind_of
from survey.locale import Language
from survey.questionnaire.flow import visible_questions
from survey.questionnaire.model import Question, Questionnaire
from survey.questionnaire.numbering import MISSING_NUMBERS, is_numbered
from survey.questionnaire.words import MISSING_WORDS, Words

BLANK = "{number}"
"""What stands for a member's number in the pattern that the browser copies."""

FIELD = "q"


@dataclass(frozen=True)
class Row:
    """One line of the page.

    `written` stands in the input, `said` beside it in words, or `fault`. A repeat has its members
    below it and a `pattern` for more; `choices` names the list of numbers that can be typed.
    """

    cell: Cell
    code: str
    label: str
    written: str = ""
    said: str = ""
    fault: str = ""
    applies: bool = True
    choices: str = ""
    members: tuple["Member", ...] = ()
    pattern: "Member | None" = None

    @property
    def name(self) -> str:
        """The name of the input."""
        return f"{FIELD}-{self.cell.name}"

    @property
    def has_lines(self) -> bool:
        """Whether what is typed may have several lines."""
        return getattr(kind_of(self.cell.question), "keeps_lines", False)

    @property
    def is_words(self) -> bool:
        """Whether letters are typed here, and not only numbers."""
        question = self.cell.question
        return not question.options and kind_of(question).compares_as in ("text", None)


@dataclass(frozen=True)
class Member:
    """The lines of one member of a repeat."""

    title: str
    place: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Part:
    """One section of the page; a plain text stands between the rows where a matrix begins."""

    title: str
    rows: tuple[Row | str, ...]


class Composer:
    """Puts the page of one entry together in the clerk's language."""

    def __init__(self, questionnaire: Questionnaire, entry: Entry, language: Language) -> None:
        self.questionnaire = questionnaire
        self.language = language
        self.typed: Typed = entry.typed
        self.words = Words(questionnaire, language)
        self.choices: dict[str, str] = {}
        faults = find_faults(questionnaire, entry.typed, language, entry.head.interviewed_on)
        self.faults = {fault.cell.name: fault.sentence for fault in faults}
        self.visible = visible_questions(questionnaire, gather_answers(questionnaire, entry.typed))

    def compose(self) -> list[Part]:
        """Compose every section in which something is typed."""
        parts = [
            Part(self.words.text(section.title), tuple(self.list_rows(section.questions)))
            for section in self.questionnaire.sections
        ]
        return [part for part in parts if any(isinstance(row, Row) for row in part.rows)]

    def list_rows(self, questions: Iterable[Question]) -> list[Row | str]:
        """List the lines of a section."""
        questions = list(questions)
        matrices = {question.matrix for question in questions}
        rows: list[Row | str] = []
        for question in questions:
            if question.id in matrices and question.enabled:
                rows.append(self.words.text(question.text))
            elif is_numbered(question):
                cell = Cell(question.id, self.words.numbers[question.id], question)
                rows.append(self.make_row(cell))
        return rows

    def make_row(self, cell: Cell, is_pattern: bool = False) -> Row:
        """Make one line; that of a repeat with its members."""
        kept = None if is_pattern else self.typed.get(cell.name)
        question = cell.question
        count = count_members(question, self.typed)
        return Row(
            cell=cell,
            code=self.words.digits(cell.number),
            label=self.words.text(question.text),
            written=write_typed(cell, kept, self.language),
            said=echo_typed(cell, kept, self.language, self.words.text),
            fault=self.faults.get(cell.name, ""),
            applies=is_pattern or cell.key in self.visible,
            choices=self.list_choices(question),
            members=tuple(self.make_member(question, number) for number in range(1, count + 1)),
            pattern=self.make_member(question, 0) if question.questions else None,
        )

    def make_member(self, repeat: Question, number: int) -> Member:
        """Make the lines of one member; number 0 makes the pattern of all."""
        cells = list_member(repeat, self.words.numbers, max(number, 1))
        rows = tuple(self.make_row(cell, is_pattern=not number) for cell in cells)
        written = self.words.digits(str(number)) if number else BLANK
        return Member(self.title(repeat, written), str(number - 1) if number else BLANK, rows)

    def title(self, repeat: Question, number: str) -> str:
        """Say what a member is called."""
        if repeat.each is None:
            return number
        return self.language.text(repeat.each, **{**self.words.fillings, "number": number})

    def list_choices(self, question: Question) -> str:
        """Keep the list of numbers that can be typed, and return its name."""
        said = [
            f"{self.words.digits(str(place))} {self.words.text(option.text)}"
            for place, option in enumerate(question.options, start=1)
        ]
        for word in question.missing:
            own = question.not_applicable if word == "not_applicable" else None
            meaning = self.words.text(own) if own else self.language.gettext(MISSING_WORDS[word])
            said.append(f"{self.write_missing(question, word)} {meaning}")
        if not said:
            return ""
        listed = "   ".join(self.language.isolate(choice) for choice in said)
        return self.choices.setdefault(listed, f"c{len(self.choices)}")

    def write_missing(self, question: Question, word: str) -> str:
        """Write the number of an answer that is none, as it is typed here."""
        sign = SIGNED if takes_negatives(question) else ""
        number = MISSING_NUMBERS[word]  # type: ignore[index]
        return self.language.ltr(self.words.digits(f"{sign}{number}"))


def describe_sheet(composer: Composer) -> dict[str, object]:
    """Describe what the browser needs to read answers and to tell which questions apply."""
    return {
        "calendar": composer.language.calendar.name,
        "digits": composer.language.digits,
        "choices": {name: said for said, name in composer.choices.items()},
        "sections": [
            {
                "show": _write(section.show_if),
                "questions": [_describe(q) for q in section.questions if q.enabled],
            }
            for section in composer.questionnaire.sections
        ],
    }


def _describe(question: Question) -> dict[str, object]:
    """Describe how one question is read, leaving out what it has not."""
    kind = kind_of(question)
    described: Mapping[str, object] = {
        "id": question.id,
        "asked": is_numbered(question),
        "show": _write(question.show_if),
        "reads": _name_reading(question),
        "value": None if question.value is None else write_expression(question.value),
        "options": [[option.name, _write(option.show_if)] for option in question.options],
        "missing": {str(MISSING_NUMBERS[word]): word for word in question.missing},
        "signed": takes_negatives(question) and kind.compares_as == "number",
        "count": getattr(question.settings, "count", None) if question.questions else None,
        "most": most_members(question) if question.questions else None,
        "questions": [_describe(part) for part in question.questions if part.enabled],
    }
    return {key: value for key, value in described.items() if value not in (None, False, [], {})}


def _name_reading(question: Question) -> str:
    compares_as = kind_of(question).compares_as
    if question.options:
        return "several" if compares_as == "list" else "one"
    return "members" if question.questions else compares_as or "nothing"


def _write(condition: Condition | None) -> dict[str, object] | None:
    return None if condition is None else write_condition(condition)
