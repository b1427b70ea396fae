"""Calculations as coordinators write them, and what is said of those that cannot be read."""

import pytest

from survey.conditions.calculate import questions_in_expression
from survey.conditions.parse import ConditionError
from survey.conditions.parse_expression import parse_expression


@pytest.mark.parametrize(
    ("written", "path", "sentence"),
    [
        ("a + b", ("value",), "Write a number here"),
        (True, ("value",), "Write a number here"),
        (1e16, ("value",), "Write a number here"),
        ({}, ("value",), "Write a number here"),
        ({"power": [1, 2]}, ("value",), "“power” is no calculation"),
        ({"q": "a", "is": "b"}, ("value",), "“q, is” is no calculation"),
        ({"add": [1], "sub": [1, 2]}, ("value",), "“add, sub” is no calculation"),
        ({"add": 5}, ("value", "add"), "Write a list of values"),
        ({"add": []}, ("value", "add"), "Write a list of values"),
        ({"add": [1, "x"]}, ("value", "add", 1), "Write a number here"),
        ({"sub": [1, 2, 3]}, ("value", "sub"), "`sub` takes exactly two"),
        ({"years": [{"q": "a"}]}, ("value", "years"), "`years` takes exactly two"),
        ({"round": [1, 7]}, ("value", "round"), "places from 0 to 6"),
        ({"round": [1, 2, 3]}, ("value", "round"), "places from 0 to 6"),
        ({"count": 5}, ("value",), "A count looks like"),
        ({"count": "m", "of": "a"}, ("value",), "A count looks like"),
        ({"sum": "m"}, ("value",), "Write `{sum: members, of: question}`"),
        ({"count": "m", "where": {"q": "a"}}, ("value", "where"), "exactly one comparison"),
        ({"if": {"q": "a", "is": "b"}}, ("value",), "A choice looks like"),
        ({"if": {"q": "a", "is": "b"}, "then": 1, "or": 2}, ("value",), "A choice looks like"),
        ({"if": {"q": "a", "is": "b"}, "then": "x"}, ("value", "then"), "Write a number here"),
        ({"if": {"q": "a", "is": "b"}, "then": 1, "else": "x"}, ("value", "else"), "a number"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_its_place(written, path, sentence):
    """A calculation that is none is an error that says where and what to write instead."""
    with pytest.raises(ConditionError, match=None) as caught:
        parse_expression(written, ("value",))
    mistake = caught.value.mistake
    assert (mistake.path, sentence in mistake.message % mistake.values) == (path, True)


def test_calculations_have_a_limited_depth():
    """Nine levels of calculations are refused."""
    deep: object = 1
    for _ in range(8):
        deep = {"add": [deep]}
    with pytest.raises(ConditionError, match="8 levels"):
        parse_expression(deep)


def test_a_calculation_knows_what_it_looks_at():
    """Every question outside of repeats is named, those of conditions too."""
    written = {
        "if": {"q": "a", "lt": {"q": "b"}},
        "then": {"add": [{"q": "c"}, {"sum": "m", "of": "age"}]},
        "else": {"count": "n"},
    }
    found = questions_in_expression(parse_expression(written))
    assert list(found) == ["a", "b", "c", "m", "n"]
    assert list(
        questions_in_expression(parse_expression({"if": {"q": "a", "is": "x"}, "then": 1}))
    ) == ["a"]
