"""Everything that can go wrong because of a person: where it is, what is wrong, what to do next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


class Translator(Protocol):
    """The part of a language that a problem needs to be said in it."""

    def gettext(self, message: str, **values: object) -> str:
        """Say `message` with its named placeholders filled."""
        ...


def N_(message: str) -> str:
    """Mark a sentence for translation where it is written; it is translated where it is shown."""
    return message


def NN_(one: str, many: str) -> tuple[str, str]:
    """Mark a sentence with its plural, to be shown by `ngettext`."""
    return one, many


@dataclass(frozen=True)
class Where:
    """A spot in a file; line and column count from 1 and are 0 where they mean nothing."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Write the spot as editors link it: `file:line:column`."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)


@dataclass(frozen=True)
class Problem:
    """One thing a person can mend.

    `message` is a whole English sentence with named placeholders (`%(name)s`) that says what is
    wrong and what to do; `values` fills them.
    """

    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    where: Where = field(default_factory=Where)

    def say(self, language: Translator | None = None) -> str:
        """Say the problem in `language` (English where none is given), with its place in front."""
        if language is None:
            sentence = self.message % self.values if self.values else self.message
        else:
            sentence = language.gettext(self.message, **self.values)
        place = str(self.where)
        return f"{place}: {sentence}" if place else sentence


class MahallaError(Exception):
    """One or more problems that stop what was asked; shown as sentences, never as a traceback."""

    def __init__(self, *problems: Problem) -> None:
        self.problems: Sequence[Problem] = problems
        super().__init__(*problems)

    def __str__(self) -> str:
        """Say all problems, a line each."""
        return "\n".join(problem.say() for problem in self.problems)


class AnswerError(MahallaError):
    """An answer that its question cannot take; the form shows it beside that question."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(Problem(message, values))


@dataclass(frozen=True)
class Mistake:
    """A problem inside a file, before it is known on which line the value at `path` stands."""

    path: tuple[str | int, ...]
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
