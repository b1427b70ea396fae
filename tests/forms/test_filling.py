"""A form being filled in, seen from the database."""

from dataclasses import replace
from uuid import UUID

import pytest

from survey.errors import MahallaError
from survey.forms.filling import (
    Start,
    begin,
    find_edition,
    keep,
    record_refusal,
    send,
)
from survey.forms.places import list_places
from survey.responses.editions import keep_edition
from survey.responses.receipts import find_receipt
from survey.responses.store import find_version
from tests.forms.conftest import HERE, NOW, make_project

PROJECT = make_project("tour")
NOBODY = UUID(int=1)


@pytest.fixture
def tour(site):
    keep_edition(site.database, site.questionnaires["tour"], HERE / "tour.yaml", NOW)
    return site.questionnaires["tour"]


@pytest.fixture
def start(tour) -> Start:
    return Start(tour, list_places([PROJECT], "tour")[0], "en", NOW, b"0123456789")


def test_a_draft_begins_empty_at_the_first_section(site, start):
    """Nothing is known of a person who has only agreed."""
    draft = begin(site.database, start)
    assert (draft.section, draft.answers, draft.neighbourhood) == ("people", {}, "north")


def test_an_edition_is_archived_once(site, tour):
    """Archiving the same edition again leaves it as it is."""
    keep_edition(site.database, tour, HERE / "nowhere.yaml", NOW)
    assert find_version(site.database, tour.version)


def test_what_is_kept_replaces_only_what_was_given(site, start):
    """Answers of other pages stay."""
    draft = begin(site.database, start).id
    keep(site.database, draft, {"age": 30}, NOW)
    kept = keep(site.database, draft, {"colour": "blue"}, NOW)
    assert kept.answers == {"age": 30, "colour": "blue"}


def test_a_draft_that_is_gone_keeps_nothing(site, tour):
    """A page that was sent too late changes nothing."""
    assert keep(site.database, NOBODY, {"age": 30}, NOW) is None


def test_sending_a_draft_that_is_gone_does_nothing(site, tour):
    """A second press of the button is no second response."""
    assert send(site.database, tour, PROJECT, NOBODY, NOW, bytes(8)) == ""
    assert site.database.query("select id from responses") == []


def test_a_second_press_gets_a_receipt_too(site, tour, start):
    """Whose answer to the first press was lost on the way still comes to a code."""
    draft = begin(site.database, start).id
    codes = [send(site.database, tour, PROJECT, draft, NOW, bytes([n] * 8)) for n in (1, 2)]
    assert [find_receipt(site.database, code) for code in codes] == [draft, draft]


def test_a_draft_without_its_project_cannot_be_sent(site, tour, start):
    """Where the project is gone the draft stays."""
    draft = begin(site.database, start).id
    with pytest.raises(MahallaError):
        send(site.database, tour, None, draft, NOW, bytes(8))
    assert len(site.database.query("select id from drafts")) == 1


def test_an_unknown_edition_is_read_as_the_current_one(site, tour):
    """A draft whose edition was not archived goes on with today's questions."""
    assert find_edition(site.database, replace(tour, version="new"), "lost").version == "new"


def test_an_interview_keeps_who_asked_whom(site, start):
    """The draft of a facilitator names the facilitator and the household."""
    asked = replace(start, mode="facilitator", household="12", collector="Sara")
    draft = begin(site.database, asked)
    assert (draft.mode, draft.household, draft.collector) == ("facilitator", "12", "Sara")


def test_a_note_is_kept_beside_the_answers(site, start):
    """Notes of the same interview are kept together; an emptied one goes."""
    draft = begin(site.database, start).id
    keep(site.database, draft, {}, NOW, paradata={"notes": {"age": "Guessed.", "job": "Two."}})
    kept = keep(site.database, draft, {}, NOW, paradata={"notes": {"job": ""}})
    assert (kept.paradata, kept.answers) == ({"notes": {"age": "Guessed."}}, {})


def test_the_audit_trail_names_the_facilitator(site, start):
    """Who entered a response is told from the respondents who answer alone."""
    record_refusal(site.database, replace(start, mode="facilitator", collector="Sara"))
    rows = site.database.query("select actor from audit where action = 'response.submitted'")
    assert [row["actor"] for row in rows] == ["facilitator Sara"]
