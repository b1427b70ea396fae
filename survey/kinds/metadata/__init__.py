"""Metadata: what is noted of an interview by itself, such as when it began."""

import re
from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from survey.errors import N_, AnswerError
from survey.kinds.model import Answer, Answerable, Comparable, Kind, Settings

Noted = Literal["start", "end", "today", "duration", "device_time"]
CLOCK = "device_time"
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(
    DAY.pattern + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})"
)


class MetadataSettings(Settings):
    """What metadata adds to a question."""

    of: Noted = Field("start", description="What is noted.")


class Metadata(Kind):
    """Hidden, and never typed: the day or the moment of something, or a duration in seconds.

    `start` and `end` are moments of the server's clock, `device_time` one of the device's;
    `today` is the day on which the interview began. Moments are ISO 8601 with their zone.
    """

    settings = MetadataSettings
    compares_as: ClassVar[Comparable | None] = "date"
    is_asked = False

    def parse(self, texts: Sequence[str], question: Answerable, today: date) -> Answer | None:
        """Read what a table gives; a form gives nothing."""
        written = " ".join(texts).strip()
        if not written:
            return None
        answer = int(written) if written.isascii() and written.isdigit() else written
        self.check(answer, question, today)
        return answer

    def parse_inputs(
        self, texts: Sequence[str], question: Answerable, today: date
    ) -> Answer | None:
        """Read the device's clock; whatever else is noted comes from the server alone."""
        return self.parse(texts, question, today) if is_clock(question) else None

    def write(self, answer: Answer, question: Answerable) -> list[str]:
        """Write the moment, the day or the seconds."""
        return [str(answer)]

    def check(self, answer: object, question: Answerable, today: date) -> None:
        """Refuse what is not noted like this."""
        of = getattr(question.settings, "of", "start")
        if of == "duration":
            is_noted = isinstance(answer, int) and not isinstance(answer, bool) and answer >= 0
        else:
            form = DAY if of == "today" else MOMENT
            is_noted = isinstance(answer, str) and bool(form.fullmatch(answer))
        if not is_noted:
            raise AnswerError(
                N_("“%(answer)s” cannot be noted here. Leave it to the form."), answer=answer
            )


def is_clock(question: Answerable) -> bool:
    """Tell whether the browser notes it."""
    return getattr(question.settings, "of", "") == CLOCK


KIND = Metadata()
