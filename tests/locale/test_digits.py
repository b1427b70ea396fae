"""Digits and letters as people type them."""

from decimal import Decimal

import pytest

from survey.digits import fold_digits, fold_letters, parse_number
from survey.errors import AnswerError


def test_digits_of_three_kinds_fold_to_one():
    """Persian and Arabic digits and marks become Latin ones, everything else stays."""
    assert fold_digits("۱۲٫۵ و ٣٬٤٥٦ and 7") == "12.5 و 3,456 and 7"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", "12"),
        ("۱۲٫۵", "12.5"),
        ("12.5", "12.5"),
        ("1٬200", "1200"),
        ("1,200", "1200"),
        ("١٬٢٠٠٫٥", "1200.5"),
        ("۱،۲۰۰", "1200"),
        ("1 200 000", "1200000"),
        ("1200", "1200"),
        (" ٫۵ ", "0.5"),
        ("-۴", "-4"),
        ("−4", "-4"),
        ("\u200e-4\u200f", "-4"),
        ("\u2066−۴\u2069", "-4"),
        ("+7", "7"),
    ],
)
def test_numbers_are_read_as_people_type_them(typed, number):
    """A number is read in any digits, with or without marks between groups of three."""
    assert parse_number(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["1,5", "۱٬۵", "12,00", "1,200,5"])
def test_a_comma_that_could_mean_two_things_is_refused(typed):
    """A comma that does not set off three digits is neither guessed a decimal nor dropped."""
    with pytest.raises(AnswerError, match="can be read in two ways"):
        parse_number(typed)


@pytest.mark.parametrize(
    "typed", ["", "abc", "12.", "1.2.3", "5/2", "1,200 300", "१२", "1e3", "--1"]
)
def test_what_is_no_number_is_refused(typed):
    """Anything else is refused with a sentence that shows how to write a number."""
    with pytest.raises(AnswerError, match=r"is not a number\. Write it with digits only"):
        parse_number(typed)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("كريم", "کریم"),
        ("عليّ", "علی"),
        ("خانهٔ", "خانه"),
        ("خانۀ", "خانه"),
        ("مي‌روم", "میروم"),
        ("أحمد", "احمد"),
        ("مدرسة", "مدرسه"),
        ("الـــمــاء", "الماء"),
        ("Mahalla  ۱۲", "mahalla 12"),
        ("ﻻ", "لا"),
    ],
)
def test_letters_fold_for_search(written, typed):
    """The same name is found however its letters, marks, digits and spaces were typed."""
    assert fold_letters(written) == fold_letters(typed)
