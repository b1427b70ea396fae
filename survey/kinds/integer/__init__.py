"""Integer: a whole number, such as how many people live here."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from survey.errors import N_, AnswerError
from survey.kinds.model import MOST_POSITIONS, Answer, Answerable, Settings
from survey.kinds.numbers import LARGEST, Number

Limit = Annotated[int, Field(ge=-LARGEST, le=LARGEST)]


class IntegerSettings(Settings):
    """What an integer adds to a question."""

    min: Limit | None = Field(None, description="The smallest number that is possible.")
    max: Limit | None = Field(None, description="The largest number that is possible.")


class Integer(Number):
    """A whole number; scored where it has a `min` and a `max` at most 119 apart."""

    settings = IntegerSettings
    may_identify = True

    def convert(self, number: Decimal) -> int:
        """Refuse a fraction rather than round it."""
        if number != number.to_integral_value():
            raise AnswerError(N_("Write a whole number, without a fraction."))
        return int(number)

    def check(self, answer: object, question: Answerable, today: date) -> None:
        """Refuse fractions as well."""
        super().check(answer, question, today)
        if not isinstance(answer, int):
            raise AnswerError(N_("Write a whole number, without a fraction."))

    def codes(self, question: Answerable) -> tuple[float, ...] | None:
        """Give every number from `min` to `max`."""
        lowest, highest = _limits(question)
        if lowest is None or highest is None or highest - lowest >= MOST_POSITIONS:
            return None
        return tuple(float(number) for number in range(lowest, highest + 1))

    def position(self, answer: Answer, question: Answerable) -> int:
        """Give the distance from `min`."""
        lowest, _ = _limits(question)
        return int(str(answer)) - (lowest or 0)


def _limits(question: Answerable) -> tuple[int | None, int | None]:
    assert isinstance(question.settings, IntegerSettings)
    return question.settings.min, question.settings.max


KIND = Integer()
