"""The pages that one respondent meets."""

from pathlib import Path

import pytest

from survey.conditions.parse import parse_condition
from survey.forms.client import describe_page, write_condition
from survey.forms.model import find_page, list_pages, merge_answers
from survey.questionnaire.load import load_questionnaire


@pytest.fixture(scope="module")
def tour():
    return load_questionnaire(Path(__file__).parent / "tour.yaml")


def test_a_section_that_does_not_apply_is_no_page(tour):
    """Children do not meet the section for grown-ups."""
    assert [page.section.id for page in list_pages(tour, {"age": 12})] == ["people", "things"]


def test_pages_know_their_neighbours(tour):
    """A page knows where Next and Back lead; the ends lead nowhere."""
    pages = list_pages(tour, {"age": 30})
    assert [(page.previous, page.next) for page in pages] == [
        ("", "things"),
        ("people", "grown_ups"),
        ("things", ""),
    ]


def test_questions_that_the_page_may_call_up_wait_on_it(tour):
    """A question that depends on its own page stands there, not yet visible."""
    page = find_page(tour, {}, "people")
    assert [q.id for q in page.questions if q.id not in page.visible] == ["job", "boss"]


def test_notes_are_not_counted_as_questions(tour):
    """Only what takes an answer is counted."""
    assert find_page(tour, {}, "people").asked == {"trust", "age"}


def test_a_page_counts_what_was_answered(tour):
    """Answers to other pages do not count."""
    page = find_page(tour, {"age": 3}, "people")
    assert page.count_answered({"age": 3, "colour": "blue"}) == 1


def test_an_unknown_page_is_none(tour):
    """There is no page for a section that does not exist."""
    assert find_page(tour, {}, "nowhere") is None


def test_a_blank_takes_an_answer_away():
    """What was emptied on a page is gone from the draft."""
    assert merge_answers({"a": 1, "b": 2}, {"a": None, "c": 3}) == {"b": 2, "c": 3}


def test_the_browser_learns_the_conditions_of_its_page(tour):
    """What can come and go on the page is described for the script."""
    assert describe_page(find_page(tour, {}, "people"), {}) == {
        "show": {"job": {"q": "age", "gte": 18}, "boss": {"q": "job", "answered": True}},
        "answers": {},
    }


def test_pages_that_do_not_change_describe_nothing(tour):
    """Where nothing can come or go nothing is sent."""
    assert describe_page(find_page(tour, {"age": 30}, "grown_ups"), {"age": 30}) == {}


def test_conditions_are_written_as_they_stand_in_the_file():
    """The script gets a condition in the form that coordinators write it in."""
    written = {
        "any": [
            {"all": [{"q": "a", "in": ["x", "y"]}, {"q": "b", "lt": {"q": "c"}}]},
            {"not": {"q": "d", "answered": True}},
        ]
    }
    assert write_condition(parse_condition(written)) == written
