"""Conditions read from YAML values."""

import pytest

from survey.conditions.model import All, AnyOf, Comparison, Not, Reference
from survey.conditions.parse import ConditionError, parse_condition


def test_a_comparison_names_a_question_an_operator_and_an_answer():
    """`{q: …, is: …}` is one comparison."""
    assert parse_condition({"q": "has_children", "is": "yes"}) == Comparison(
        "has_children", "is", "yes"
    )


def test_all_any_and_not_join_conditions():
    """`all` and `any` take lists, `not` takes one condition."""
    raw = {
        "all": [
            {"any": [{"q": "age", "gte": 18}, {"q": "role", "in": ["parent", "guardian"]}]},
            {"not": {"q": "services", "has": "none"}},
        ]
    }

    assert parse_condition(raw) == All(
        (
            AnyOf(
                (
                    Comparison("age", "gte", 18),
                    Comparison("role", "in", ("parent", "guardian")),
                )
            ),
            Not(Comparison("services", "has", "none")),
        )
    )


@pytest.mark.parametrize(
    ("operator", "raw", "operand"),
    [
        ("answered", True, True),
        ("answered", False, False),
        ("count_min", 2, 2),
        ("has_any", ["market", "school"], ("market", "school")),
        ("in", [1, 2.5], (1, 2.5)),
        ("is_not", "no", "no"),
        ("lt", 3.5, 3.5),
        ("lte", {"q": "last_year"}, Reference("last_year")),
    ],
)
def test_every_operator_has_its_own_sort_of_right_side(operator, raw, operand):
    """A right side is a word, a number, a list, true or false, or another question."""
    assert parse_condition({"q": "a", operator: raw}) == Comparison("a", operator, operand)


@pytest.mark.parametrize(
    ("raw", "path", "message"),
    [
        ("age > 18", (), "A condition looks like"),
        ({}, (), "A condition looks like"),
        (None, (), "A condition looks like"),
        ({"and": []}, (), "is no condition"),
        ({"all": [], "any": []}, (), "is no condition"),
        ({"all": []}, ("all",), "Write a list of conditions"),
        ({"any": {"q": "a", "is": "b"}}, ("any",), "Write a list of conditions"),
        ({"all": [{"q": "a", "is": "b"}, 5]}, ("all", 1), "A condition looks like"),
        ({"not": []}, ("not",), "A condition looks like"),
        ({"q": 5, "is": "b"}, ("q",), "write the id of a question"),
        ({"q": "a"}, (), "write exactly one comparison"),
        ({"q": "a", "is": "b", "lt": 3}, (), "write exactly one comparison"),
        ({"q": "a", "equals": "b"}, (), "write exactly one comparison"),
        ({"q": "a", "is": None}, ("is",), "Write one answer, one number"),
        ({"q": "a", "is": True}, ("is",), "Write one answer, one number"),
        ({"q": "a", "is": ["b"]}, ("is",), "Write one answer, one number"),
        ({"q": "a", "lt": float("nan")}, ("lt",), "Write one answer, one number"),
        ({"q": "a", "lt": float("inf")}, ("lt",), "Write one answer, one number"),
        ({"q": "a", "in": "b"}, ("in",), "Write a list of answers"),
        ({"q": "a", "in": []}, ("in",), "Write a list of answers"),
        ({"q": "a", "in": [True]}, ("in",), "Write a list of answers"),
        ({"q": "a", "answered": "yes"}, ("answered",), "Write true or false"),
        ({"q": "a", "count_min": 2.5}, ("count_min",), "Write a whole number"),
        ({"q": "a", "count_min": True}, ("count_min",), "Write a whole number"),
        ({"q": "a", "has": {"q": "b"}}, ("has",), "Another question is named"),
        ({"q": "a", "is": {"question": "b"}}, ("is",), "Another question is named"),
        ({"q": "a", "is": {"q": 5}}, ("is",), "Another question is named"),
    ],
)
def test_what_is_no_condition_is_refused_where_it_stands(raw, path, message):
    """A mistake carries the path to it and a sentence that says what to write."""
    with pytest.raises(ConditionError) as caught:
        parse_condition(raw)

    assert (caught.value.mistake.path, message in caught.value.mistake.message) == (path, True)


def test_eight_levels_are_the_most():
    """A condition inside eight others is refused, one inside seven is read."""
    deep = {"q": "a", "is": "b"}
    for _ in range(7):
        deep = {"not": deep}
    parse_condition(deep)

    with pytest.raises(ConditionError, match="at most 8 levels"):
        parse_condition({"not": deep})
