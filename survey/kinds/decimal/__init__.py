"""Decimal: a number that may have a fraction, such as an area or a price."""

from datetime import date
from typing import Annotated

from pydantic import Field

from survey.errors import N_, AnswerError
from survey.kinds.model import Answerable, Settings
from survey.kinds.numbers import LARGEST, Number

Limit = Annotated[float, Field(ge=-LARGEST, le=LARGEST)]


class DecimalSettings(Settings):
    """What a decimal adds to a question."""

    min: Limit | None = Field(None, description="The smallest number that is possible.")
    max: Limit | None = Field(None, description="The largest number that is possible.")
    places: int = Field(2, ge=1, le=6, description="The most digits after the decimal mark.")


class Fraction(Number):
    """A number with at most `places` digits after the decimal mark."""

    settings = DecimalSettings

    def check(self, answer: object, question: Answerable, today: date) -> None:
        """Refuse more digits after the decimal mark than the question allows."""
        super().check(answer, question, today)
        assert isinstance(question.settings, DecimalSettings)
        places = question.settings.places
        if isinstance(answer, float) and round(answer, places) != answer:
            raise AnswerError(
                N_("Write at most %(places)s digits after the decimal mark."), places=places
            )


KIND = Fraction()
