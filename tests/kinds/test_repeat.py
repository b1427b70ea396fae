"""Members: a list of answers each, as tables have them and as they are stored."""

from dataclasses import dataclass

import pytest

from survey.errors import AnswerError
from survey.kinds.find import kinds
from survey.questionnaire.load import parse_questionnaire

FORM = """
id: form
title: Form
unit: household
sections:
  - id: all
    title: All
    questions:
      - id: members
        kind: repeat
        text: Who lives here?
        each: Person {number}
        min: 1
        max: 2
        questions:
          - {id: age, kind: integer, min: 0, max: 99, missing: [refused], text: How old?}
"""


@dataclass(frozen=True)
class Household:
    """The repeat of the form above."""

    question = parse_questionnaire(FORM, "form").questions["members"]

    def parse(self, *texts):
        return kinds()["repeat"].parse(texts, self.question, None)

    def check(self, answer):
        kinds()["repeat"].check(answer, self.question, None)


@pytest.fixture
def members():
    return Household()


def test_members_are_read_and_written_as_json(members):
    """A cell of a table holds all members, and what is written is read back."""
    answer = [{"age": 5}, {"age": {"missing": "refused"}}]

    assert members.parse('[{"age": 5}, {"age": {"missing": "refused"}}]') == answer
    assert members.parse(*kinds()["repeat"].write(answer, members.question)) == answer


def test_nobody_is_blank(members):
    """An empty cell is no answer."""
    assert members.parse(" ") is None


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("many", "no list of members"),
        (["Ali"], "no list of members"),
        ([], "At least 1 are needed"),
        ([{"age": 1}] * 3, "At most 2 are possible"),
        ([{"name": "Ali"}], "no question “name”"),
        ([{"age": 100}], "at most 99"),
        ([{"age": {"missing": "dont_know"}}], "“dont_know” is not offered at “age”"),
    ],
)
def test_members_with_wrong_answers_are_refused(members, answer, sentence):
    """Too few, too many, unknown questions, impossible answers: each is refused in a sentence."""
    with pytest.raises(AnswerError, match=sentence):
        members.check(answer)


def test_what_is_no_json_is_refused(members):
    """A word in the cell is refused with an example."""
    with pytest.raises(AnswerError, match="such as"):
        members.parse("two")


def test_brackets_without_end_are_refused(members):
    """A hundred thousand brackets are no list, and no failure."""
    with pytest.raises(AnswerError, match="such as"):
        members.parse("[" * 100_000)


def test_limits_leave_room_for_an_answer(ask):
    """A repeat that needs more members than it allows is a mistake of its author."""
    assert ask("repeat", min=3, max=2).mistakes == ["`min` must not be larger than `max`."]
