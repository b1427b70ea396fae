"""What every question kind says of itself: how an answer is read, checked, written and scored."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal, Protocol

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

from survey.conditions.model import Condition
from survey.errors import N_, AnswerError
from survey.locale import Text

Answer = str | int | float | list[str] | list[dict[str, object]]
"""A substantive answer as it is stored in JSON: an option's name, a number, a text, an ISO date.

A repeat has one dict a member: question id → its answer, or `{"missing": "refused"}`.
"""

Comparable = Literal["text", "number", "date", "time", "list"]
"""What conditions may compare an answer with."""

MOST_POSITIONS = 120
"""How many different codes a scored question may have: they must fit the kernel's int8 tables."""


MOST_MEMBERS = 50
"""How many members a repeat may have: a page of more could not be filled in."""


@dataclass(frozen=True)
class Option:
    """One possible answer: the `name` is stored, the `code` is scored, the `text` is read.

    With `show_if` it is offered only where that holds of the answers given before. `picture` names
    a file of `questionnaires/pictures/` that is shown beside the text, empty where there is none.
    """

    name: str
    text: Text
    code: float | None = None
    show_if: Condition | None = None
    picture: str = ""


class Settings(BaseModel):
    """The YAML keys that a kind adds to those every question has."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


REFUSED = "refused"
"""The type of the errors that `refuse` makes."""


def refuse(sentence: str) -> PydanticCustomError:
    """Make the error by which a model refuses a YAML value with a `sentence` of its own.

    The sentence may use `%(given)s`, the value, and `%(key)s`, the key it stands under.
    """
    return PydanticCustomError(REFUSED, "{sentence}", {"sentence": sentence})


class Answerable(Protocol):
    """What a kind needs to know of the question it serves."""

    @property
    def options(self) -> tuple[Option, ...]:
        """The answers to choose from; empty where the kind has no list."""
        ...

    @property
    def settings(self) -> Settings:
        """The kind's own YAML keys."""
        ...


class Kind(ABC):
    """One way of asking; a folder of `survey/kinds/` holds one and is found by its place.

    `is_asked` says that people answer it, `is_stored` that there is an answer, given or made.
    `may_identify` says that such an answer alone can tell who a person is, and can be sealed.
    `holds` says what its question is made of, where it is more than one: the `rows` of a matrix
    are questions of their own, the questions of `members` are asked once for each of them.
    """

    settings: ClassVar[type[Settings]] = Settings
    compares_as: ClassVar[Comparable | None] = "text"
    takes_options: ClassVar[bool] = False
    built_in: ClassVar[tuple[Option, ...]] = ()
    is_asked: ClassVar[bool] = True
    is_stored: ClassVar[bool] = True
    may_identify: ClassVar[bool] = False
    holds: ClassVar[Literal["", "rows", "members"]] = ""

    @abstractmethod
    def parse(self, texts: Sequence[str], question: Answerable, today: date) -> Answer | None:
        """Read what a form, a paper or a CSV cell gave.

        `texts` are the values as typed, in any digits; all blank gives None. Raises AnswerError.
        """

    def parse_inputs(
        self, texts: Sequence[str], question: Answerable, today: date
    ) -> Answer | None:
        """Read the inputs of a page; other texts than `parse` reads, where it has others."""
        return self.parse(texts, question, today)

    @abstractmethod
    def write(self, answer: Answer, question: Answerable) -> list[str]:
        """Write a stored answer as the texts `parse` reads back to the same answer."""

    @abstractmethod
    def check(self, answer: object, question: Answerable, today: date) -> None:
        """Raise AnswerError unless `answer` is one this question may store."""

    def codes(self, question: Answerable) -> tuple[float, ...] | None:
        """Give the raw code x of every position, in order; None where this cannot be scored.

        At most MOST_POSITIONS of them.
        """
        return None

    def position(self, answer: Answer, question: Answerable) -> int:
        """Give the place of `answer` in `codes`, counted from 0."""
        raise NotImplementedError("this kind is not scored")

    def mistakes(self, question: Answerable) -> list[AnswerError]:
        """Say what is wrong with the question itself, for the coordinator who wrote it."""
        return []


def find_option(name: str, question: Answerable) -> Option:
    """Return the option called `name`, or raise AnswerError naming the ones there are."""
    for option in question.options:
        if option.name == name:
            return option
    names = ", ".join(option.name for option in question.options)
    raise AnswerError(
        N_("“%(answer)s” is not one of the answers. Choose one of: %(names)s."),
        answer=name,
        names=names,
    )
