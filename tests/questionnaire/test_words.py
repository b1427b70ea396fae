"""Conditions said in plain words."""

import pytest

from survey.conditions.parse import parse_condition
from survey.locale import load_languages
from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.words import say_condition, say_only_if

VISIT = """
id: visit
title: A visit
unit: household
words: {office: the office}
sections:
  - id: home
    title: At home
    questions:
      - {id: children, kind: integer, text: How many children live here?}
      - {id: rooms, kind: decimal, text: How many rooms are there?}
      - id: water
        kind: many_choices
        text: Where does the water come from?
        options: [{name: tap, text: A tap}, {name: well, text: A well}, {name: sea, text: The sea}]
      - {id: moved, kind: date, text: When did you move here?}
      - {id: left, kind: date, text: When did you leave?}
      - {id: happy, kind: yes_no, text: Are you happy?, missing: [dont_know, refused]}
      - {id: old, enabled: false, kind: text, text: "Who sent you to {office}?"}
      - id: school
        kind: choice
        text: Which school?
        not_applicable: No child goes to school
        options: [{name: near, text: The near one}, {name: far, text: The far one}]
"""


@pytest.fixture(scope="module")
def visit():
    return parse_questionnaire(VISIT, "visit.yaml")


@pytest.fixture(scope="module")
def english(root):
    return load_languages(root / "translations")["en"]


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ({"q": "happy", "is": "yes"}, "question 6 is “Yes”"),
        ({"q": "happy", "is": "refused"}, "question 6 is “I prefer not to answer”"),
        ({"q": "school", "is": "not_applicable"}, "question 7 is “No child goes to school”"),
        ({"q": "happy", "is_not": "yes"}, "question 6 is not “Yes”"),
        ({"q": "school", "in": ["near", "far"]}, "question 7 is “The near one” or “The far one”"),
        ({"q": "water", "has": "tap"}, "“A tap” is among the answers to question 3"),
        (
            {"q": "water", "has_any": ["tap", "well"]},
            "“A tap” or “A well” is among the answers to question 3",
        ),
        ({"q": "water", "count_min": 2}, "question 3 has at least 2 answers"),
        ({"q": "happy", "answered": True}, "question 6 has been answered"),
        ({"q": "happy", "answered": False}, "question 6 has not been answered"),
        ({"q": "children", "eq": 3}, "question 1 is 3"),
        ({"q": "children", "gt": 0}, "question 1 is more than 0"),
        ({"q": "rooms", "lte": 2.5}, "question 2 is at most 2.5"),
        ({"q": "moved", "lt": "2020-03-21"}, "question 4 is before 21 March 2020"),
        ({"q": "left", "gte": {"q": "moved"}}, "question 5 is the answer to question 4 or after"),
        ({"q": "old", "answered": True}, "“Who sent you to the office?” has been answered"),
    ],
)
def test_comparisons(visit, english, condition, said):
    """Every operator makes a part of a sentence that names the question by its number."""
    assert say_condition(parse_condition(condition), visit, english) == said


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ({"q": "happy", "is": "yes"}, "question 6 is not “Yes”"),
        (
            {"q": "school", "in": ["near", "far"]},
            "question 7 is none of these: “The near one” or “The far one”",
        ),
        ({"q": "water", "has": "tap"}, "“A tap” is not among the answers to question 3"),
        ({"q": "water", "count_min": 2}, "question 3 has fewer than 2 answers"),
        ({"q": "happy", "answered": True}, "question 6 has not been answered"),
        ({"q": "children", "lt": 3}, "question 1 is not less than 3"),
        (
            {"all": [{"q": "happy", "is": "yes"}, {"q": "children", "gt": 0}]},
            "question 6 is not “Yes” or question 1 is not more than 0",
        ),
        ({"not": {"q": "happy", "is": "yes"}}, "question 6 is “Yes”"),
    ],
)
def test_opposites(visit, english, condition, said):
    """What must not hold is said as its opposite."""
    assert say_condition(parse_condition({"not": condition}), visit, english) == said


def test_conditions_inside_conditions(visit, english):
    """Brackets keep together what belongs together."""
    condition = parse_condition(
        {
            "all": [
                {"q": "happy", "is": "yes"},
                {"any": [{"q": "children", "gt": 0}, {"q": "children", "lt": 9}]},
                {"any": [{"q": "water", "has": "well"}]},
            ]
        }
    )
    assert say_condition(condition, visit, english) == (
        "question 6 is “Yes” and (question 1 is more than 0 or question 1 is less than 9) "
        "and “A well” is among the answers to question 3"
    )


def test_only_if(visit, english):
    """The whole sentence says that nobody else is asked."""
    condition = parse_condition({"q": "happy", "is": "yes"})
    assert say_only_if(condition, visit, english) == "Only if question 6 is “Yes”."


def test_words_that_are_not_known(visit, english):
    """A question or an answer that is not there is named by what the condition calls it."""
    unknown = parse_condition({"q": "elsewhere", "is": "maybe"})
    assert say_condition(unknown, visit, english) == "“elsewhere” is “maybe”"
    assert say_condition(parse_condition({"q": "moved", "lt": "long ago"}), visit, english) == (
        "question 4 is before “long ago”"
    )


def test_a_condition_without_words(visit, english):
    """A condition of a sort that has no words is still said somehow."""
    assert say_condition(object(), visit, english) == "the answers before call for it"  # type: ignore[arg-type]
