"""Numbers with a fraction."""

import pytest

from survey.errors import AnswerError


@pytest.mark.parametrize("typed", ["1200.5", "1,200.5", "۱٬۲۰۰٫۵", "١٢٠٠٫٥"])
def test_a_fraction_is_read_in_any_digits(ask, typed):
    """Decimal and group marks of all three kinds of digits are understood."""
    assert ask("decimal").parse(typed) == 1200.5


def test_no_more_places_than_the_question_allows(ask):
    """`places: 1` takes 2.5 and refuses 2.55."""
    question = ask("decimal", places=1)
    question.check(2.5)

    with pytest.raises(AnswerError, match="at most 1 digits after the decimal mark"):
        question.parse("2.55")


def test_a_small_number_is_written_in_plain_digits(ask):
    """0.00001 is not written as 1e-05, which nobody could read back."""
    question = ask("decimal", places=6)

    assert question.write(0.00001) == ["0.00001"]
    assert question.parse("0.00001") == 0.00001


def test_a_decimal_is_not_scored(ask):
    """A decimal has no codes."""
    assert ask("decimal", min=0, max=1).codes is None
