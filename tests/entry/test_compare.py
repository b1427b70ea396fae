"""Two entries of a sheet: where they differ, how much they agree, what is chosen."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from survey.entry.compare import compare, resolve
from survey.entry.model import Entry, Head, Sheet

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SHEET = Sheet(UUID(int=7), "town", "first", "sheet", "v", "17", "en", 2, NOW)
FIRST = Entry(SHEET, 1, Head("north", "H3", "Ali", date(2026, 11, 20)), "Sara", {}, NOW, NOW)


@pytest.fixture
def pair(form):
    def make(first: dict[str, object], second: dict[str, object], **head: object):
        one = replace(FIRST, typed=first)
        two = replace(FIRST, turn=2, typed=second, head=replace(FIRST.head, **head))
        return one, compare(form, one, two)

    return make


def test_it_works(pair):
    """One difference in five filled fields is an agreement of 80 percent."""
    _, found = pair({"age": 30}, {"age": 31})
    assert [(d.name, d.first, d.second) for d in found.differences] == [("age", 30, 31)]
    assert found.agreement == 80


def test_a_blank_differs_from_an_answer(pair):
    """What only one of them typed is shown, as a refusal is."""
    _, found = pair({"age": 30, "trust": {"missing": "refused"}}, {"age": 30})
    assert [(d.name, d.second) for d in found.differences] == [("trust", None)]


def test_what_does_not_apply_is_left_out(pair):
    """Answers below a filter count only where the filter calls them up."""
    _, found = pair({"age": 12, "job": "baker"}, {"age": 12})
    assert found.differences == ()


def test_the_head_of_the_sheet_is_compared_too(pair):
    """A household typed differently is a difference; capitals and kinds of ی are none."""
    _, found = pair({}, {}, household="H8", collector="ali")
    assert [(d.name, d.first, d.second) for d in found.differences] == [("household", "H3", "H8")]


def test_members_are_compared_one_by_one(pair):
    """Another number of members shows itself and the members that only one has."""
    _, found = pair(
        {"members": 1, "members-0-years": 4},
        {"members": 2, "members-0-years": 4, "members-1-years": 9},
    )
    assert [d.name for d in found.differences] == ["members", "members-1-years"]


def test_the_order_is_that_of_the_paper(pair):
    """Differences come as the clerk turns the pages."""
    _, found = pair({"wish": "a", "age": 30}, {"trust": "agree", "age": 31}, household="H8")
    assert [d.name for d in found.differences] == ["household", "trust", "age", "wish"]


def test_what_is_chosen_makes_one_entry(pair):
    """A chosen value takes the place of the first, a blank takes it away."""
    first, found = pair({"age": 30, "trust": "agree"}, {"age": 31}, household="H8")
    head, typed = resolve(first, found.differences, {"household": "H8", "trust": None, "age": 32})
    assert (head.household, typed) == ("H8", {"age": 32})
