"""The numbers that paper and fast entry share."""

from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.numbering import number_options, number_questions

FORM = """
id: form
title: Form
unit: person
sections:
  - id: all
    title: All
    questions:
      - {id: hello, kind: note, text: Hello.}
      - {id: age, kind: integer, text: How old are you?}
      - {id: pipe, kind: yes_no, enabled: false, text: Is there a pipe?}
      - id: drink
        kind: choice
        missing: [refused]
        text: What do you drink?
        options: [{name: tea, text: Tea}, {name: milk, text: Milk}]
"""


def test_questions_that_take_an_answer_are_numbered_in_order():
    """Notes and questions that are switched off take no number."""
    assert number_questions(parse_questionnaire(FORM, "form")) == {"age": "1", "drink": "2"}


def test_options_are_numbered_from_one_and_no_answer_is_negative():
    """A number typed for an option can never mean a refusal."""
    drink = parse_questionnaire(FORM, "form").questions["drink"]
    assert number_options(drink) == {"tea": 1, "milk": 2, "refused": -9}
