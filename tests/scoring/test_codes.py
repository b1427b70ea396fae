"""Answers become int8 positions, or a negative number that says why there is none."""

from dataclasses import replace

import numpy as np
import pytest

from survey.conditions.model import Comparison
from survey.kinds.model import Option, Settings
from survey.locale import Text
from survey.questionnaire.flow import visible_questions
from survey.questionnaire.model import Question
from survey.scoring.answers import codes
from survey.scoring.answers.codes import BLANK, DONT_KNOW, REFUSED, STRUCTURAL, encode_answers
from tests.scoring.builders import questionnaire, rating, yes_no


def encode(asked, *answers):
    return encode_answers(asked, answers)


def test_an_answer_becomes_its_position():
    """An option's name is stored as its place in the list, counted from 0."""
    assert encode(questionnaire(rating("q")), {"q": "o3"}).q.tolist() == [2]


def test_columns_are_int8():
    """A column costs one byte a response."""
    assert encode(questionnaire(rating("q")), {"q": "o3"}).q.dtype == np.int8


def test_a_blank_is_minus_one():
    """A question that was shown and not answered is blank."""
    assert encode(questionnaire(rating("q")), {}).q.tolist() == [BLANK] == [-1]


@pytest.mark.parametrize(
    ("missing", "code"),
    [("dont_know", DONT_KNOW), ("refused", REFUSED), ("not_applicable", STRUCTURAL)],
)
def test_what_was_said_instead_has_its_own_code(missing, code):
    """Don't know, refused and not applicable are told apart."""
    assert encode(questionnaire(rating("q")), {"q": {"missing": missing}}).q.tolist() == [code]


def test_a_hidden_question_is_structural():
    """A question whose condition is false is structural, never non-response."""
    asked = questionnaire(yes_no("kids"), rating("q", show_if=Comparison("kids", "is", "yes")))
    assert encode(asked, {"kids": "no"}, {"kids": "yes"}).q.tolist() == [STRUCTURAL, BLANK]


def test_without_conditions_everybody_is_asked_the_same(monkeypatch):
    """Who is asked what is found once, and the codes are those of asking each response anew."""
    never = replace(rating("never"), enabled=False)
    asked = questionnaire(yes_no("kids"), rating("q"), never)
    given = [{"kids": "no"}, {"q": "o3", "never": "o1"}, {}]
    found = []
    monkeypatch.setattr(
        codes,
        "visible_questions",
        lambda *some: found.append(some) or visible_questions(*some),
    )
    quick = encode(asked, *given)
    assert len(found) == 1
    monkeypatch.setattr(codes, "_find_asked", lambda _: None)
    assert quick.equals(encode(asked, *given))
    assert quick.never.tolist() == [STRUCTURAL] * 3


def test_an_answer_to_a_hidden_question_does_not_count():
    """What was answered before a condition turned false is structural too."""
    asked = questionnaire(yes_no("kids"), rating("q", show_if=Comparison("kids", "is", "yes")))
    assert encode(asked, {"kids": "no", "q": "o5"}).q.tolist() == [STRUCTURAL]


def test_many_choices_are_encoded_by_their_sum():
    """A list of names is encoded, and remembered, like any answer."""
    options = (Option("a", Text(""), 1.0), Option("b", Text(""), 2.0))
    asked = questionnaire(Question("m", "many_choices", Text(""), options, Settings()))
    assert encode(asked, {"m": ["a", "b"]}, {"m": []}, {"m": ["a", "b"]}).m.tolist() == [3, 0, 3]


def test_questions_without_codes_have_no_column():
    """Free text cannot be scored or tabulated."""
    name = Question("name", "text", Text(""), (), Settings())
    assert list(encode(questionnaire(name, rating("q")), {"name": "x"}).columns) == ["q"]


def test_no_responses_give_an_empty_table():
    """A project without answers has all columns and no rows."""
    assert encode(questionnaire(rating("q"))).shape == (0, 1)
