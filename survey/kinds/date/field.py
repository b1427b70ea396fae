"""The field of a date: a day, a month and a year of the reader's calendar to choose from."""

from datetime import date

from wtforms.fields.core import UnboundField

from survey.kinds.date import TODAY
from survey.kinds.fields import AnswerField
from survey.kinds.model import Answer
from survey.kinds.reading import Asked
from survey.locale import Language

YEARS_BACK, YEARS_AHEAD = 120, 10


class DateField(AnswerField):
    """Four texts: the calendar's name, the day, the month and the year."""

    def write(self, answer: Answer) -> list[str]:
        """Name the day in the reader's calendar."""
        day = date.fromisoformat(str(answer))
        if not self.language.calendar.covers(day):
            return []
        parts = self.language.parts(day)
        return [self.language.calendar.name, str(parts.day), str(parts.month), str(parts.year)]

    @property
    def chosen(self) -> list[str]:
        """The day, the month and the year chosen, empty where none is."""
        calendar, *numbers = self.texts or [""]
        is_readable = calendar == self.language.calendar.name and len(numbers) == 3
        return numbers if is_readable else ["", "", ""]

    @property
    def in_words(self) -> str:
        """The day as it is written in the reader's calendar, or what was chosen of it so far."""
        if isinstance(self.data, str):
            return self.language.date(date.fromisoformat(self.data))
        return " ".join(part for part in self.chosen if part)

    @property
    def years(self) -> range:
        """The years to choose from, the latest first."""
        settings = self.question.settings
        now = self.language.parts(self.today).year
        first = self._find_year(getattr(settings, "earliest", None)) or now - YEARS_BACK
        last = self._find_year(getattr(settings, "latest", None)) or now + YEARS_AHEAD
        return range(last, first - 1, -1)

    def _find_year(self, limit: str | None) -> int | None:
        if limit is None:
            return None
        day = self.today if limit == TODAY else date.fromisoformat(limit)
        return self.language.parts(day).year


def field(question: Asked, language: Language, today: date) -> "UnboundField[DateField]":
    """Make the field of a date question."""
    return UnboundField(DateField, question=question, language=language, today=today)
