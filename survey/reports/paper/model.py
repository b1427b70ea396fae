"""A printed form before it is laid out: its sections, and how each question stands on paper."""

from dataclasses import dataclass

from survey.kinds.find import kind_of
from survey.questionnaire.model import Question


@dataclass(frozen=True)
class Choice:
    """An answer to mark, with the number that stands beside it and goes into the code box."""

    name: str
    number: int
    text: str


Rows = tuple[tuple[Choice | None, ...], ...]
"""Answers in columns, read downwards; None where the last column is shorter."""


@dataclass(frozen=True)
class Line:
    """One question as it is printed; without a `number` it is a text to read.

    `missing` are the answers that are none. `lines` are the questions asked of each of `members`.
    """

    question: Question
    number: str
    text: str
    hint: str
    condition: str
    choices: tuple[Choice, ...]
    missing: tuple[Choice, ...]
    rows: Rows = ()
    lines: tuple["Line", ...] = ()
    members: tuple[str, ...] = ()
    more: str = ""

    @property
    def kind(self) -> str:
        """The name of the question's kind."""
        return self.question.kind

    @property
    def is_heading(self) -> bool:
        """Whether it is the heading above its rows."""
        return kind_of(self.question).holds == "rows"

    @property
    def is_short(self) -> bool:
        """Whether a small box is enough for the answer: a number, or the number of an answer."""
        return bool(self.choices) or kind_of(self.question).compares_as == "number"


@dataclass(frozen=True)
class Grid:
    """Questions with the same answers, as a table: a row each, and a column for every answer.

    Widths are in millimetres.
    """

    heading: Line | None
    lines: tuple[Line, ...]
    choices: tuple[Choice, ...]
    missing: tuple[Choice, ...]
    width: float
    missing_width: float


Block = Line | Grid


@dataclass(frozen=True)
class Passage:
    """A titled text in paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One section of a printed form."""

    title: str
    intro: tuple[str, ...]
    condition: str
    blocks: tuple[Block, ...]
    is_helped: bool


@dataclass(frozen=True)
class Consent:
    """What is read out first, and the two answers to it."""

    passage: Passage
    agree: str
    decline: str
    declined: str


@dataclass(frozen=True)
class Form:
    """A whole printed form in one language."""

    id: str
    version: str
    edition: str
    title: str
    consent: Consent | None
    introduction: Passage | None
    parts: tuple[Part, ...]
    help: Passage | None
    thanks: Passage | None
