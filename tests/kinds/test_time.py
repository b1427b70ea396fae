"""Times of day."""

import pytest
from pydantic import ValidationError

from survey.errors import AnswerError


@pytest.mark.parametrize(
    "typed",
    ["07:30", "7:30", "730", "0730", "7.30", "7 30", "۷:۳۰", "٠٧٣٠", "۷٫۳۰", "7:30 am", "۷:۳۰ ق.ظ",
     "۷:۳۰ صبح", "٧:٣٠ ص", "7:30AM", "٧:٣٠ صباحًا"],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(ask, typed):
    """Any digits, with or without a colon, on a clock of 24 hours or of twice 12."""
    assert ask("time").parse(typed) == "07:30"


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("12 am", "00:00"), ("12 pm", "12:00"), ("۱ ب.ظ", "13:00"), ("11:59 pm", "23:59")],
)
def test_noon_and_midnight_are_told_apart(ask, typed, answer):
    """12 am begins the day, 12 pm is its middle."""
    assert ask("time").parse(typed) == answer


def test_an_hour_alone_is_the_full_hour(ask):
    """Nobody has to type the minutes of a full hour."""
    assert ask("time").parse("۱۴") == "14:00"


def test_nothing_typed_is_blank(ask):
    """Blanks are no answer."""
    assert ask("time").parse(" ") is None


@pytest.mark.parametrize("typed", ["24:00", "7:60", "13 pm", "0 am", "noon", "7:3", "12345", "-7"])
def test_what_is_no_time_is_refused(ask, typed):
    """Hours and minutes that no clock shows are refused with an example."""
    with pytest.raises(AnswerError, match=r"is not a time of day\. Write hours and minutes"):
        ask("time").parse(typed)


@pytest.mark.parametrize("answer", ["7:30", "07:30:00", "24:00", 7, None, ["07:30"]])
def test_only_four_digits_and_a_colon_may_be_stored(ask, answer):
    """Other ways of writing are never stored."""
    with pytest.raises(AnswerError, match="is not a time of day"):
        ask("time").check(answer)


def test_a_time_lies_between_its_limits(ask):
    """`earliest` and `latest` themselves are possible, the minutes beyond are not."""
    question = ask("time", earliest="06:00", latest="22:00")
    question.check("06:00")
    question.check("22:00")

    with pytest.raises(AnswerError, match=r"must not be before 06:00\."):
        question.check("05:59")
    with pytest.raises(AnswerError, match=r"must not be after 22:00\."):
        question.check("22:01")


@pytest.mark.parametrize("limit", ["6:00", "24:00", "noon"])
def test_a_limit_is_written_with_two_digits_each(ask, limit):
    """Any other limit is refused with a sentence."""
    with pytest.raises(ValidationError, match="Write hours and minutes here"):
        ask("time", latest=limit)


def test_limits_stand_in_their_order(ask):
    """`earliest` after `latest` is a mistake of the questionnaire."""
    assert ask("time", earliest="06:00", latest="06:00").mistakes == []
    assert ask("time", earliest="06:01", latest="06:00").mistakes == [
        "`earliest` must not be after `latest`."
    ]
