"""Problems as a page shows them: the sentence, and the lines of the file around the spot."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from survey.errors import MahallaError, Problem, Where
from survey.locale import Language
from survey.questionnaire.yaml_file import read_text

AROUND = 2
"""How many lines are shown before and after the one that is meant."""


@dataclass(frozen=True)
class Line:
    """One line of an excerpt; `spot` is the part from the mistake on, empty on other lines."""

    number: int
    text: str
    spot: str = ""

    @property
    def is_meant(self) -> bool:
        """Tell whether the mistake is on this line."""
        return bool(self.spot)


@dataclass(frozen=True)
class Excerpt:
    """A problem with the lines around it; `file` is the name without its folder."""

    file: str
    line: int
    sentence: str
    lines: tuple[Line, ...]


def show_problems(problems: Iterable[Problem], language: Language) -> list[Excerpt]:
    """Say problems in a language, each with the lines of its file around it."""
    return [_show(problem, language) for problem in problems]


def _show(problem: Problem, language: Language) -> Excerpt:
    where = problem.where
    said = replace(problem, where=Where()).say(language)
    return Excerpt(Path(where.file).name, where.line, said, _cut_out(where))


def _cut_out(where: Where) -> tuple[Line, ...]:
    if not where.line:
        return ()
    try:
        lines = read_text(Path(where.file)).splitlines()
    except MahallaError:
        return ()
    first, last = max(1, where.line - AROUND), min(len(lines), where.line + AROUND)
    return tuple(_make_line(lines[n - 1], n, where) for n in range(first, last + 1))


def _make_line(text: str, number: int, where: Where) -> Line:
    if number != where.line:
        return Line(number, text)
    column = max(where.column - 1, 0)
    spot = text[column:].rstrip()
    return Line(number, text[:column], spot or "\u00a0")
