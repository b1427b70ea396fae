"""What stands in the inputs of questions, read: the one way for a page and for a tablet.

What is kept of a question is its answer; `{"missing": "refused"}` for one that is none;
`{"typed": […]}` for texts that cannot be read yet; None for a blank. Of a repeat it is a list with
a dict for every member, without its blanks.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from survey.errors import N_, AnswerError
from survey.kinds.find import kind_of
from survey.kinds.model import MOST_MEMBERS, Answer, Option, Settings

PREFIX = "q"
"""Stands before every question's id in a form, so that it never meets another name there."""

MARK = ":"
"""What a non-substantive answer begins with among the texts of a page; no option's name does."""

ONE_ANSWER = N_("Either give an answer or tick one of the boxes below it, not both.")

Kept = Answer | dict[str, object] | None


class Asked(Protocol):
    """What reading needs to know of a question."""

    @property
    def kind(self) -> str:
        """The name of the question's kind."""
        ...

    @property
    def options(self) -> tuple[Option, ...]:
        """The answers to choose from."""
        ...

    @property
    def settings(self) -> Settings:
        """The kind's own YAML keys."""
        ...

    @property
    def missing(self) -> Sequence[str]:
        """The non-substantive answers offered."""
        ...

    @property
    def required(self) -> bool:
        """Whether it must be answered."""
        ...


class Questioned(Asked, Protocol):
    """A question with its id, as its inputs are named by it."""

    @property
    def id(self) -> str:
        """The question's name."""
        ...


class Typed(Protocol):
    """The texts of inputs by their names, such as werkzeug's MultiDict."""

    def getlist(self, key: str) -> list[str]:
        """Return the texts of the inputs of a name; none where there are none."""
        ...


def read_inputs(
    questions: Iterable[Questioned], typed: Typed, today: date, prefix: str = f"{PREFIX}-"
) -> dict[str, Kept]:
    """Read what stands in the inputs of these questions, by their ids."""
    return {one.id: _read_question(one, typed, today, prefix + one.id) for one in questions}


def read_texts(question: Asked, texts: Sequence[str], today: date) -> Kept:
    """Read the texts of a question's own inputs. Raises AnswerError where they cannot be read."""
    written, ticked = part_texts(question, texts)
    answer = kind_of(question).parse_inputs(written, question, today) if written else None
    if len(ticked) > (answer is None):
        raise AnswerError(ONE_ANSWER)
    return {"missing": ticked[0]} if ticked else answer


def part_texts(question: Asked, texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part what was typed from the non-substantive answers that were ticked."""
    ticked = [text[1:] for text in texts if text[:1] == MARK and text[1:] in question.missing]
    if not ticked:
        return list(texts), []
    return [text for text in texts if text[:1] != MARK or text[1:] not in ticked], ticked


def count_members(texts: Sequence[str]) -> int:
    """Return how many members of a repeat the texts of its own inputs tell of."""
    count = next((int(text) for text in texts if text.isascii() and text.isdigit()), 0)
    return min(count, MOST_MEMBERS)


def keep_members(ticked: Sequence[str], members: Sequence[Mapping[str, Kept]]) -> Kept:
    """Return what is kept of a repeat, where this was read of its members."""
    given: list[dict[str, object]] = [
        {name: one for name, one in read.items() if one is not None} for read in members
    ]
    if ticked and not any(given):
        return {"missing": ticked[0]}
    return given or None


def _read_question(question: Questioned, typed: Typed, today: date, name: str) -> Kept:
    texts = typed.getlist(name)
    if not texts:
        return None
    if kind_of(question).holds == "members":
        return _read_members(question, typed, texts, today, name)
    try:
        return read_texts(question, texts, today)
    except AnswerError:
        return {"typed": texts}


def _read_members(
    question: Questioned, typed: Typed, texts: Sequence[str], today: date, name: str
) -> Kept:
    inner: Sequence[Questioned] = getattr(question, "questions", ())
    places = range(count_members(texts))
    members = [read_inputs(inner, typed, today, f"{name}.{place}.") for place in places]
    return keep_members(part_texts(question, texts)[1], members)
