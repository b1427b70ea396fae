"""Receipts: codes that people type again, and that nobody else finds."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.responses.model import Submission
from survey.responses.receipts import (
    CODE_BYTES,
    find_receipt,
    give_receipt,
    make_code,
    read_code,
    write_code,
)
from survey.responses.store import submit
from survey.storage.database import Database

CODES = st.binary(min_size=CODE_BYTES, max_size=CODE_BYTES).map(make_code)


def test_a_code_has_four_groups_of_digits() -> None:
    """The bytes alone make the code, and the last digit checks the others."""
    written = [write_code(make_code(one)) for one in (bytes(8), b"\0\0\0\0\0\0\x02\x3c")]
    assert [one.split() for one in written] == [["0000"] * 4, ["0000", "0000", "0000", "5724"]]


def test_a_code_breaks_in_its_middle() -> None:
    """On a narrow page two groups stand above two."""
    assert write_code(make_code(bytes(8))).split(" ") == ["0000\xa00000"] * 2


@given(CODES)
def test_a_code_is_read_back_in_any_script(code: str) -> None:
    """A code is read as it was written in Latin, Persian or Arabic digits, in groups or without."""
    typed = [write_code(code, digits) for digits in ("0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩")]
    typed += [code, f" {code[:5]}-{code[5:]} "]
    assert [read_code(text) for text in typed] == [code] * 5


@given(CODES, st.integers(0, 15), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_noticed(code: str, place: int, digit: str) -> None:
    """A code with any one digit changed is refused."""
    typed = code[:place] + digit + code[place + 1 :]
    assert typed == code or read_code(typed) is None


@given(CODES, st.integers(0, 14))
def test_two_neighbours_exchanged_are_noticed(code: str, place: int) -> None:
    """A code with two digits beside each other exchanged is refused."""
    typed = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert typed == code or read_code(typed) is None


@pytest.mark.parametrize("typed", ["", "1234", "0" * 15, "0" * 17, "289S-1DQ4", "٠" * 15 + "x"])
def test_what_is_no_code(typed: str) -> None:
    """A code of the wrong length or with other signs is refused."""
    assert read_code(typed) is None


def test_a_response_is_found_by_each_of_its_receipts(
    database: Database, submission: Submission
) -> None:
    """A second receipt leaves the first one valid; another code finds nothing."""
    submit(database, "omid", submission)
    codes = [give_receipt(database, submission.id, bytes([number] * 8)) for number in (1, 2)]
    assert [find_receipt(database, code) for code in codes] == [submission.id] * 2
    assert find_receipt(database, make_code(bytes(8))) is None


def test_the_database_does_not_tell_codes(database: Database, submission: Submission) -> None:
    """What is kept of a receipt cannot be typed."""
    submit(database, "omid", submission)
    code = give_receipt(database, submission.id, bytes(range(8)))
    [row] = database.query("select * from receipts")
    assert code not in str(row)
    assert UUID(row["response"]) == submission.id
