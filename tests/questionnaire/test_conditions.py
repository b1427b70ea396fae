"""Conditions in questionnaires: no false alarm about those that can be true."""

import pytest

from survey.errors import MahallaError

BEFORE = """\
- {id: safe, kind: yes_no, text: Safe?, missing: [refused]}
- {id: age, kind: integer, text: Age?, min: 0, max: 120, missing: [refused]}
- {id: other_age, kind: integer, text: And?}
- {id: rent, kind: decimal, text: Rent?, max: 0.5, places: 2}
- {id: moved, kind: date, text: Moved?}
- {id: name, kind: text, text: Name?}
- {id: place, kind: geopoint, text: Place?}
- id: near
  kind: many_choices
  text: Near?
  missing: [refused]
  options: [{name: a, text: A}, {name: b, text: B}, {name: c, text: C}, {name: d, text: D}]
- id: first
  kind: rank
  text: First?
  choose: 2
  options: [{name: a, text: A}, {name: b, text: B}, {name: c, text: C}]
- {id: eldest, kind: integer, text: Eldest?, show_if: {q: age, gte: 18}}
"""


def ask(load, rule):
    return load(BEFORE + f"- {{id: why, kind: text, text: Why?, show_if: {rule}}}\n")


@pytest.mark.parametrize(
    "rule",
    [
        "{q: safe, is: 'yes'}",
        "{q: safe, is: refused}",
        "{not: {q: safe, answered: true}}",
        "{q: safe, is_not: 'no'}",
        "{all: [{q: safe, in: ['yes', refused]}, {q: safe, is_not: 'yes'}]}",
        "{q: age, is: refused}",
        "{q: age, is: 18}",
        "{all: [{q: age, gt: 17}, {q: age, lt: 19}]}",
        "{all: [{q: age, gt: 17.2}, {q: age, lt: 18.1}]}",
        "{q: age, gte: 120}",
        "{q: age, answered: true}",
        "{q: age, gt: {q: other_age}}",
        "{q: age, is: {q: other_age}}",
        "{q: other_age, lt: -5000}",
        "{all: [{q: rent, gt: 0.2}, {q: rent, lt: 0.3}]}",
        "{all: [{q: rent, gt: 0.2}, {q: rent, lt: 0.22}]}",
        "{q: rent, gt: 0.2}",
        "{q: moved, gte: 2020-01-01}",
        "{all: [{q: moved, gt: 2020-01-01}, {q: moved, lt: 2020-12-31}]}",
        "{q: moved, answered: true}",
        "{q: moved, is: 2020-01-01}",
        "{q: name, is: Sara}",
        "{all: [{q: name, is_not: Sara}, {q: name, answered: true}]}",
        "{q: place, answered: true}",
        "{q: near, is: refused}",
        "{all: [{q: near, has: a}, {q: near, has: c}, {not: {q: near, has: b}}]}",
        "{all: [{q: near, has: a}, {q: near, count_min: 3}, {not: {q: near, has: b}}]}",
        "{all: [{q: near, has_any: [a, b]}, {not: {q: near, count_min: 2}}]}",
        "{all: [{q: first, has: a}, {q: first, has: c}]}",
        "{q: first, is: {q: near}}",
        "{all: [{q: eldest, gt: 3}, {q: age, lt: 60}]}",
    ],
)
def test_a_condition_that_can_be_true_is_accepted(load, rule):
    """Every operator on every kind it is made for, alone and joined."""
    assert "why" in ask(load, rule).questions


@pytest.mark.parametrize(
    "rule",
    [
        "{all: [{q: safe, is: 'yes'}, {q: safe, is: 'no'}]}",
        "{q: age, gt: 120}",
        "{q: age, is: 1.5}",
        "{all: [{q: age, gt: 17}, {q: age, lt: 18}]}",
        "{all: [{q: rent, gt: 0.2}, {q: rent, lt: 0.21}]}",
        "{q: rent, gt: 0.5}",
        "{all: [{q: moved, gt: 2020-12-31}, {q: moved, lt: 2020-01-01}]}",
        "{q: near, count_min: 5}",
        "{all: [{q: near, is: refused}, {q: near, has: a}]}",
        "{all: [{q: first, has: a}, {q: first, has: b}, {q: first, has: c}]}",
        "{all: [{q: eldest, answered: true}, {q: age, lt: 18}]}",
    ],
)
def test_a_condition_that_can_never_be_true_is_told(load, rule):
    """What contradicts itself, the limits of a question, or the condition of a question."""
    with pytest.raises(MahallaError, match="can never be true"):
        ask(load, rule)


def test_where_there_is_too_much_to_try_the_author_is_believed(load):
    """Five questions with many answers each are not tried out."""
    questions = "".join(
        f"- {{id: q{n}, kind: integer, text: Q?, min: 0, max: 9}}\n" for n in range(8)
    )
    parts = ", ".join(f"{{q: q{n}, gt: 3}}, {{q: q{n}, lt: 2}}" for n in range(8))

    street = load(f"{questions}- {{id: why, kind: text, text: W, show_if: {{all: [{parts}]}}}}\n")

    assert "why" in street.questions


def test_where_there_are_too_many_choices_the_author_is_believed(load):
    """A condition that names twenty answers of one question is not tried out."""
    options = ", ".join(f"{{name: o{n}, text: O}}" for n in range(20))
    named = ", ".join(f"o{n}" for n in range(20))

    street = load(
        f"- {{id: near, kind: many_choices, text: N?, options: [{options}]}}\n"
        f"- {{id: why, kind: text, text: W?, show_if: {{q: near, has_any: [{named}]}}}}\n"
    )

    assert "why" in street.questions


def test_a_long_chain_of_conditions_is_followed(load):
    """Four hundred questions, each asked only because of the one before, are checked."""
    chain = "".join(
        f"- {{id: q{n}, kind: yes_no, text: Q?, show_if: {{q: q{n - 1}, is: 'yes'}}}}\n"
        for n in range(1, 400)
    )

    assert len(load(f"- {{id: q0, kind: yes_no, text: Q?}}\n{chain}").questions) == 400


def test_a_condition_on_a_mistaken_question_is_not_judged(load):
    """Only the mistake of the first question is told, not that it changes who is asked."""
    with pytest.raises(MahallaError) as caught:
        load(
            """
            - {id: age, kind: integer, text: Age?, min: 5, max: 5}
            - {id: why, kind: text, text: Why?, show_if: {q: age, gt: 7}}
            """
        )

    assert [problem.where.line for problem in caught.value.problems] == [8]


def test_a_condition_joined_with_a_mistaken_one_is_not_judged(load):
    """A question whose condition has a mistake counts as asked of everyone."""
    with pytest.raises(MahallaError) as caught:
        load(
            """
            - {id: age, kind: integer, text: Age?, show_if: {q: nobody, is: x}}
            - {id: why, kind: text, text: Why?, show_if: {q: age, gt: 7}}
            """
        )

    assert [problem.where.line for problem in caught.value.problems] == [8]
