"""What the fields of all kinds share: a question on a page, typed texts in, an answer out."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any

from wtforms import Field, ValidationError
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm

from survey.errors import N_, AnswerError
from survey.kinds.find import kind_of
from survey.kinds.model import Answer, Option
from survey.kinds.reading import MARK, PREFIX, Asked, Questioned, part_texts, read_texts
from survey.locale import Language

UNANSWERED = N_("This question needs an answer.")


Maker = Callable[[Any, Language, date], "UnboundField[Any]"]
"""What makes the field of a question."""


class AnswerField(Field):
    """One question of a page.

    `data` is what a draft keeps (see `reading`). `texts` stand in the inputs as the reader writes
    them, `ticked` are the non-substantive answers chosen.
    """

    def __init__(self, *, question: Asked, language: Language, today: date, **rest: Any) -> None:
        super().__init__("", **rest)
        self.question = question
        self.language = language
        self.today = today
        self.texts: list[str] = []
        self.ticked: list[str] = []
        self.warnings: list[str] = []
        self.reason = ""

    @property
    def key(self) -> str:
        """The question's id; inside a repeat `members.0.age` for the first member's."""
        return self.name.removeprefix(f"{PREFIX}-")

    @property
    def inner(self) -> "Iterator[AnswerField]":
        """The fields inside this one: those of members, none for other kinds."""
        return iter(())

    def process_data(self, value: Any) -> None:
        """Show what a draft keeps. Raises ValueError with a sentence where it cannot be read."""
        if value is None:  # so begins every field, also of what was typed
            self.texts, self.ticked, self.data = [], [], None
        else:
            self.process_formdata(self.unread(value))

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed. Raises ValueError with a sentence where it cannot be read."""
        self.texts, self.ticked = part_texts(self.question, valuelist)
        self.data = {"typed": list(valuelist)}
        try:
            self.data = read_texts(self.question, valuelist, self.today)
        except AnswerError as error:
            raise ValueError(
                " ".join(slip.say(self.language) for slip in error.problems)
            ) from error

    def pre_validate(self, form: object) -> None:
        """Refuse a blank where an answer is required."""
        if self.question.required and self.data is None:
            raise ValidationError(self.language.gettext(UNANSWERED))

    def unread(self, value: Any) -> list[str]:
        """Turn what a draft keeps back into the texts of the page."""
        match value:
            case None:
                return []
            case {"missing": word}:
                return [f"{MARK}{word}"]
            case {"typed": texts}:
                return list(texts)
        return self.write(value)

    def write(self, answer: Answer) -> list[str]:
        """Write an answer as the texts of the inputs."""
        return kind_of(self.question).write(answer, self.question)

    @property
    def options(self) -> tuple[Option, ...]:
        """The options in the order in which a page shows them."""
        return self.question.options

    @property
    def reads(self) -> str:
        """As what the browser compares the answer in conditions, as the server does."""
        return kind_of(self.question).compares_as or ""

    @property
    def text(self) -> str:
        """The text of the only input."""
        return " ".join(self.texts)

    @property
    def in_words(self) -> str:
        """The answer as a person would write it, where there are no options to choose from."""
        return self.text


class NumberField(AnswerField):
    """A number, shown in the reader's digits and read in any."""

    def write(self, answer: Answer) -> list[str]:
        """Write the number in the reader's digits."""
        digits = str.maketrans("0123456789.", self.language.digits + self.language.decimal)
        return [text.translate(digits) for text in super().write(answer)]


def make_form(
    questions: Iterable[Questioned], language: Language, today: date, prefix: str = PREFIX
) -> BaseForm:
    """Make a form of these questions; `process` fills it from a draft or from what was typed."""
    fields = {q.id: find_field(q.kind)(q, language, today) for q in questions}
    return BaseForm(fields, prefix=prefix)


@cache
def find_field(kind: str) -> Maker:
    """Return what makes the fields of a kind: `field` in the kind's `field.py`."""
    maker: Maker = import_module(f"survey.kinds.{kind}.field").field
    return maker


def walk(form: Iterable[Any]) -> Iterator[AnswerField]:
    """Yield every field of a form, and behind it those inside it."""
    for field in form:
        yield field
        yield from walk(field.inner)


def field(question: Asked, language: Language, today: date) -> "UnboundField[AnswerField]":
    """Make the field of a question whose kind needs no field of its own."""
    return UnboundField(AnswerField, question=question, language=language, today=today)


def number_field(question: Asked, language: Language, today: date) -> "UnboundField[NumberField]":
    """Make the field of a question that is answered with a number."""
    return UnboundField(NumberField, question=question, language=language, today=today)
