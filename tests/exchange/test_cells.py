"""Cells that spreadsheets could run, or tables take for no answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.responses.cells import mark_cell, open_cell

WORDS = {"refused", "99"}


@pytest.mark.parametrize(
    "typed", ["=1+1", "+SUM(A1)", "-cmd|' /C calc'!A0", "@me", "\tx", "\rx", "＝1", "'=1", "-"]
)
def test_no_spreadsheet_runs_what_was_typed(typed: str):
    """What could begin a formula has an apostrophe in front."""
    assert mark_cell(typed) == f"'{typed}"


@pytest.mark.parametrize(
    "typed", ["", "fig", "-5", "+98", "-3.25", "-36.37 -42.44 12", "'tis", "2026-11-22", "a=b"]
)
def test_what_is_harmless_stays_as_it_is(typed: str):
    """Numbers may have signs, places two of them, and words an apostrophe."""
    assert mark_cell(typed) == typed


@pytest.mark.parametrize("typed", ["refused", "99", "'refused"])
def test_an_answer_is_not_taken_for_a_missing_one(typed: str):
    """A text that the table says for no answer is marked too."""
    assert mark_cell(typed, WORDS) == f"'{typed}"


@given(st.text("'=+-@\t\r5. 9refusd＝") | st.sampled_from(["refused", "'refused", "''99"]))
def test_what_was_marked_is_read_as_it_was(typed: str):
    """Whatever somebody typed comes back to the letter."""
    assert open_cell(mark_cell(typed, WORDS), WORDS) == typed
