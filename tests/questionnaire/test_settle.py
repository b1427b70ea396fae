"""What answers amount to: members, values worked out, options that come and go, checks."""

from pathlib import Path

import pytest

from survey.questionnaire.flow import (
    arrange,
    count_members,
    failed_checks,
    find_random,
    looked_at,
    offer,
    settle,
)
from survey.questionnaire.load import load_questionnaire, parse_questionnaire

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def household():
    return load_questionnaire(HERE / "household.yaml")


def test_a_value_is_worked_out_and_decides_what_is_asked(household):
    """Seven people in two rooms are 3.5 a room, so that the question about crowding is asked."""
    settled = settle(household, {"people": 7, "rooms": 2, "density": 99})

    assert settled.answers["density"] == 3.5
    assert "crowded" in settled.visible


def test_a_value_without_its_parts_is_blank(household):
    """Without rooms there is no density, whatever was sent in its place."""
    assert "density" not in settle(household, {"people": 7, "density": 99}).answers


def test_beside_a_members_question_stand_its_own_answers(household):
    """What was answered outside, and by the same member; outside nobody is seen."""
    members = [{"name": "Ali", "age": 40}, {"name": "Zahra", "age": 9}]
    settled = settle(household, {"people": 2, "members": members})

    inside, outside = settled.scope_of("members.1.age"), settled.scope_of("people")

    assert (inside["people"], inside["name"], inside["age"]) == (2, "Zahra", 9)
    assert "name" not in outside


def test_a_row_of_a_matrix_is_a_question_of_its_own(household):
    """Rows take the answers of their matrix, are stored by their own id and have conditions."""
    water = household.questions["water"]

    assert (water.kind, water.matrix, water.missing) == ("rating", "supply", ("refused",))
    assert settle(household, {"water": "low", "power": "high"}).answers == {
        "water": "low",
        "power": "high",
    }
    assert "power" not in settle(household, {"water": "high", "power": "high"}).answers


def test_an_option_that_is_not_offered_is_no_answer(household):
    """A quarter of the other district does not count, nor a shop there among several."""
    given = {"district": "south", "quarter": "mill", "shops": ["market", "street"]}
    settled = settle(household, given)

    assert settled.answers == {"district": "south", "shops": ["street"]}
    assert ("quarter", "mill") in settled.closed
    names = [option.name for option in offer(household.questions["quarter"], given).options]
    assert names == ["bridge", "other"]


def test_questions_of_members_follow_each_members_answers(household):
    """The child is asked about school, the grown-up is not; an answer there does not count."""
    members = [{"age": 9, "school": "no", "reason": "far"}, {"age": 40, "school": "yes"}]
    settled = settle(household, {"people": 2, "members": members})

    assert settled.answers["members"] == [
        {"age": 9, "school": "no", "reason": "far"},
        {"age": 40},
    ]
    assert {"members.0.school", "members.1.age"} <= settled.visible
    assert "members.1.school" not in settled.visible


def test_members_are_counted_for_questions_after_them(household):
    """One child among the members is enough to ask who looks after children."""
    members = [{"age": 9}, {"age": {"missing": "refused"}}, {"age": 40}]
    settled = settle(household, {"people": 3, "members": members})

    assert settled.answers["minors"] == 1
    assert "care" in settled.visible


def test_a_member_of_whom_nothing_is_known_does_not_count(household):
    """Empty members are left out of the answers, and all of them together are a blank."""
    assert "members" not in settle(household, {"people": 1, "members": [{}, {}]}).answers


def test_a_refusal_of_the_whole_list_stays(household):
    """That nobody wanted to speak of the members is an answer, too."""
    refused = {"missing": "refused"}
    assert settle(household, {"people": 1, "members": refused}).answers["members"] == refused


@pytest.mark.parametrize(
    ("rooms", "count"),
    [(2, 2), (9, 3), (2.7, 2), (-0.5, 0), (None, 0), ({"missing": "refused"}, 0)],
)
def test_another_answer_says_how_many_members_there_are(household, rooms, count):
    """As many rooms are asked about as there are, but no more than `max`; none if nobody knows."""
    assert count_members(household.questions["rooms_of"], {"rooms": rooms}, 5) == count


def test_a_check_is_tried_when_all_it_needs_is_answered(household):
    """Nine children among seven people is a mistake; without the people nothing is said."""
    children = household.questions["children"]

    [check] = failed_checks(children, {"people": 7, "children": 9})
    assert (check.strength, check.say.source) == (
        "must",
        "There cannot be more children than people.",
    )
    assert failed_checks(children, {"children": 9}) == []
    assert failed_checks(children, {"people": 7, "children": {"missing": "dont_know"}}) == []
    assert [c.strength for c in failed_checks(children, {"people": 20, "children": 13})] == [
        "should"
    ]


def test_orders_that_were_drawn_are_kept_to():
    """Questions and options stand as they were drawn; rows stay with their matrix."""
    source = """
id: drawn
title: Drawn
unit: person
sections:
  - id: all
    title: All
    order: random
    questions:
      - id: a
        kind: choice
        order: random
        text: A?
        options: [{name: x, text: X}, {name: y, text: Y}]
      - id: m
        kind: matrix
        text: M
        options: [{name: n, text: N}, {name: o, text: O}]
        rows: [{id: r, text: R}, {id: s, text: S}]
      - {id: b, kind: text, text: B?}
"""
    form = parse_questionnaire(source, "drawn")

    assert find_random(form) == {"all": ["a", "m", "b"], "a": ["x", "y"]}
    drawn = arrange(form, {"all": ["m", "b", "a"], "a": ["y", "x"]})
    assert list(drawn.questions) == ["m", "r", "s", "b", "a"]
    assert [option.name for option in drawn.questions["a"].options] == ["y", "x"]
    assert arrange(form, {}) is form


def test_a_question_knows_what_it_depends_on(household):
    """Conditions, checks, options, calculations and members: whatever is looked at is named."""
    assert set(looked_at(household.questions["children"])) == {"children", "people"}
    assert set(looked_at(household.questions["density"])) == {"people", "rooms"}
    assert set(looked_at(household.questions["members"])) == {"age", "school"}
    assert set(looked_at(household.questions["quarter"])) == {"district"}


def test_rows_look_and_refuse_as_their_matrix_does():
    """Faces come from the scale; “not applicable” from the matrix, or from the row itself."""
    source = """
id: rows
title: Rows
unit: person
scales: {good: {kind: rating, look: faces, missing: [refused], options: [{name: a, code: 1, text: A}, {name: b, code: 2, text: B}, {name: c, code: 3, text: C}]}}
sections:
  - id: all
    title: All
    questions:
      - {id: m, kind: matrix, scale: good, text: M, rows: [{id: r, text: R}, {id: s, text: S, not_applicable: I have none}]}
      - {id: n, kind: matrix, scale: good, not_applicable: Not here, text: N, rows: [{id: u, text: U}]}
"""  # noqa: E501
    asked = parse_questionnaire(source, "rows").questions

    assert asked["r"].settings.look == "faces"
    assert (asked["r"].missing, asked["s"].missing) == (("refused",), ("refused", "not_applicable"))
    assert asked["u"].missing == ("refused", "not_applicable")
    assert asked["u"].not_applicable.source == "Not here"
