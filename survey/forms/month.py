"""One month as a calendar on a wall: its days in weeks, in the reader's calendar."""

from dataclasses import dataclass
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from survey.locale import DEFAULT, Language

WEEK = 7


@dataclass(frozen=True)
class Month:
    """A month with a day in it; `weeks` hold days of the month, None before and after it."""

    title: str
    today: int
    day_names: list[str]
    weeks: list[list[int | None]]


def show_month(day: date, language: Language) -> Month:
    """Lay out the month of `day`."""
    calendar, parts, locale = language.calendar, language.parts(day), _find_locale(language)
    first = calendar.from_parts(parts.year, parts.month, 1)
    blanks = (first.weekday() - locale.first_week_day) % WEEK
    days = calendar.days_in_month(parts.year, parts.month)
    cells = [None] * blanks + list(range(1, days + 1))
    cells += [None] * (-len(cells) % WEEK)
    names = locale.days["stand-alone"]["narrow"]
    return Month(
        title=language.date(day),
        today=parts.day,
        day_names=[names[(locale.first_week_day + place) % WEEK] for place in range(WEEK)],
        weeks=[cells[start : start + WEEK] for start in range(0, len(cells), WEEK)],
    )


def _find_locale(language: Language) -> Locale:
    """Find how weeks are where a language is mostly spoken."""
    likely = get_global("likely_subtags").get(language.tag, language.tag).split("_")
    try:
        return Locale.parse(f"{likely[0]}_{likely[-1]}")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(DEFAULT)
