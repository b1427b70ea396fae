"""The pages that one respondent meets."""

from dataclasses import replace
from pathlib import Path

import pytest

from survey.conditions.parse import parse_condition
from survey.forms.client import describe_page, write_condition
from survey.forms.model import find_page, find_section, list_pages, merge_answers
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
    assert describe_page(find_page(tour, {}, "people")) == {
        "show": {"job": {"q": "age", "gte": 18}, "boss": {"q": "job", "answered": True}},
        "answers": {},
    }


def test_pages_that_do_not_change_describe_nothing(tour):
    """Where nothing can come or go nothing is sent."""
    assert describe_page(find_page(tour, {"age": 30}, "grown_ups")) == {}


def test_conditions_are_written_as_they_stand_in_the_file():
    """The script gets a condition in the form that coordinators write it in."""
    written = {
        "any": [
            {"all": [{"q": "a", "in": ["x", "y"]}, {"q": "b", "lt": {"q": "c"}}]},
            {"not": {"q": "d", "answered": True}},
        ]
    }
    assert write_condition(parse_condition(written)) == written


@pytest.fixture(scope="module")
def stepwise(tour):
    return replace(tour, pages="question")


def test_a_questionnaire_may_ask_one_question_a_page(stepwise):
    """With `pages: question` every question that applies has a page named after both."""
    pages = list_pages(stepwise, {"age": 12})
    assert [page.id for page in pages][:3] == ["people.trust", "people.age", "things.born"]


def test_a_note_stands_with_the_question_after_it(stepwise):
    """A note has no page of its own."""
    page = find_page(stepwise, {}, "people.trust")
    assert [question.id for question in page.questions] == ["greeting", "trust"]


def test_an_answer_calls_up_the_next_page(stepwise):
    """A question that depends on an answer is the page after it, not a part of its page."""
    page = find_page(stepwise, {"age": 30}, "people.age")
    assert ([q.id for q in page.questions], page.next) == (["age"], "people.job")


def test_a_page_with_one_question_tells_how_far_it_is(stepwise):
    """The page counts sections, and questions within its own."""
    page = find_page(stepwise, {"age": 30}, "people.job")
    assert (page.number, page.count, page.step, page.steps) == (1, 3, 3, 3)


def test_pages_with_one_question_lead_across_sections(stepwise):
    """Back on the first question of a section leads to the last of the section before."""
    assert find_page(stepwise, {"age": 12}, "things.born").previous == "people.age"


def test_a_section_leads_to_its_first_question(stepwise):
    """Whoever asks for a section gets its first page."""
    assert find_page(stepwise, {}, "things").id == "things.born"


def test_a_page_that_does_not_apply_still_has_its_section(stepwise):
    """What was typed on a page is kept even if the page went away meanwhile."""
    assert find_section(stepwise, "people.job").id == "people"
    assert find_section(stepwise, "nowhere.job") is None


def test_rows_of_a_matrix_stay_on_one_page(stepwise):
    """A matrix is one page: its heading and all its rows."""
    section = stepwise.sections[0]
    greeting, trust, *_ = section.questions
    rows = (replace(trust, id="a", matrix="greeting"), replace(trust, id="b", matrix="greeting"))
    matrix = replace(section, questions=(greeting, *rows, trust))
    pages = list_pages(replace(stepwise, sections=(matrix,)), {})
    assert [[q.id for q in page.questions] for page in pages] == [["greeting", "a", "b"], ["trust"]]


def test_a_note_at_the_end_stays_with_the_question_before_it(stepwise):
    """The last note of a section is no page of its own."""
    section = stepwise.sections[0]
    greeting, trust, *_ = section.questions
    ending = replace(section, questions=(trust, greeting))
    [page] = list_pages(replace(stepwise, sections=(ending,)), {})
    assert [question.id for question in page.questions] == ["trust", "greeting"]


def test_questions_of_members_are_visible_where_their_repeat_is(root):
    """What is asked about a member belongs to the page of its repeat, and to no other."""
    household = load_questionnaire(root / "tests/questionnaire/household.yaml")

    home, people = list_pages(household, {"people": 1, "members": [{"age": 5}]})

    assert {"members", "members.0.age", "members.0.school"} <= people.visible
    assert "people" in home.visible
    assert not people.visible & home.visible
