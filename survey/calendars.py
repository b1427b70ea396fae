"""Calendars: the Gregorian, Persian (Jalali) and Hijri (Umm al-Qura) names of a day."""

import calendar
import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple

from hijridate import Gregorian as UmmAlQuraDay
from hijridate import Hijri
from persiantools.jdatetime import JalaliDate

from survey.digits import tidy_digits
from survey.errors import N_, AnswerError


class Parts(NamedTuple):
    """A day as one calendar names it; months and days count from 1."""

    year: int
    month: int
    day: int


class Calendar(ABC):
    """One way of naming days.

    `years` are the ones a person may mean; they keep apart the Gregorian years from the others,
    so that 1405 typed for a Gregorian year is seen to be a slip. `wrong_year` says so.
    """

    name: ClassVar[str]
    years: ClassVar[range]
    wrong_year: ClassVar[str]

    @abstractmethod
    def _count_days(self, year: int, month: int) -> int: ...

    @abstractmethod
    def _find_day(self, year: int, month: int, day: int) -> date: ...

    @abstractmethod
    def _name_day(self, day: date) -> Parts: ...

    def covers(self, day: date) -> bool:
        """Tell whether `day` falls in one of `years`."""
        first = self._find_day(self.years[0], 1, 1)
        last_month = self._count_days(self.years[-1], 12)
        return first <= day <= self._find_day(self.years[-1], 12, last_month)

    def days_in_month(self, year: int, month: int) -> int:
        """Count the days of a month; raises AnswerError where there is no such month."""
        self._check_month(year, month)
        return self._count_days(year, month)

    def to_parts(self, day: date) -> Parts:
        """Name `day` in this calendar; raises AnswerError for a day it does not cover."""
        if not self.covers(day):
            raise AnswerError(
                N_("The day %(day)s is outside the calendar used here."), day=day.isoformat()
            )
        return self._name_day(day)

    def from_parts(self, year: int, month: int, day: int) -> date:
        """Find the day that this calendar names so; raises AnswerError saying what is wrong."""
        days = self.days_in_month(year, month)
        if not 1 <= day <= days:
            raise AnswerError(
                N_(
                    "Month %(month)s of the year %(year)s has %(days)s days. "
                    "Choose a day from 1 to %(days)s."
                ),
                month=month,
                year=year,
                days=days,
            )
        return self._find_day(year, month, day)

    def _check_month(self, year: int, month: int) -> None:
        if year not in self.years:
            raise AnswerError(
                self.wrong_year, year=str(year), first=self.years[0], last=self.years[-1]
            )
        if not 1 <= month <= 12:
            raise AnswerError(
                N_("There is no month %(month)s. Choose a month from 1 to 12."), month=month
            )


@dataclass(frozen=True)
class Gregorian(Calendar):
    """The calendar of ISO dates."""

    name = "gregorian"
    years = range(1800, 2250)
    wrong_year = N_(
        "%(year)s is not a year of the Gregorian calendar, which is used here. "
        "Write a year from %(first)s to %(last)s."
    )

    def _count_days(self, year: int, month: int) -> int:
        return calendar.monthrange(year, month)[1]

    def _find_day(self, year: int, month: int, day: int) -> date:
        return date(year, month, day)

    def _name_day(self, day: date) -> Parts:
        return Parts(day.year, day.month, day.day)


@dataclass(frozen=True)
class Jalali(Calendar):
    """The solar Hijri calendar of Iran and Afghanistan; its year begins at Nowruz."""

    name = "jalali"
    years = range(1200, 1600)
    wrong_year = N_(
        "%(year)s is not a year of the Persian calendar, which is used here. "
        "Write a year from %(first)s to %(last)s."
    )

    def _count_days(self, year: int, month: int) -> int:
        return int(JalaliDate.days_in_month(month, year))

    def _find_day(self, year: int, month: int, day: int) -> date:
        gregorian: date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
        return gregorian

    def _name_day(self, day: date) -> Parts:
        jalali = JalaliDate(day)  # type: ignore[no-untyped-call]
        return Parts(jalali.year, jalali.month, jalali.day)


@dataclass(frozen=True)
class UmmAlQura(Calendar):
    """The lunar Hijri calendar of the Umm al-Qura tables, which reach from 1343 to 1500."""

    name = "hijri"
    years = range(1343, 1501)
    wrong_year = N_(
        "%(year)s is not a year of the Hijri calendar, which is used here. "
        "Write a year from %(first)s to %(last)s."
    )

    def _count_days(self, year: int, month: int) -> int:
        return int(Hijri(year, month, 1).month_length())

    def _find_day(self, year: int, month: int, day: int) -> date:
        return date.fromordinal(Hijri(year, month, day).to_gregorian().toordinal())

    def _name_day(self, day: date) -> Parts:
        return Parts(*UmmAlQuraDay.fromdate(day).to_hijri().datetuple())


GREGORIAN = Gregorian()
CALENDARS: dict[str, Calendar] = {known.name: known for known in (GREGORIAN, Jalali(), UmmAlQura())}

_THREE_NUMBERS = re.compile(r"([0-9]{1,4})([-/. ])([0-9]{1,2})\2([0-9]{1,4})")


def parse_date(text: str, calendar: Calendar) -> date:
    """Read a date typed in any digits; raises AnswerError.

    Read are day, month, year and year, month, day in `calendar`, and ISO dates (Gregorian,
    `2026-11-22`) in every calendar.
    """
    found = _THREE_NUMBERS.fullmatch(tidy_digits(text))
    if not found:
        raise AnswerError(
            N_(
                "“%(answer)s” is not a date. Write the day, the month and the year as numbers, "
                "such as 5/12/%(year)s."
            ),
            answer=text,
            year=calendar.years[len(calendar.years) // 2],
        )
    first, mark, month, last = found.groups()
    if mark == "-" and int(first) in GREGORIAN.years:
        return GREGORIAN.from_parts(int(first), int(month), int(last))
    year, day = (first, last) if len(first) > 2 else (last, first)
    return calendar.from_parts(int(year), int(month), int(day))
