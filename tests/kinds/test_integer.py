"""Whole numbers."""

import pytest

from survey.errors import AnswerError


@pytest.mark.parametrize("typed", ["12", "۱۲", "١٢", " 12 ", "12.0"])
def test_a_whole_number_is_read_in_any_digits(ask, typed):
    """Persian, Arabic and Latin digits give the same number."""
    assert ask("integer").parse(typed) == 12


def test_nothing_typed_is_blank(ask):
    """Blanks are no answer."""
    assert ask("integer").parse(" ") is None


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("12.5", "Write a whole number, without a fraction"),
        ("twelve", "is not a number"),
        ("-1", "The number must be at least 0"),
        ("31", "The number must be at most 30"),
        ("9" * 60, "The number must be at most 30"),
        ("9" * 60 + ".5", "Write a whole number"),
    ],
)
def test_what_is_no_possible_whole_number_is_refused(ask, typed, message):
    """Fractions, words and numbers beyond `min` and `max` are refused, however long they are."""
    with pytest.raises(AnswerError, match=message):
        ask("integer", min=0, max=30).parse(typed)


@pytest.mark.parametrize("answer", ["12", True, None, 12.0, float("nan"), float("inf"), 10**400])
def test_only_a_whole_number_of_usual_size_may_be_stored(ask, answer):
    """Texts, truths, fractions and numbers that no database stores are refused."""
    with pytest.raises(AnswerError):
        ask("integer").check(answer)


def test_a_stored_number_is_written_in_plain_digits(ask):
    """Writing an answer gives what is read back."""
    assert ask("integer").write(-12) == ["-12"]


def test_a_narrow_range_can_be_scored(ask):
    """From 0 to 3 there are four codes; 2 stands third."""
    question = ask("integer", min=0, max=3)

    assert (question.codes, question.position(2)) == ((0, 1, 2, 3), 2)


@pytest.mark.parametrize("limits", [{}, {"min": 0}, {"max": 5}, {"min": 0, "max": 120}])
def test_an_open_or_wide_range_cannot_be_scored(ask, limits):
    """Both limits are needed, at most 119 apart."""
    assert ask("integer", **limits).codes is None


def test_limits_must_leave_something_to_answer(ask):
    """`min` equal to `max`, or above it, is a mistake of the questionnaire."""
    assert ask("integer", min=0, max=1).mistakes == []
    assert ask("integer", min=3, max=3).mistakes == ["`min` must be smaller than `max`."]
