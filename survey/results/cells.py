"""Small tables that are no answers, read row by row: areas with their numbers, and districts."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd

from survey.errors import N_, AnswerError, MahallaError, Problem, Where
from survey.locale import parse_number
from survey.questionnaire.model import Questionnaire
from survey.questionnaire.yaml_file import read_text
from survey.responses.table import BROKEN, DELIMITERS, EMPTY, TWICE_NAMED

AREA = "area"
NEIGHBOURHOOD = "neighbourhood"
DISTRICT = "district"
NO_COLUMN = N_(
    "The table has no column “%(column)s”. Add it, or correct its name. The table has: %(names)s."
)
RAGGED = N_(
    "Row %(row)s has %(found)s cells, but there are %(expected)s columns. Give it one cell for "
    "each column."
)
NO_NUMBER = N_(
    "Row %(row)s, column “%(column)s”: “%(given)s” is not a number. Write a number, or leave the "
    "cell empty."
)
TWO_DISTRICTS = N_(
    "Row %(row)s puts “%(area)s” in another district than an earlier row. Keep one of them."
)
NO_ROWS = N_("The table has no rows below the names of its columns. Add the areas.")


@dataclass(frozen=True)
class Rows:
    """The rows of a table, each with its number (the names of the columns are row 1)."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]

    def need(self, *columns: str) -> None:
        """Raise MahallaError for the columns that are not there."""
        lost = [column for column in columns if column not in self.columns]
        if lost:
            listed = ", ".join(self.columns)
            raise MahallaError(
                *(
                    Problem(NO_COLUMN, {"column": column, "names": listed}, Where(self.name, 1))
                    for column in lost
                )
            )


def read_rows(path: Path) -> Rows:
    """Read a CSV file (comma, semicolon or tab) with the names of its columns in row 1.

    Blank rows are left out. Raises MahallaError where it cannot be read, has a name twice, or has
    rows with too many or too few cells.
    """
    name, source = str(path), read_text(path)
    listed = _split(source, name)
    columns = tuple(cell.strip() for cell in listed[0]) if listed else ()
    if not any(columns):
        raise MahallaError(Problem(EMPTY, where=Where(name, 1)))
    problems = [
        Problem(TWICE_NAMED, {"column": column}, Where(name, 1))
        for column in sorted(set(columns))
        if column and columns.count(column) > 1
    ]
    rows = []
    for number, cells in enumerate(listed[1:], start=2):
        if len(cells) == len(columns):
            rows.append((number, dict(zip(columns, map(str.strip, cells), strict=True))))
        elif any(map(str.strip, cells)):
            values = {"row": number, "found": len(cells), "expected": len(columns)}
            problems.append(Problem(RAGGED, values, Where(name)))
    if problems:
        raise MahallaError(*problems)
    kept = tuple((number, cells) for number, cells in rows if any(cells.values()))
    return Rows(name, columns, kept)


def read_area_table(path: Path, questionnaire: Questionnaire) -> pd.DataFrame:
    """Read a table of areas for `score_area_table`: numbers in any digits, blank cells missing.

    Areas stand in the column that `columns.neighbourhood` names, or in `area`. Raises MahallaError
    with every cell that is no number, by row and column.
    """
    rows = read_rows(path)
    area = questionnaire.columns.neighbourhood
    if area not in rows.columns and AREA in rows.columns:
        area = AREA
    variables = find_number_columns(questionnaire)
    rollup = questionnaire.method.roll_up
    texts = [rollup.to] if rollup else []
    rows.need(area, *texts, *variables)
    if not rows.rows:
        raise MahallaError(Problem(NO_ROWS, where=Where(rows.name)))
    read = [_read_numbers(rows, name) for name in variables]
    problems = [problem for _, wrong in read for problem in wrong]
    if problems:
        raise MahallaError(*problems)
    numbers = {name: column for name, (column, _) in zip(variables, read, strict=True)}
    named = {name: [cells[name] for _, cells in rows.rows] for name in texts}
    return pd.DataFrame({**numbers, **named}, index=[cells[area] for _, cells in rows.rows])


def find_number_columns(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Name the columns of numbers that a table of areas must have."""
    method = questionnaire.method
    names = [variable.id for variable in method.variables]
    rolled = [method.roll_up.weight] if method.roll_up else []
    return tuple(dict.fromkeys([*names, *rolled]))


def read_districts(path: Path | None) -> dict[str, str]:
    """Read which neighbourhood is in which district; without a file, none is in any.

    Raises MahallaError where the file cannot be read, a column is missing, or a neighbourhood is
    in two districts.
    """
    if path is None:
        return {}
    rows = read_rows(path)
    rows.need(NEIGHBOURHOOD, DISTRICT)
    districts: dict[str, str] = {}
    problems = []
    for number, cells in rows.rows:
        area, district = cells[NEIGHBOURHOOD], cells[DISTRICT]
        if districts.setdefault(area, district) != district:
            values = {"row": number, "area": area}
            problems.append(Problem(TWO_DISTRICTS, values, Where(rows.name)))
    if problems:
        raise MahallaError(*problems)
    return {area: district for area, district in districts.items() if district}


def _split(source: str, name: str) -> list[list[str]]:
    delimiter = max(DELIMITERS, key=source.partition("\n")[0].count)
    reader = csv.reader(StringIO(source, newline=""), delimiter=delimiter, strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        where = Where(name, reader.line_num)
        raise MahallaError(Problem(BROKEN, {"reason": str(error)}, where)) from error


def _read_numbers(rows: Rows, column: str) -> tuple[list[float], list[Problem]]:
    """Read a column of numbers, and list what is wrong with its cells."""
    numbers: list[float] = []
    problems = []
    for number, cells in rows.rows:
        cell = cells[column]
        try:
            numbers.append(float(parse_number(cell)) if cell else np.nan)
        except AnswerError:
            values = {"row": number, "column": column, "given": cell}
            problems.append(Problem(NO_NUMBER, values, Where(rows.name)))
    return numbers, problems
