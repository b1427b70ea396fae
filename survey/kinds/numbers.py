"""Answering with a number: what integer and decimal share."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar

from survey.errors import N_, AnswerError
from survey.kinds.model import Answer, Answerable, Comparable, Kind
from survey.locale import parse_number

LARGEST = 10**15
"""Numbers stay within this, so that Python, browsers and databases store them alike."""


class Number(Kind):
    """A number in any digits, between the limits its question gives."""

    compares_as: ClassVar[Comparable | None] = "number"

    def parse(self, texts: Sequence[str], question: Answerable, today: date) -> Answer | None:
        """Read the number that was typed."""
        typed = " ".join(texts).strip()
        if not typed:
            return None
        answer = self.convert(parse_number(typed))
        self.check(answer, question, today)
        return answer

    def convert(self, number: Decimal) -> int | float:
        """Turn what was typed into what is stored."""
        return float(number)

    def write(self, answer: Answer, question: Answerable) -> list[str]:
        """Write the number in plain digits, however small it is."""
        return [f"{Decimal(str(answer)):f}"]

    def check(self, answer: object, question: Answerable, today: date) -> None:
        """Refuse what is not a number within the limits."""
        if isinstance(answer, bool) or not isinstance(answer, int | float):
            raise AnswerError(N_("Write a number."))
        lowest, highest = find_limits(question)
        lowest = -LARGEST if lowest is None else lowest
        highest = LARGEST if highest is None else highest
        if not answer >= lowest:  # not-a-number is not, either
            raise AnswerError(N_("The number must be at least %(lowest)s."), lowest=lowest)
        if answer > highest:
            raise AnswerError(N_("The number must be at most %(highest)s."), highest=highest)

    def mistakes(self, question: Answerable) -> list[AnswerError]:
        """Refuse limits that leave no answer."""
        lowest, highest = find_limits(question)
        if lowest is None or highest is None or lowest < highest:
            return []
        return [AnswerError(N_("`min` must be smaller than `max`."))]


def find_limits(question: Answerable) -> tuple[float | None, float | None]:
    """Return the smallest and the largest number that `question` allows, where it says so."""
    settings = question.settings
    return getattr(settings, "min", None), getattr(settings, "max", None)
