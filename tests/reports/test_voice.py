"""The voice of a report: phrases in three languages, with their digits."""

from dataclasses import replace

import pytest

from survey.locale import Language
from survey.questionnaire.model import Unit
from survey.reports.scores import Score
from survey.reports.voice import Voice, near_fraction
from tests.reports.sample import questionnaire


@pytest.mark.parametrize(
    ("tag", "said"), [("en", "64 of 100"), ("fa", "۶۴ از ۱۰۰"), ("ar", "٦٤ من ١٠٠")]
)
def test_scores(languages: dict[str, Language], tag: str, said: str):
    """A score is said out of a hundred, rounded half up."""
    assert Voice(languages[tag], questionnaire()).of_hundred(63.5) == said


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("person", "1 person"),
        ("household", "1 household"),
        ("association", "1 association"),
        ("participant", "1 participant"),
    ],
)
def test_units(languages: dict[str, Language], unit: Unit, said: str):
    """Those who answered are called what the questionnaire asks."""
    asked = replace(questionnaire(), unit=unit)
    assert Voice(languages["en"], asked).respondents(1) == said


def test_no_interval(languages: dict[str, Language]):
    """Without limits there is nothing to say about the range."""
    voice = Voice(languages["en"], questionnaire())
    assert voice.span(Score(50, None, None, 40, 30)) == ""


def test_answers(languages: dict[str, Language]):
    """Answers counted together are named with “or”, a longer row by its ends."""
    voice = Voice(languages["en"], questionnaire())
    texts = [option.text for option in questionnaire().questions["a01"].options]
    assert voice.answers(texts[3:]) == "“Agree” or “Strongly agree”"
    assert voice.answers(texts[2:]) == "“Neither agree nor disagree” to “Strongly agree”"


@pytest.mark.parametrize(
    ("share", "fraction"),
    [
        (66.0, (2, 3)),
        (51.0, (1, 2)),
        (79.0, (4, 5)),
        (71.0, (7, 10)),
        (99.0, (9, 10)),
        (2.0, (1, 10)),
    ],
)
def test_fractions(share: float, fraction: tuple[int, int]):
    """A share is said with the smallest numbers that come near enough."""
    assert near_fraction(share) == fraction


@pytest.mark.parametrize(("tag", "time"), [("en", "17:00"), ("fa", "۱۷:۰۰"), ("ar", "١٧:٠٠")])
def test_time_of_day(languages: dict[str, Language], tag: str, time: str):
    """A time of day is written in the language's digits."""
    assert Voice(languages[tag], questionnaire()).digits("17:00") == time
