"""Which answers may be printed, and in which words."""

import pytest

from survey.errors import AnswerError, MahallaError
from survey.questionnaire.load import parse_questionnaire
from survey.voices.model import find_open, is_within, list_quotable, shorten
from tests.voices.conftest import SOURCE, interview


def crowd(wishes, people, homes):
    """So many people of so many households who wrote something."""
    return [
        interview(wishes, number, "Lamps.", household=f"h{number % homes}")
        for number in range(people)
    ]


def test_only_what_is_marked_may_be_printed(wishes):
    """An open question that is not marked is nobody's business."""
    assert [question.id for question in list_quotable(wishes)] == ["wish"]


@pytest.mark.parametrize(
    ("people", "homes", "is_open"), [(10, 5, True), (9, 9, False), (30, 4, False)]
)
def test_enough_people_of_enough_households(wishes, people, homes, is_open):
    """Ten people of five households must have written something."""
    assert (("pines", "wish") in find_open(wishes, crowd(wishes, people, homes))) is is_open


def test_silence_is_no_answer(wishes):
    """Who preferred not to answer has written nothing."""
    silent = [
        interview(wishes, number, "", answers={"wish": {"missing": "refused"}})
        for number in range(20, 40)
    ]
    assert find_open(wishes, [*crowd(wishes, 9, 9), *silent]) == set()


ANSWER = "Ali next door shouts,\n and the lamps... are broken since May."


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("the lamps… are broken", "the lamps… are broken"),
        ("… the lamps... are broken…", "… the lamps… are broken…"),
        (" … shouts,   and …  broken … ", "… shouts, and … broken …"),
    ],
)
def test_words_may_be_left_out(words, printed):
    """What is left out is marked; blanks and line breaks do not matter."""
    assert shorten(words, ANSWER) == printed


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("the lamps are fine", "not the words"),
        ("are broken … shouts", "not the words"),
        (" … ", "Choose some words"),
        ("", "Choose some words"),
        ("x" * 301, "301 characters"),
        ("x\u0007", "cannot be printed"),
    ],
)
def test_words_that_are_not_theirs(words, why):
    """Nobody can be made to have said something else."""
    with pytest.raises(AnswerError, match=why):
        shorten(words, ANSWER + "x" * 400 + "\u0007")


def test_is_within():
    """The pieces stand in their order."""
    assert is_within("a … c", "a b c")
    assert not is_within("c … a", "a b c")


def test_a_sensitive_answer_is_never_printed():
    """The questionnaire does not load with both keys."""
    source = SOURCE.replace("quotable: true,", "quotable: true, sensitive: true,")
    with pytest.raises(MahallaError, match="A sensitive answer is never printed"):
        parse_questionnaire(source, "wishes.yaml")
