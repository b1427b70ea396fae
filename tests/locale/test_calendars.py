"""Calendars against tables of known days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.calendars import CALENDARS, Parts, parse_date
from survey.errors import AnswerError

GREGORIAN, JALALI, HIJRI = (CALENDARS[name] for name in ("gregorian", "jalali", "hijri"))

KNOWN_DAYS = [
    # Nowruz, as the Calendar Centre of the University of Tehran announced it.
    (JALALI, (1300, 1, 1), "1921-03-21"),
    (JALALI, (1357, 1, 1), "1978-03-21"),
    (JALALI, (1375, 1, 1), "1996-03-20"),
    (JALALI, (1376, 1, 1), "1997-03-21"),
    (JALALI, (1399, 1, 1), "2020-03-20"),
    (JALALI, (1400, 1, 1), "2021-03-21"),
    (JALALI, (1403, 1, 1), "2024-03-20"),
    (JALALI, (1404, 1, 1), "2025-03-21"),
    (JALALI, (1405, 1, 1), "2026-03-21"),
    (JALALI, (1408, 1, 1), "2029-03-20"),
    (JALALI, (1409, 1, 1), "2030-03-21"),
    # The last day of leap years: 30 Esfand.
    (JALALI, (1399, 12, 30), "2021-03-20"),
    (JALALI, (1403, 12, 30), "2025-03-20"),
    (JALALI, (1408, 12, 30), "2030-03-20"),
    # Days that history books give in both calendars.
    (JALALI, (1285, 5, 14), "1906-08-06"),
    (JALALI, (1332, 5, 28), "1953-08-19"),
    (JALALI, (1357, 11, 22), "1979-02-11"),
    (JALALI, (1382, 10, 5), "2003-12-26"),
    # The first of Muharram as Umm al-Qura announced it.
    (HIJRI, (1421, 1, 1), "2000-04-06"),
    (HIJRI, (1440, 1, 1), "2018-09-11"),
    (HIJRI, (1441, 1, 1), "2019-08-31"),
    (HIJRI, (1442, 1, 1), "2020-08-20"),
    (HIJRI, (1443, 1, 1), "2021-08-09"),
    (HIJRI, (1444, 1, 1), "2022-07-30"),
    (HIJRI, (1445, 1, 1), "2023-07-19"),
    (HIJRI, (1446, 1, 1), "2024-07-07"),
    (HIJRI, (1447, 1, 1), "2025-06-26"),
    (HIJRI, (1448, 1, 1), "2026-06-16"),
    # First of Ramadan, first of Shawwal, day of Arafat.
    (HIJRI, (1444, 9, 1), "2023-03-23"),
    (HIJRI, (1445, 9, 1), "2024-03-11"),
    (HIJRI, (1445, 10, 1), "2024-04-10"),
    (HIJRI, (1446, 9, 1), "2025-03-01"),
    (HIJRI, (1446, 12, 9), "2025-06-05"),
    # The ends of the tables.
    (HIJRI, (1343, 1, 1), "1924-08-01"),
    (HIJRI, (1500, 12, 30), "2077-11-16"),
    (GREGORIAN, (2024, 2, 29), "2024-02-29"),
]

ANY_DAY = st.dates(date(1924, 8, 1), date(2077, 11, 16))


@pytest.mark.parametrize(("calendar", "parts", "day"), KNOWN_DAYS)
def test_known_days_are_named_right(calendar, parts, day):
    """A day known from elsewhere has the name its calendar gave it."""
    assert calendar.to_parts(date.fromisoformat(day)) == parts


@pytest.mark.parametrize(("calendar", "parts", "day"), KNOWN_DAYS)
def test_known_names_lead_to_their_days(calendar, parts, day):
    """A name known from elsewhere leads to its day."""
    assert calendar.from_parts(*parts) == date.fromisoformat(day)


@pytest.mark.parametrize("name", sorted(CALENDARS))
@given(day=ANY_DAY)
def test_naming_a_day_loses_nothing(name, day):
    """The name of a day leads back to the same day."""
    calendar = CALENDARS[name]
    assert calendar.from_parts(*calendar.to_parts(day)) == day


@pytest.mark.parametrize("name", sorted(CALENDARS))
@given(day=ANY_DAY.filter(lambda day: day < date(2077, 11, 16)))
def test_the_next_day_is_named_next(name, day):
    """After a day comes the next day of the month, or the first of the next month."""
    calendar = CALENDARS[name]
    year, month, number = calendar.to_parts(day)
    later = calendar.to_parts(day + timedelta(days=1))
    is_last = number == calendar.days_in_month(year, month)
    first = Parts(year, month + 1, 1) if month < 12 else Parts(year + 1, 1, 1)
    assert later == (first if is_last else Parts(year, month, number + 1))


@pytest.mark.parametrize("name", sorted(CALENDARS))
@pytest.mark.parametrize("edge", [0, -1])
def test_every_year_a_person_may_mean_can_be_used(name, edge):
    """The first day of the first and of the last possible year can be found."""
    calendar = CALENDARS[name]
    assert calendar.covers(calendar.from_parts(calendar.years[edge], 1, 1))


@pytest.mark.parametrize(
    ("year", "leap"), [(1399, 30), (1400, 29), (1403, 30), (1405, 29), (1408, 30), (1407, 29)]
)
def test_esfand_has_a_thirtieth_day_in_leap_years_only(year, leap):
    """The last month of the Persian year has 30 days in leap years and 29 in others."""
    assert JALALI.days_in_month(year, 12) == leap


@pytest.mark.parametrize(
    ("calendar", "typed", "sentence"),
    [
        (GREGORIAN, (1405, 9, 1), "1405 is not a year of the Gregorian calendar"),
        (JALALI, (2026, 11, 22), "2026 is not a year of the Persian calendar"),
        (HIJRI, (2026, 11, 22), "2026 is not a year of the Hijri calendar"),
        (JALALI, (5, 9, 1), "Write a year from 1200 to 1599"),
        (JALALI, (1405, 13, 1), "There is no month 13. Choose a month from 1 to 12."),
        (JALALI, (1405, 0, 1), "There is no month 0. Choose a month from 1 to 12."),
        (
            JALALI,
            (1405, 12, 30),
            "Month 12 of the year 1405 has 29 days. Choose a day from 1 to 29",
        ),
        (GREGORIAN, (2026, 2, 29), "Month 2 of the year 2026 has 28 days"),
        (GREGORIAN, (2026, 2, 0), "Choose a day from 1 to 28"),
    ],
)
def test_a_day_that_is_none_is_refused(calendar, typed, sentence):
    """A year of another calendar, a month or a day that is not there is refused in a sentence."""
    with pytest.raises(AnswerError, match=sentence):
        calendar.from_parts(*typed)


def test_a_day_beyond_the_tables_is_refused():
    """A day before the Umm al-Qura tables begin has no Hijri name."""
    with pytest.raises(AnswerError, match="The day 1924-07-31 is outside the calendar used here"):
        HIJRI.to_parts(date(1924, 7, 31))


@pytest.mark.parametrize(
    ("calendar", "typed"),
    [
        (JALALI, "۱/۹/۱۴۰۵"),
        (JALALI, "1405/9/1"),
        (JALALI, "۱۴۰۵-۰۹-۰۱"),
        (JALALI, " ۱ ۹ ۱۴۰۵ "),
        (JALALI, "2026-11-22"),
        (GREGORIAN, "٢٢/١١/٢٠٢٦"),
        (GREGORIAN, "22.11.2026"),
        (GREGORIAN, "22-11-2026"),
        (GREGORIAN, "2026/11/22"),
        (GREGORIAN, "\u200f٢٢/١١/٢٠٢٦"),
        (HIJRI, "12/6/1448"),
        (HIJRI, "2026-11-22"),
    ],
)
def test_a_date_is_read_in_the_readers_calendar_or_as_iso(calendar, typed):
    """Day-month-year and year-month-day are read in any digits; ISO dates in every calendar."""
    assert parse_date(typed, calendar) == date(2026, 11, 22)


@pytest.mark.parametrize("typed", ["", "tomorrow", "22/11", "22/11-2026", "1/2/3/4", "20261122"])
def test_what_is_no_date_is_refused(typed):
    """Anything else is refused with a sentence that shows how to write a date."""
    with pytest.raises(AnswerError, match=r"is not a date\. Write the day, the month and the year"):
        parse_date(typed, JALALI)


@pytest.mark.parametrize(
    ("calendar", "typed"),
    [(GREGORIAN, "1/9/1405"), (GREGORIAN, "1405-09-01"), (JALALI, "22/11/2026")],
)
def test_a_year_of_another_calendar_is_not_taken_for_ours(calendar, typed):
    """1405 typed for a Gregorian year, or 2026 for a Persian one, is an error that says so."""
    with pytest.raises(AnswerError, match="which is used here"):
        parse_date(typed, calendar)
