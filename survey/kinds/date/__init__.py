"""Date: a day, entered in the reader's calendar and stored as ISO 8601."""

import re
from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from pydantic import Field, field_validator

from survey.calendars import CALENDARS
from survey.digits import tidy_digits
from survey.errors import N_, AnswerError
from survey.kinds.model import Answer, Answerable, Comparable, Kind, Settings, refuse

TODAY = "today"
ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
INCOMPLETE = N_("Choose the day, the month and the year.")


class DateSettings(Settings):
    """What a date adds to a question."""

    earliest: str | None = Field(None, description="The first possible day, or `today`.")
    latest: str | None = Field(None, description="The last possible day, or `today`.")

    @field_validator("earliest", "latest")
    @classmethod
    def _is_a_day(cls, limit: str | None) -> str | None:
        if limit in (None, TODAY) or _find_day(limit):
            return limit
        raise refuse(N_("Write `today` or year-month-day here, such as 2026-01-31."))


class Day(Kind):
    """One ISO date as text, YYYY-MM-DD; forms convert it from and to the reader's calendar."""

    settings = DateSettings
    may_identify = True
    compares_as: ClassVar[Comparable | None] = "date"

    def parse(self, texts: Sequence[str], question: Answerable, today: date) -> Answer | None:
        """Read an ISO date."""
        written = tidy_digits("-".join(text for text in texts if text.strip()))
        if not written:
            return None
        self.check(written, question, today)
        return written

    def parse_inputs(
        self, texts: Sequence[str], question: Answerable, today: date
    ) -> Answer | None:
        """Find the day in the calendar it was chosen in, out of its name, day, month and year.

        The calendar goes along, so that what was chosen in one is never read in another.
        """
        calendar, *numbers = texts or [""]
        if not any(numbers):
            return None
        if len(numbers) != 3 or calendar not in CALENDARS or not _are_digits(numbers):
            raise AnswerError(INCOMPLETE)
        day, month, year = (int(number) for number in numbers)
        chosen = CALENDARS[calendar].from_parts(year, month, day).isoformat()
        return self.parse([chosen], question, today)

    def write(self, answer: Answer, question: Answerable) -> list[str]:
        """Write the ISO date."""
        return [str(answer)]

    def check(self, answer: object, question: Answerable, today: date) -> None:
        """Refuse what is no day, or a day outside the limits."""
        day = _find_day(answer)
        if day is None:
            raise AnswerError(
                N_("“%(answer)s” is not a date. Write year-month-day, such as 2026-01-31."),
                answer=answer,
            )
        assert isinstance(question.settings, DateSettings)
        earliest = _read_limit(question.settings.earliest, today)
        latest = _read_limit(question.settings.latest, today)
        if earliest and day < earliest:
            raise AnswerError(N_("The date must not be before %(earliest)s."), earliest=earliest)
        if latest and day > latest:
            raise AnswerError(N_("The date must not be after %(latest)s."), latest=latest)

    def mistakes(self, question: Answerable) -> list[AnswerError]:
        """Refuse limits in the wrong order."""
        assert isinstance(question.settings, DateSettings)
        first, last = question.settings.earliest, question.settings.latest
        if not first or not last or TODAY in (first, last) or first <= last:
            return []
        return [AnswerError(N_("`earliest` must not be after `latest`."))]


def _find_day(written: object) -> date | None:
    if not isinstance(written, str) or not ISO.fullmatch(written):
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None  # such as the 30th of February


def _are_digits(numbers: Sequence[str]) -> bool:
    return all(number.isascii() and number.isdigit() and len(number) < 5 for number in numbers)


def _read_limit(limit: str | None, today: date) -> date | None:
    if limit is None:
        return None
    return today if limit == TODAY else date.fromisoformat(limit)


KIND = Day()
