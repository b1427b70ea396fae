"""Findings: what stands out, and never more than the scores allow."""

import pytest

from survey.questionnaire.model import Thresholds
from survey.reports.findings import (
    Standing,
    find_needs,
    find_strengths,
    is_clearly_above,
    judge,
    split_options,
    sum_shares,
)
from survey.reports.reading import Reading, read_neighbourhood
from survey.reports.scores import Score
from tests.reports.sample import (
    Row,
    area_rows,
    make_release,
    option_rows,
    questionnaire,
    shown,
    withheld,
)
from tests.reports.sample_tables import compared, with_tables


def read(*rows: Row) -> Reading:
    return read_neighbourhood(make_release(list(rows)), "sepidar")


def titles(findings: list) -> list[str]:
    return [finding.title.source for finding in findings]


@pytest.mark.parametrize(
    ("score", "standing"),
    [
        (Score(70, 61, 79, 40, 30), Standing("good", True)),
        (Score(62, 55, 69, 40, 30), Standing("good", False)),
        (Score(62, 55, 69, 20, 15), Standing("middle", True)),
        (Score(50, 35, 65, 20, 15), Standing("middle", False)),
        (Score(30, 21, 39, 40, 30), Standing("need", True)),
        (Score(90, None, None, 40, 30), Standing("middle", False)),
    ],
)
def test_judge(score: Score, standing: Standing):
    """A question is judged by its interval; without one nothing is claimed."""
    assert judge(score, Thresholds(), "strength") == standing


def test_high_harm_is_a_need():
    """Polarity decides: a high score of a harm is a need."""
    assert judge(Score(70, 61, 79, 40, 30), Thresholds(), "harm") == Standing("need", True)


def test_certain_before_likely():
    """What is certain is named before what is only likely, however far from the middle."""
    reading = read(
        shown("sepidar", "strength", "qol", 64, "strength"),
        shown("sepidar", "strength", "assets", 80, "likely_strength"),
    )
    assert titles(find_strengths(reading)) == [
        "Quality of life",
        "Neighbourhood assets and capacities",
    ]


def test_rare_harm_is_no_strength():
    """A harm of little concern is not called a strength."""
    reading = read(shown("sepidar", "harm", "harm_perceived", 12, "low_concern"))
    assert find_strengths(reading) == []


def test_worrying_harm_is_a_need():
    """A harm of high concern stands among the needs, and says that it is a harm."""
    reading = read(shown("sepidar", "harm", "harm_perceived", 70, "high_concern"))
    assert [finding.is_harm for finding in find_needs(reading)] == [True]


def test_one_rule_for_what_is_clear():
    """Where the release has the test against the others, page 1 says what page 6 says."""
    rows = [
        shown("sepidar", "strength", "qol", 70, "strength"),
        shown("all", "strength", "qol", 66),
        shown("sepidar", "strength", "environment", 30, "weakness"),
        shown("all", "strength", "environment", 50),
    ]
    release = make_release(rows)
    ranges = read_neighbourhood(release, "sepidar")
    tested = [compared("sepidar", "qol", 5, "above"), compared("sepidar", "environment", -20)]
    test = read_neighbourhood(with_tables(release, relative=tested), "sepidar")
    assert [find_strengths(ranges)[0].side, find_needs(ranges)[0].side] == ["", "below"]
    assert [find_strengths(test)[0].side, find_needs(test)[0].side] == ["above", ""]


def test_questions_where_topics_are_silent():
    """Where no topic stands out, the questions that do are named."""
    reading = read(
        shown("sepidar", "strength", "environment", 50, "mixed"),
        shown("sepidar", "item", "e05", 20),
        shown("sepidar", "item", "e08", 48),
    )
    assert [finding.is_topic for finding in find_needs(reading)] == [False]


def test_no_question_of_a_named_topic():
    """A question does not repeat the topic it belongs to."""
    reading = read(
        shown("sepidar", "strength", "environment", 30, "weakness"),
        shown("sepidar", "item", "e05", 20),
    )
    assert titles(find_needs(reading)) == ["Public environment"]


def test_overlapping_intervals_are_not_clear():
    """Two figures differ clearly only where their intervals do not touch."""
    here, there = Score(60, 52, 68, 40, 30), Score(50, 44, 56, 400, 300)
    assert not is_clearly_above(here, there)
    assert is_clearly_above(Score(66, 58, 74, 40, 30), there)


def test_options_are_split_by_their_codes():
    """The middle of a scale divides its answers."""
    sides = split_options(questionnaire().questions["a01"])
    assert (sides.low, sides.neutral, sides.high) == (
        ("strongly_disagree", "disagree"),
        ("neither",),
        ("agree", "strongly_agree"),
    )


def test_shares_are_added():
    """The share of some answers is the sum of theirs."""
    reading = read(*option_rows("sepidar", "a01", 50, 100))
    question = questionnaire().questions["a01"]
    assert sum_shares(reading, question, ("agree", "strongly_agree")) == pytest.approx(40)


def test_group_across_the_sides_cannot_be_added():
    """A group that holds other answers too gives no share."""
    reading = read(
        shown("sepidar", "option", "a01=strongly_disagree+disagree", 40),
        shown("sepidar", "option", "a01=neither+agree+strongly_agree", 60),
    )
    question = questionnaire().questions["a01"]
    assert sum_shares(reading, question, ("agree", "strongly_agree")) is None


def test_nothing_shown_is_silent():
    """A neighbourhood without a released mean is silent."""
    assert read(withheld("sepidar", "strength", "qol", "few_respondents")).is_silent
    assert not read(*area_rows("sepidar")).is_silent
