"""Time: a time of day, stored as hours and minutes, “07:30”."""

import re
from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from pydantic import Field, field_validator

from survey.digits import tidy_digits
from survey.errors import N_, AnswerError
from survey.kinds.model import Answer, Answerable, Comparable, Kind, Settings, refuse

STORED = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
TYPED = re.compile(
    r"""(?P<hours>[0-9]{1,2}) (?: [:.]?[ ]? (?P<minutes>[0-9]{2}) )?
        (?: [ ]? (?: (?P<morning> a\.?m\.? | ق\.ظ\.? | صبح | صباح[اً]* | ص | پ\.ن\.? )
                  | (?P<evening> p\.?m\.? | ب\.ظ\.? | عصر | مساء[اً]* | م | د\.ن\.? ) ) )?""",
    re.VERBOSE,
)
"""Hours, minutes and half of the day, as English, Persian, Arabic and Sorani write it."""

HALF_A_DAY = 12


class TimeSettings(Settings):
    """What a time adds to a question."""

    earliest: str | None = Field(None, description="The first possible time, such as 06:00.")
    latest: str | None = Field(None, description="The last possible time.")

    @field_validator("earliest", "latest")
    @classmethod
    def _is_a_time(cls, limit: str | None) -> str | None:
        if limit is None or STORED.fullmatch(limit):
            return limit
        raise refuse(N_("Write hours and minutes here, with two digits each, such as 07:30."))


class TimeOfDay(Kind):
    """Hours and minutes of a day of 24 hours; as text they stand in the order of the day."""

    settings = TimeSettings
    compares_as: ClassVar[Comparable | None] = "time"

    def parse(self, texts: Sequence[str], question: Answerable, today: date) -> Answer | None:
        """Read hours and minutes in any digits: 7:30, 730, 7.30, 7 or 7:30 pm."""
        typed = tidy_digits(" ".join(texts)).casefold()
        if not typed:
            return None
        answer = _read_time(typed)
        self.check(answer or typed, question, today)
        return answer

    def write(self, answer: Answer, question: Answerable) -> list[str]:
        """Write hours and minutes."""
        return [str(answer)]

    def check(self, answer: object, question: Answerable, today: date) -> None:
        """Refuse what is no time of day, or a time outside the limits."""
        if not isinstance(answer, str) or not STORED.fullmatch(answer):
            raise AnswerError(
                N_("“%(answer)s” is not a time of day. Write hours and minutes, such as 14:30."),
                answer=answer,
            )
        earliest, latest = find_limits(question)
        if earliest and answer < earliest:
            raise AnswerError(N_("The time must not be before %(earliest)s."), earliest=earliest)
        if latest and answer > latest:
            raise AnswerError(N_("The time must not be after %(latest)s."), latest=latest)

    def mistakes(self, question: Answerable) -> list[AnswerError]:
        """Refuse limits in the wrong order."""
        earliest, latest = find_limits(question)
        if not earliest or not latest or earliest <= latest:
            return []
        return [AnswerError(N_("`earliest` must not be after `latest`."))]


def find_limits(question: Answerable) -> tuple[str | None, str | None]:
    """Return the first and the last time that `question` allows, where it says so."""
    assert isinstance(question.settings, TimeSettings)
    return question.settings.earliest, question.settings.latest


def _read_time(typed: str) -> str | None:
    """Read a time of a clock with 24 hours or with twice 12; None where it is none."""
    found = TYPED.fullmatch(typed)
    if not found:
        return None
    hours = int(found["hours"])
    if found["morning"] or found["evening"]:
        if not 1 <= hours <= HALF_A_DAY:
            return None
        hours = hours % HALF_A_DAY + (HALF_A_DAY if found["evening"] else 0)
    answer = f"{hours:02}:{found['minutes'] or '00'}"
    return answer if STORED.fullmatch(answer) else None


KIND = TimeOfDay()
