"""A form that asks one question a page."""

from pathlib import Path

import pytest

from survey.responses.drafts import find_draft
from tests.forms.conftest import Visitor, make_project, make_site


@pytest.fixture
def stepper(home: Path) -> Visitor:
    """Somebody at the first question of a tour that asks one question a page."""
    file = home / "questionnaires" / "tour.yaml"
    file.write_text(file.read_text().replace("unit: person", "unit: person\npages: question", 1))
    visitor = Visitor(make_site(home, make_project("tour")).test_client())
    visitor.begin()
    return visitor


def test_it_works(stepper):
    """The first page has the first question and its note, and nothing else."""
    assert stepper.path == "/d/people.trust"
    assert "Welcome." in stepper.page.text
    assert "How old are you?" not in stepper.page.text


def test_progress_tells_section_and_question(stepper):
    """The reader sees how far the form is, and how far the section."""
    assert "Section 1 of 2 · Question 1 of 2" in stepper.page.text


def test_the_introduction_of_a_section_is_said_once(stepper):
    """The sentence above the questions of a section stands on its first page only."""
    assert "About you." in stepper.page.text
    assert "About you." not in stepper.send().text


def test_an_answer_decides_which_question_comes_next(stepper):
    """Who is old enough is asked about work next; who is not goes on to the next section."""
    stepper.send()
    stepper.send(q_age="30")
    assert stepper.path == "/d/people.job"
    stepper.send(go="back")
    stepper.send(q_age="12")
    assert stepper.path == "/d/things.born"


def test_back_leads_to_the_question_before_and_keeps_answers(stepper):
    """Back shows what was answered there."""
    stepper.send(q_trust="agree")
    page = stepper.send(q_age="30", go="back")
    assert stepper.path == "/d/people.trust"
    assert 'value="agree" checked' in page.text


def test_a_mistake_keeps_the_reader_on_its_page(stepper):
    """A question that needs an answer is asked again."""
    stepper.send()
    assert "This question needs an answer." in stepper.send().text
    assert stepper.path == "/d/people.age"


def test_the_look_back_counts_sections(stepper):
    """The last page lists sections, each with a way back to its first question."""
    stepper.send(q_trust="agree")
    stepper.send(q_age="12")
    page = stepper.get("/review")
    assert "2 of 2 answered" in page.text
    assert page.text.count("<li>") == 2
    assert 'href="/d/things.born"' in page.text


def test_sending_leads_to_what_must_be_mended(stepper):
    """Sending without a needed answer leads to its question."""
    stepper.get("/review")
    stepper.send(go="send")
    assert stepper.path == "/d/people.age"


def test_every_way_through_ends(stepper):
    """Next on every page leads to the look back, once past every question."""
    visited = []
    stepper.send()
    stepper.send(q_age="30")
    while stepper.path != "/review":
        visited.append(stepper.path)
        stepper.send()
    assert len(visited) == len(set(visited)) == 9


def test_a_form_taken_up_again_goes_on_at_its_question(stepper):
    """The draft remembers the very question."""
    stepper.send()
    stepper.send(q_age="12")
    site = stepper.client.application.extensions["mahalla"]
    with stepper.client.session_transaction() as session:
        assert find_draft(site.database, session["draft"]).section == "things.born"
