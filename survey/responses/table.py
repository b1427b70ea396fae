"""A table of answers from elsewhere, read cell by cell against a questionnaire."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from io import StringIO
from typing import TypeVar

from survey.errors import N_, AnswerError, MahallaError, Problem, Where
from survey.kinds.find import kind_of
from survey.places.model import is_place_id
from survey.questionnaire.flow import strip_hidden
from survey.questionnaire.model import Columns, Question, Questionnaire
from survey.responses.cells import MARK, find_missing, list_words, open_cell
from survey.responses.design_columns import find_design_columns, parse_positive
from survey.responses.model import Answers, Design

Read = TypeVar("Read")

DELIMITERS = ",;\t"

EMPTY = N_("The table is empty. Its first row must hold the names of the columns.")
BROKEN = N_(
    "The table cannot be read on from here (%(reason)s). Look for a quotation mark that is not "
    "closed, or save the table as CSV again."
)
TWICE_NAMED = N_("Two columns are called “%(column)s”. Rename one of them.")
NO_COLUMN = N_(
    "The table has no column “%(column)s”, which `columns: %(key)s` of the questionnaire names. "
    "Correct the questionnaire, or add the column. The table has: %(names)s."
)
NO_DESIGN_COLUMN = N_(
    "The table has no column “%(column)s”, which `design` of the questionnaire names, and there is "
    "no such question. Correct the questionnaire, or add the column. The table has: %(names)s."
)
NO_QUESTION = N_(
    "No column of the table is called like a question. Name the columns after the ids of the "
    "questions. The table has: %(names)s."
)
RAGGED = N_(
    "The row has %(found)s cells, but there are %(expected)s columns. The whole row was left out."
)
NO_ID = N_("The row has no id. The whole row was left out.")
REPEATED_ID = N_("An earlier row has the same id. The whole row was left out.")
NO_PLACE = N_("The row names no neighbourhood. The whole row was left out.")
BAD_PLACE = N_(
    "This cannot be the id of a neighbourhood: letters, digits, “_”, “-”, “.” and spaces, at most "
    "64, and not the word “all”. The whole row was left out."
)
NOT_OFFERED = N_("“%(answer)s” is not offered as an answer to this question.")
HIDDEN = N_("After the other answers in this row the question does not apply (see its `show_if`).")
NOT_READ = N_(
    "This answer tells who somebody is, so it is not repeated here, and it cannot be read. Look at "
    "the cell in the table."
)
BAD_TIME = N_("“%(answer)s” is not a time. Write 2026-01-31 or 2026-01-31T17:30:00.")
BAD_WEIGHT = N_("A weight is a number greater than 0.")


@dataclass(frozen=True)
class RejectedCell:
    """A cell that was left out; `row` counts from 1, the names of the columns being row 1."""

    row: int
    column: str
    value: str
    reason: Problem


@dataclass(frozen=True)
class TableRow:
    """One row that was read; a rejected cell left its answer blank. `id` is that of the table."""

    number: int
    id: str
    neighbourhood: str
    answers: Answers
    household: str = ""
    collected_at: datetime | None = None
    language: str = ""
    weight: float | None = None
    stratum: str = ""
    psu: str = ""
    design: Design = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """What was read: the rows, the cells left out, and columns and questions without a partner."""

    rows: tuple[TableRow, ...]
    rejected: tuple[RejectedCell, ...]
    ignored_columns: tuple[str, ...]
    missing_questions: tuple[str, ...]


def read_table(source: str, questionnaire: Questionnaire, today: date, name: str = "") -> Table:
    """Read CSV text (comma, semicolon or tab) as the questionnaire's `columns` say.

    Rows come in the order of the table, and so do rejected cells. Raises MahallaError, calling the
    table `name`, where it is no table or lacks a column that it must have.
    """
    records = _read_records(source, name)
    _, header = next(records, (1, []))
    names = [column.strip() for column in header]
    _check_header(names, questionnaire, name)
    reader = _Reader(questionnaire, names, today, find_asked(questionnaire))
    rows = tuple(row for number, cells in records if (row := reader.read(number, cells)))
    named = _named_columns(questionnaire.columns).values()
    known = {*reader.questions, *named, *find_design_columns(questionnaire)}
    return Table(
        rows=rows,
        rejected=tuple(reader.rejected),
        ignored_columns=tuple(column for column in names if column not in known),
        missing_questions=tuple(q for q in reader.questions if q not in names),
    )


def find_asked(questionnaire: Questionnaire) -> dict[str, Question]:
    """Return the questions that can have an answer, by id, in the order of asking."""
    return {
        name: question
        for name, question in questionnaire.questions.items()
        if question.enabled and kind_of(question).is_asked
    }


def read_cell(cell: str, question: Question, columns: Columns, today: date) -> object | None:
    """Read one answer; blank is None, a word for missing is stored as such. Raises AnswerError."""
    word = cell.strip()
    if word.startswith(MARK):
        cell = open_cell(word, list_words(question, columns))
        return kind_of(question).parse([cell], question, today)
    missing = find_missing(word, question, columns)
    if missing is None:
        return kind_of(question).parse([cell], question, today)
    offered = set(question.missing) | ({"not_applicable"} if question.not_applicable else set())
    if missing not in offered:
        raise AnswerError(NOT_OFFERED, answer=word)
    return {"missing": missing}


def _read_records(source: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Give every row that is not blank, with its number."""
    first_line = source.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first_line.count)
    reader = csv.reader(StringIO(source, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error as error:
        where = Where(name, reader.line_num)
        raise MahallaError(Problem(BROKEN, {"reason": str(error)}, where)) from error


def _named_columns(columns: Columns) -> dict[str, str]:
    """Give the columns that are no questions, by their key in the questionnaire."""
    keys = [key.name for key in fields(columns) if key.name != "words"]
    return {key: getattr(columns, key) for key in keys if getattr(columns, key)}


def _check_header(names: Sequence[str], questionnaire: Questionnaire, name: str) -> None:
    where, listed = Where(name, 1), ", ".join(names)
    if not names:
        raise MahallaError(Problem(EMPTY, where=where))
    problems = [
        Problem(TWICE_NAMED, {"column": column}, where)
        for column in sorted(set(names))
        if column and names.count(column) > 1
    ]
    for key, column in _named_columns(questionnaire.columns).items():
        is_default = key == "household" and column == Columns.household
        if column not in names and not is_default:
            values = {"column": column, "key": key, "names": listed}
            problems.append(Problem(NO_COLUMN, values, where))
    for column in find_design_columns(questionnaire):
        if column not in names:
            values = {"column": column, "names": listed}
            problems.append(Problem(NO_DESIGN_COLUMN, values, where))
    if not set(names) & set(find_asked(questionnaire)):
        problems.append(Problem(NO_QUESTION, {"names": listed}, where))
    if problems:
        raise MahallaError(*problems)


@dataclass
class _Reader:
    """Reads the rows of one table, and collects the cells that it leaves out."""

    questionnaire: Questionnaire
    names: Sequence[str]
    today: date
    questions: Mapping[str, Question]
    rejected: list[RejectedCell] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def read(self, number: int, cells: Sequence[str]) -> TableRow | None:
        """Read one row; None where it is left out."""
        if len(cells) != len(self.names):
            values = {"found": len(cells), "expected": len(self.names)}
            self._reject(number, "", "", Problem(RAGGED, values))
            return None
        by_name = {
            name: cell if name in self.questions else open_cell(cell)
            for name, cell in zip(self.names, cells, strict=True)
            if name
        }
        if not self._is_identified(number, by_name):
            return None
        return self._read_row(number, by_name)

    def _is_identified(self, number: int, cells: Mapping[str, str]) -> bool:
        columns = self.questionnaire.columns
        name, place = cells[columns.id].strip(), cells[columns.neighbourhood].strip()
        if not name:
            self._reject(number, columns.id, name, Problem(NO_ID))
        elif name in self.seen:
            self._reject(number, columns.id, name, Problem(REPEATED_ID))
        elif not place:
            self._reject(number, columns.neighbourhood, place, Problem(NO_PLACE))
        elif not is_place_id(place):
            self._reject(number, columns.neighbourhood, place, Problem(BAD_PLACE))
        else:
            self.seen.add(name)
            return True
        return False

    def _read_row(self, number: int, cells: Mapping[str, str]) -> TableRow:
        columns = self.questionnaire.columns

        def word(column: str) -> str:
            return cells.get(column, "").strip()

        return TableRow(
            number=number,
            id=word(columns.id),
            neighbourhood=word(columns.neighbourhood),
            household=word(columns.household),
            collected_at=self._try(number, columns.collected_at, cells, _parse_time),
            language=word(columns.language) or self.questionnaire.language,
            weight=self._try(number, columns.weight, cells, _parse_weight),
            stratum=word(columns.stratum),
            psu=word(columns.psu),
            answers=self._read_answers(number, cells),
            design=self._read_design(number, cells),
        )

    def _read_design(self, number: int, cells: Mapping[str, str]) -> Design:
        found: dict[str, str | float] = {}
        for name, parse in find_design_columns(self.questionnaire).items():
            value = self._try(number, name, cells, parse)
            if value is not None:
                found[name] = value
        return found

    def _read_answers(self, number: int, cells: Mapping[str, str]) -> Answers:
        answers: dict[str, object] = {}
        for column, question in self.questions.items():
            answer = self._try(number, column, cells, self._cell_parser(question))
            if answer is not None:
                answers[column] = answer
        shown = strip_hidden(self.questionnaire, answers)
        for column in answers:
            if column not in shown:
                self._reject(number, column, cells[column], Problem(HIDDEN))
        return shown

    def _cell_parser(self, question: Question) -> Callable[[str], object | None]:
        return lambda cell: read_cell(cell, question, self.questionnaire.columns, self.today)

    def _try(
        self, number: int, column: str, cells: Mapping[str, str], parse: Callable[[str], Read]
    ) -> Read | None:
        """Read one cell; one that cannot be read is rejected and blank."""
        cell = cells.get(column, "")
        try:
            return parse(cell) if cell.strip() else None
        except AnswerError as error:
            self._reject(number, column, cell, error.problems[0])
            return None

    def _reject(self, number: int, column: str, value: str, reason: Problem) -> None:
        if column in self.questions and self.questions[column].identifying:
            value, reason = "", Problem(NOT_READ) if reason.values else reason
        self.rejected.append(RejectedCell(number, column, value, reason))


def _parse_time(cell: str) -> datetime:
    try:
        return datetime.fromisoformat(cell.strip())
    except ValueError as error:
        raise AnswerError(BAD_TIME, answer=cell) from error


def _parse_weight(cell: str) -> float:
    return parse_positive(cell, BAD_WEIGHT)
