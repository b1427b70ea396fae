"""Conditions on answers: a truth table for every operator."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.conditions.evaluate import comparisons_in, evaluate, questions_in
from survey.conditions.model import All, AnyOf, Comparison, Not
from survey.conditions.parse import parse_condition

REFUSED = {"missing": "refused"}
TRUTHS = [
    # condition                          answer      does it hold
    ({"q": "a", "is": "yes"}, "yes", True),
    ({"q": "a", "is": "yes"}, "no", False),
    ({"q": "a", "is": "yes"}, None, False),
    ({"q": "a", "is": "refused"}, REFUSED, True),
    ({"q": "a", "is": "yes"}, REFUSED, False),
    ({"q": "a", "is": 3}, 3, True),
    ({"q": "a", "is_not": "yes"}, "no", True),
    ({"q": "a", "is_not": "yes"}, "yes", False),
    ({"q": "a", "is_not": "yes"}, None, True),
    ({"q": "a", "is_not": "refused"}, REFUSED, False),
    ({"q": "a", "in": ["x", "y"]}, "y", True),
    ({"q": "a", "in": ["x", "y"]}, "z", False),
    ({"q": "a", "in": ["x", "y"]}, None, False),
    ({"q": "a", "in": ["x", "refused"]}, REFUSED, True),
    ({"q": "a", "has": "x"}, ["x", "y"], True),
    ({"q": "a", "has": "x"}, ["y"], False),
    ({"q": "a", "has": "x"}, None, False),
    ({"q": "a", "has": "x"}, "x", False),
    ({"q": "a", "has": "refused"}, REFUSED, False),
    ({"q": "a", "has_any": ["x", "z"]}, ["z"], True),
    ({"q": "a", "has_any": ["x", "z"]}, ["y"], False),
    ({"q": "a", "has_any": ["x", "z"]}, None, False),
    ({"q": "a", "count_min": 2}, ["x", "y"], True),
    ({"q": "a", "count_min": 2}, ["x"], False),
    ({"q": "a", "count_min": 0}, None, False),
    ({"q": "a", "answered": True}, "x", True),
    ({"q": "a", "answered": True}, 0, True),
    ({"q": "a", "answered": True}, None, False),
    ({"q": "a", "answered": True}, REFUSED, False),
    ({"q": "a", "answered": False}, None, True),
    ({"q": "a", "answered": False}, REFUSED, True),
    ({"q": "a", "answered": False}, "x", False),
    ({"q": "a", "eq": 3}, 3, True),
    ({"q": "a", "eq": 3}, 3.0, True),
    ({"q": "a", "eq": 3}, "3", False),
    ({"q": "a", "eq": 3}, None, False),
    ({"q": "a", "lt": 3}, 2, True),
    ({"q": "a", "lt": 3}, 3, False),
    ({"q": "a", "lt": 3}, None, False),
    ({"q": "a", "lt": 3}, REFUSED, False),
    ({"q": "a", "lte": 3}, 3, True),
    ({"q": "a", "lte": 3}, 3.5, False),
    ({"q": "a", "gt": 3}, 3.5, True),
    ({"q": "a", "gt": 3}, 3, False),
    ({"q": "a", "gte": 3}, 3, True),
    ({"q": "a", "gte": 3}, 2, False),
    ({"q": "a", "gte": 3}, None, False),
    ({"q": "a", "lt": "2026-02-01"}, "2026-01-31", True),
    ({"q": "a", "gte": "2026-02-01"}, "2026-01-31", False),
    ({"q": "a", "lt": "2026-02-01"}, 5, False),
    ({"q": "a", "gt": 0}, True, False),
]


@pytest.mark.parametrize(("raw", "answer", "holds"), TRUTHS)
def test_every_operator_follows_the_truth_table(raw, answer, holds):
    """An operator tells what the table says; `None` is a blank, which compares false."""
    answers = {} if answer is None else {"a": answer}

    assert evaluate(parse_condition(raw), answers) is holds


@pytest.mark.parametrize(
    ("operator", "left", "right", "holds"),
    [
        ("is", "x", "x", True),
        ("is", "x", "y", False),
        ("is", "x", None, False),
        ("is", None, None, False),
        ("is_not", "x", "y", True),
        ("is_not", "x", None, True),
        ("is_not", "x", "x", False),
        ("gt", 5, 3, True),
        ("gt", 5, None, False),
        ("lte", "2026-01-31", "2026-02-01", True),
    ],
)
def test_the_right_side_may_be_another_answer(operator, left, right, holds):
    """`{q: other}` is the answer to the other question; a blank one compares false."""
    given_answers = {"a": left, "b": right}
    answers = {name: answer for name, answer in given_answers.items() if answer is not None}

    assert evaluate(parse_condition({"q": "a", operator: {"q": "b"}}), answers) is holds


@pytest.mark.parametrize("left", [True, False])
@pytest.mark.parametrize("right", [True, False])
def test_all_any_and_not_are_and_or_and_not(left, right):
    """`all`, `any` and `not` join truths as logic does."""
    parts = (Comparison("a", "answered", left), Comparison("a", "answered", right))
    answers = {"a": "x"}

    assert evaluate(All(parts), answers) is (left and right)
    assert evaluate(AnyOf(parts), answers) is (left or right)
    assert evaluate(Not(parts[0]), answers) is not left


def test_nothing_to_join_is_true_for_all_and_false_for_any():
    """An empty `all` holds, an empty `any` does not."""
    assert (evaluate(All(()), {}), evaluate(AnyOf(()), {})) == (True, False)


def test_a_condition_knows_the_questions_it_looks_at():
    """Both sides of every comparison count."""
    condition = parse_condition(
        {"any": [{"not": {"q": "a", "is": "x"}}, {"all": [{"q": "b", "gt": {"q": "c"}}]}]}
    )

    assert list(questions_in(condition)) == ["a", "b", "c"]
    assert [comparison.question for comparison in comparisons_in(condition)] == ["a", "b"]


comparisons = st.sampled_from([parse_condition(raw) for raw, _, _ in TRUTHS])
conditions = st.recursive(
    comparisons,
    lambda parts: st.one_of(
        st.lists(parts, max_size=3).map(lambda found: All(tuple(found))),
        st.lists(parts, max_size=3).map(lambda found: AnyOf(tuple(found))),
        parts.map(Not),
    ),
    max_leaves=8,
)
answers = st.sampled_from([{}] + [{"a": answer} for _, answer, _ in TRUTHS if answer is not None])


def by_the_table(condition, given_answers):
    """Work a condition out from single comparisons by the laws of logic alone."""
    match condition:
        case All(parts):
            return not any(not by_the_table(part, given_answers) for part in parts)
        case AnyOf(parts):
            return not all(not by_the_table(part, given_answers) for part in parts)
        case Not(part):
            return not by_the_table(part, given_answers)
    return evaluate(condition, given_answers)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(conditions, answers)
def test_joined_conditions_obey_the_laws_of_logic(condition, given_answers):
    """Whatever is nested in whatever, `all`, `any` and `not` exchange as De Morgan says."""
    assert evaluate(condition, given_answers) is by_the_table(condition, given_answers)
