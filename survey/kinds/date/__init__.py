"""Date: a day, entered in the reader's calendar and stored as ISO 8601."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from pydantic import Field, field_validator

from survey.errors import N_, AnswerError
from survey.kinds.model import Answer, Answerable, Comparable, Kind, Settings

TODAY = "today"


class DateSettings(Settings):
    """What a date adds to a question."""

    earliest: str | None = Field(None, description="The first possible day, or `today`.")
    latest: str | None = Field(None, description="The last possible day, or `today`.")

    @field_validator("earliest", "latest")
    @classmethod
    def _is_a_day(cls, limit: str | None) -> str | None:
        if limit not in (None, TODAY):
            date.fromisoformat(limit)
        return limit


class Day(Kind):
    """One ISO date as text, YYYY-MM-DD; forms convert it from and to the reader's calendar."""

    settings = DateSettings
    compares_as: ClassVar[Comparable | None] = "date"

    def parse(self, texts: Sequence[str], question: Answerable, today: date) -> Answer | None:
        """Read an ISO date."""
        written = "-".join(text.strip() for text in texts if text.strip())
        if not written:
            return None
        self.check(written, question, today)
        return written

    def write(self, answer: Answer, question: Answerable) -> list[str]:
        """Write the ISO date."""
        return [str(answer)]

    def check(self, answer: object, question: Answerable, today: date) -> None:
        """Refuse what is no day, or a day outside the limits."""
        day = _read_day(answer)
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


def _read_day(answer: object) -> date:
    try:
        if isinstance(answer, str) and len(answer) == len("2026-01-31"):
            return date.fromisoformat(answer)
    except ValueError:
        pass
    raise AnswerError(
        N_("“%(answer)s” is not a date. Write year-month-day, such as 2026-01-31."), answer=answer
    )


def _read_limit(limit: str | None, today: date) -> date | None:
    if limit is None:
        return None
    return today if limit == TODAY else date.fromisoformat(limit)


KIND = Day()
