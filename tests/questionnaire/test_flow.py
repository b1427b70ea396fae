"""Which questions a respondent is asked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.questionnaire.flow import (
    settle,
    strip_hidden,
    visible_questions,
    visible_sections,
)
from survey.questionnaire.load import parse_questionnaire

STREET = """\
id: street
title: Our street
unit: person
sections:
  - id: home
    title: Your home
    questions:
      - {id: children, kind: yes_no, text: Are there children?, missing: [refused]}
      - {id: age, kind: integer, text: "How old is the eldest?", show_if: {q: children, is: "yes"}}
      - {id: work, kind: yes_no, text: Does it work?, show_if: {q: age, gte: 6}}
      - {id: old, kind: note, text: Switched off, enabled: false}
  - id: school
    title: School
    show_if: {q: age, gte: 6}
    questions:
      - {id: class, kind: text, text: Which class?}
      - {id: far, kind: yes_no, text: Is it far?, show_if: {q: work, is_not: "yes"}}
"""


@pytest.fixture(scope="module")
def street():
    return parse_questionnaire(STREET, "street.yaml")


@pytest.mark.parametrize(
    ("answers", "visible"),
    [
        ({}, {"children"}),
        ({"children": "no"}, {"children"}),
        ({"children": {"missing": "refused"}}, {"children"}),
        ({"children": "yes"}, {"children", "age"}),
        ({"children": "yes", "age": 3}, {"children", "age"}),
        ({"children": "yes", "age": 9}, {"children", "age", "work", "class", "far"}),
        ({"children": "yes", "age": 9, "work": "yes"}, {"children", "age", "work", "class"}),
        ({"children": "no", "age": 9, "work": "no"}, {"children"}),
        ({"children": "yes", "age": 3, "work": "yes"}, {"children", "age"}),
    ],
)
def test_a_hidden_answer_counts_as_blank_for_all_that_follows(street, answers, visible):
    """Conditions look only at answers to questions that are asked; what is off is never asked."""
    assert visible_questions(street, answers) == visible


def test_hidden_and_foreign_answers_are_dropped(street):
    """Kept are the answers to visible questions, in the order of asking."""
    answers = {"far": "no", "age": 3, "children": "yes", "work": "no", "colour": "green"}

    assert list(strip_hidden(street, answers).items()) == [("children", "yes"), ("age", 3)]


def test_sections_that_ask_nothing_are_left_out(street):
    """A section is shown with its visible questions, or not at all."""
    shown = visible_sections(street, settle(street, {"children": "yes", "age": 9, "work": "yes"}))

    assert [(section.id, [q.id for q in questions]) for section, questions in shown] == [
        ("home", ["children", "age", "work"]),
        ("school", ["class"]),
    ]
    assert [section.id for section, _ in visible_sections(street, settle(street, {}))] == ["home"]


VALUES = st.sampled_from(["yes", "no", 3, 9, 6.5, {"missing": "refused"}, ["yes"], "2026-01-31"])
IDS = st.sampled_from(["children", "age", "work", "old", "class", "far", "unknown"])


@settings(derandomize=True, deadline=None, max_examples=300)
@given(answers=st.dictionaries(IDS, VALUES))
def test_dropping_hidden_answers_changes_nothing_that_is_asked(street, answers):
    """The same questions are visible before and after, and a second time drops nothing."""
    stripped = strip_hidden(street, answers)

    assert visible_questions(street, stripped) == visible_questions(street, answers)
    assert strip_hidden(street, stripped) == stripped


def test_a_section_tells_what_kinds_it_asks(street):
    """Also those that are asked of the members of a repeat."""
    members = (
        "{id: all, kind: repeat, text: Who?, each: 'Person {number}', min: 1, max: 2, "
        "questions: [{id: years, kind: integer, min: 0, max: 99, text: How old?}]}"
    )
    form = STREET.replace("{id: class, kind: text, text: Which class?}", members)
    school = parse_questionnaire(form, "street.yaml").sections[1]
    assert street.sections[1].kinds == {"text", "yes_no"}
    assert school.kinds == {"repeat", "integer", "yes_no"}
