"""Page 6 beside its topics: indices, and how topics stand to the other neighbourhoods."""

from dataclasses import replace

import pytest

from survey.kinds.model import Settings
from survey.locale import Language, Text
from survey.questionnaire.method import Index
from survey.reports.products.neighbourhood.pages import results
from survey.reports.products.neighbourhood.pages.results import Group, Results
from survey.reports.reading import read_neighbourhood
from survey.reports.voice import Voice
from tests.reports.sample import Row, area_rows, make_release, questionnaire, shown, withheld
from tests.reports.sample_tables import compared, ranked, with_tables

TOGETHER = Index("together", Text("All together"), "composite", "strength", Settings())
MET = Index("met", Text("Several harms"), "alkire_foster", "harm", Settings())
HOMES = Index("homes", Text("Self-sufficient"), "stoplights", "strength", Settings())


@pytest.fixture
def voice(languages: dict[str, Language]) -> Voice:
    return Voice(languages["en"], questionnaire())


def build(voice: Voice, *rows: Row, **tables: list[Row]) -> Results:
    release = with_tables(make_release([*area_rows("sepidar"), *rows]), **tables)
    method = replace(questionnaire().method, indices=(TOGETHER, MET, HOMES))
    asked = replace(release.questionnaire, method=method)
    page = results.build(
        read_neighbourhood(replace(release, questionnaire=asked), "sepidar"), voice
    )
    assert page is not None
    return page


def find(page: Results, title: str) -> Group:
    return next(group for group in page.groups if group.topic.title == title)


def test_it_works(voice: Voice):
    """A composite is printed after the topics with score, range, answers and label."""
    page = build(voice, shown("sepidar", "composite", "together", 66, "strength", 88))
    line = find(page, "All together").topic
    assert (line.score, line.span, line.n, line.cell) == ("66", "62 to 70", "88", "good")
    assert line.labels == ("strength",)


def test_a_composite_on_its_own_scale(voice: Voice):
    """A composite that is not on 0-100 is not rounded to whole numbers, nor judged."""
    page = build(voice, shown("sepidar", "composite", "together", 1.234, wide=0.1))
    line = find(page, "All together").topic
    assert (line.score, line.span, line.cell) == ("1.23", "1.13 to 1.33", "plain")


def test_harms_of_households(voice: Voice):
    """Alkire–Foster's columns say in words what they are; what is withheld says so too."""
    page = build(
        voice,
        shown("sepidar", "alkire_foster", "met", 13, n=62),
        shown("sepidar", "alkire_foster", "met.headcount", 26, n=62),
        withheld("sepidar", "alkire_foster", "met.union"),
        withheld("sepidar", "alkire_foster", "met.censored:r01"),
    )
    lines = find(page, "Several harms").questions
    assert [(line.title[:44], line.score or line.span) for line in lines] == [
        ("Households that met at least one of these ha", "too few answers"),
        ("Households that met so many of them that the", "26"),
        ("Index of both: how many are harmed, and by h", "13"),
    ]


def test_indices_stand_with_their_kind(voice: Voice):
    """Strengths come before harms, and an index that was not scored is not there."""
    page = build(
        voice,
        shown("sepidar", "alkire_foster", "met", 13),
        shown("sepidar", "stoplights", "homes", 40),
    )
    order = [group.is_harm for group in page.groups]
    assert order == sorted(order)
    assert page.groups[-1].topic.title == "Several harms"
    assert "All together" not in [group.topic.title for group in page.groups]


def test_set_against_the_others(voice: Voice):
    """A topic says where it is certain to be above or below the others; for harms in its words."""
    page = build(
        voice,
        relative=[
            compared("sepidar", "qol", 12, "above"),
            compared("sepidar", "support", 2),
            compared("sepidar", "harm_perceived", -9, "below"),
        ],
    )
    assert find(page, "Quality of life").topic.remarks == ("clearly above the others",)
    harm = next(group for group in page.groups if group.topic.cell != "none" and group.is_harm)
    assert harm.topic.remarks == ("clearly less than the others",)
    assert [bool(group.topic.remarks) for group in page.groups].count(True) == 2
    assert page.comparisons


def test_places_are_bands(voice: Voice):
    """A place is a range; one alone, or one that could be any, is not printed."""
    page = build(
        voice,
        ranks=[
            ranked("sepidar", "qol", 3, 2, 5),
            ranked("sepidar", "support", 1, 1, 1),
            ranked("sepidar", "assets", 4, 1, 7),
        ],
    )
    remarks = [group.topic.remarks for group in page.groups if group.topic.remarks]
    assert remarks == [("between place 2 and 5 of 7",)]


def test_nothing_to_compare(voice: Voice):
    """Without comparisons nothing is explained of them."""
    assert build(voice).comparisons == ""


def test_questions_worded_the_other_way_round_say_so(languages: dict[str, Language]) -> None:
    """A high score beside “neighbours often quarrel” would read wrong without a word."""
    reading = read_neighbourhood(make_release(), "sepidar")
    page = results.build(reading, Voice(languages["en"], reading.questionnaire))
    assert page is not None
    labels = {line.title: line.labels for group in page.groups for line in group.questions}
    turned = "In this neighbourhood, neighbours often quarrel with each other."
    assert labels[turned] == ("counted the other way round",)
    others = {words for title, words in labels.items() if title != turned}
    assert others == {()}
