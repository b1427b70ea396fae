"""Days."""

import pytest
from pydantic import ValidationError

from survey.errors import AnswerError


@pytest.mark.parametrize("typed", ["2026-01-31", " 2026-01-31 ", "۲۰۲۶-۰۱-۳۱"])
def test_an_iso_day_is_read_in_any_digits(ask, typed):
    """A day is read and stored as year-month-day."""
    assert ask("date").parse(typed) == "2026-01-31"


def test_year_month_and_day_may_come_as_three_texts(ask):
    """Three inputs make one day; all blank make none."""
    assert (ask("date").parse("2026", "01", "31"), ask("date").parse("", " ")) == (
        "2026-01-31",
        None,
    )


@pytest.mark.parametrize(
    "answer", ["2026-02-30", "31-01-2026", "20260131", "2026-W01-1", "soon", 20260131, None]
)
def test_only_a_day_may_be_stored(ask, answer):
    """Days that never were, and other ways of writing, are refused."""
    with pytest.raises(AnswerError, match=r"is not a date\. Write year-month-day"):
        ask("date").check(answer)


def test_a_day_lies_between_its_limits(ask):
    """`earliest` and `latest` themselves are possible, the days beyond are not."""
    question = ask("date", earliest="2020-01-01", latest="today")
    question.check("2020-01-01")
    question.check("2026-11-22")

    with pytest.raises(AnswerError, match=r"must not be before 2020-01-01\."):
        question.check("2019-12-31")
    with pytest.raises(AnswerError, match=r"must not be after 2026-11-22\."):
        question.check("2026-11-23")


def test_a_stored_day_is_written_back(ask):
    """Writing an answer gives what is read back."""
    assert ask("date").write("2026-01-31") == ["2026-01-31"]


@pytest.mark.parametrize("limit", ["31.1.2026", "2026-02-30", "tomorrow"])
def test_a_limit_is_a_day_or_today(ask, limit):
    """Any other limit is refused with a sentence."""
    with pytest.raises(ValidationError, match="Write `today` or year-month-day here"):
        ask("date", latest=limit)


@pytest.mark.parametrize(
    ("limits", "mistakes"),
    [
        ({}, []),
        ({"latest": "2026-01-01"}, []),
        ({"earliest": "2026-01-01", "latest": "today"}, []),
        ({"earliest": "2026-01-01", "latest": "2026-01-01"}, []),
        (
            {"earliest": "2026-01-02", "latest": "2026-01-01"},
            ["`earliest` must not be after `latest`."],
        ),
    ],
)
def test_limits_stand_in_their_order(ask, limits, mistakes):
    """`earliest` after `latest` is a mistake of the questionnaire."""
    assert ask("date", **limits).mistakes == mistakes
