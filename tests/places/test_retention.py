"""How long a project keeps what: written in its file, kept in the database, counted in days."""

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.errors import MahallaError
from survey.places.file import load_project_file
from survey.places.model import Period, Retention
from survey.places.store import find_project, save_project
from survey.storage.database import Database

HEAD = """\
id: east
title: The east
organisation: The neighbourhood office
questionnaire: trees
waves:
  - {id: spring, title: Spring, starts: 2026-03-01, ends: 2026-05-31}
neighbourhoods:
  - {id: pines, name: The Pines}
"""


def load(folder: Path, line: str) -> Retention:
    file = folder / "east.yaml"
    file.write_text(HEAD + line, encoding="utf-8")
    return load_project_file(file).retention


def complain(folder: Path, line: str) -> str:
    with pytest.raises(MahallaError) as raised:
        load(folder, line)
    return "\n".join(problem.say() for problem in raised.value.problems)


def test_periods_are_read(tmp_path: Path) -> None:
    """Days, months and years, one or many, in any digits."""
    line = "retention: {answers: 24 months, identifiers: 1 year, drafts: ۷ days}\n"
    assert load(tmp_path, line) == Retention(
        Period(24, "month"), Period(1, "year"), Period(7, "day")
    )


def test_nothing_is_declared_nothing_is_deleted(tmp_path: Path) -> None:
    """Without the key, or with part of it, what is not named is kept."""
    assert load(tmp_path, "") == Retention()
    assert load(tmp_path, "retention: {answers: 1 day}\n") == Retention(answers=Period(1, "day"))


def test_periods_survive_in_the_database(tmp_path: Path, database: Database, now: datetime) -> None:
    """What is saved is read back."""
    file = tmp_path / "east.yaml"
    file.write_text(f"{HEAD}retention: {{answers: 24 months, drafts: 1 day}}\n", encoding="utf-8")
    project = load_project_file(file)
    save_project(database, now, "test", project)
    assert find_project(database, "east") == project


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("retention: {answers: soon}", "“soon” is not a period. Write a number and `days`"),
        ("retention: {answers: 24}", "“24” is not a period. Write a number and `days`"),
        ("retention: {answers: 0 days}", "“0 days” is not a period."),
        ("retention: {answers: 51 years}", "“51 years” is too long. Write at most 50 years"),
        ("retention: {drafts: 31 days}", "Write 30 days or less, or leave the line out."),
        ("retention: {drafts: 1 month}", "Write 30 days or less, or leave the line out."),
        ("retention: {names: 1 year}", "There is no key `names` here."),
    ],
)
def test_a_mistake_is_said_with_its_line(tmp_path: Path, line: str, sentence: str) -> None:
    """What cannot be meant is refused, with the place in the file."""
    said = complain(tmp_path, line)
    assert sentence in said
    assert "east.yaml, line 9" in said or "east.yaml:9" in said


@pytest.mark.parametrize(
    ("period", "day", "before"),
    [
        (Period(30, "day"), date(2026, 3, 1), date(2026, 1, 30)),
        (Period(1, "month"), date(2026, 3, 31), date(2026, 2, 28)),
        (Period(24, "month"), date(2026, 11, 22), date(2024, 11, 22)),
        (Period(11, "month"), date(2026, 11, 30), date(2025, 12, 30)),
        (Period(1, "year"), date(2028, 2, 29), date(2027, 2, 28)),
    ],
)
def test_a_period_before_a_day(period: Period, day: date, before: date) -> None:
    """Months and years end on the same day of the month, or on the last one."""
    assert period.before(day) == before


@given(st.integers(1, 600), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_longer_period_reaches_no_less_far(count: int, day: date) -> None:
    """One month more never leaves an answer that one month less would delete."""
    assert Period(count + 1, "month").before(day) <= Period(count, "month").before(day) < day
