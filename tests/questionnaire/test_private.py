"""Which answers a receipt keeps to itself."""

import pytest

from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.private import find_private

HEAD = """\
id: t
title: T
unit: person
sections:
"""


def private_of(sections: str) -> set[str]:
    return set(find_private(parse_questionnaire(HEAD + sections, "t.yaml")))


def test_sensitive_and_identifying_questions():
    """Both are private, whatever else is asked."""
    sections = """\
  - id: a
    title: A
    questions:
      - {id: safe, kind: yes_no, text: Safe?}
      - {id: hit, kind: yes_no, sensitive: true, text: Hit?}
      - {id: phone, kind: text, identifying: true, text: Phone?}
"""
    assert private_of(sections) == {"hit", "phone"}


@pytest.mark.parametrize(
    ("about", "dependent"),
    [
        ("- {id: b, kind: text, text: B, show_if: {q: hit, is: 'yes'}}", {"b"}),
        ("- {id: b, kind: calculated, value: {add: [{q: times}, 1]}, text: B}", {"b"}),
        ("- {id: b, kind: text, text: B}", set()),
    ],
)
def test_what_depends_on_them(about, dependent):
    """That a question was asked, or what was worked out, would tell what was answered."""
    sections = f"""\
  - id: a
    title: A
    questions:
      - {{id: hit, kind: yes_no, sensitive: true, text: Hit?}}
      - {{id: times, kind: integer, sensitive: true, text: How often?}}
      {about}
"""
    assert private_of(sections) == {"hit", "times"} | dependent


def test_a_chain_is_followed_to_its_end():
    """What depends on what depends on a sensitive answer is private too, sections as well."""
    sections = """\
  - id: a
    title: A
    questions:
      - {id: hit, kind: yes_no, sensitive: true, text: Hit?}
      - {id: told, kind: yes_no, text: Told anybody?, show_if: {q: hit, is: 'yes'}}
  - id: b
    title: B
    show_if: {q: told, is: 'yes'}
    questions:
      - {id: who, kind: text, text: Whom?}
"""
    assert private_of(sections) == {"hit", "told", "who"}


def test_a_household_with_a_sensitive_question():
    """A repeat that asks one sensitive thing of each member is private as a whole."""
    sections = """\
  - id: a
    title: A
    questions:
      - id: members
        kind: repeat
        text: Who?
        each: Person {number}
        questions:
          - {id: age, kind: integer, text: Age?}
          - {id: ill, kind: yes_no, sensitive: true, text: Ill?}
"""
    assert private_of(sections) == {"members"}


def test_a_mark_that_was_set_later_holds_for_older_answers():
    """What the present version marks is private in what was answered before, with what follows."""
    older = """\
  - id: a
    title: A
    questions:
      - {id: hit, kind: yes_no, text: Hit?}
      - {id: told, kind: yes_no, text: Told anybody?, show_if: {q: hit, is: 'yes'}}
      - {id: safe, kind: yes_no, text: Safe?}
"""
    newer = """\
  - id: a
    title: A
    questions:
      - {id: hit, kind: yes_no, sensitive: true, text: Hit?}
      - {id: phone, kind: text, identifying: true, text: Phone?}
"""
    answered = parse_questionnaire(HEAD + older, "t.yaml")
    assert find_private(answered) == frozenset()
    present = parse_questionnaire(HEAD + newer, "t.yaml")
    assert find_private(answered, present) == {"hit", "told"}
