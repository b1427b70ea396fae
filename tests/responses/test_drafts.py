"""Drafts on the server."""

from dataclasses import replace
from datetime import timedelta

import pytest

from survey.errors import MahallaError
from survey.responses.drafts import find_draft, finish_draft, forget_drafts, save_draft
from survey.responses.model import Draft, Submission, hash_content
from survey.responses.store import find_response
from survey.storage.database import Database
from tests.responses.conftest import NOW


@pytest.fixture
def draft(submission: Submission) -> Draft:
    return Draft(
        id=submission.id,
        questionnaire="trees",
        version=submission.version,
        language="fa",
        section="all",
        answers={"like": "a_lot", "which": ["fig"]},
        started_at=NOW,
        updated_at=NOW,
        project="east",
        neighbourhood="pines",
    )


def test_a_draft_is_resumed_as_it_was(database: Database, draft: Draft) -> None:
    """Every field of a draft survives."""
    save_draft(database, draft)
    assert find_draft(database, draft.id) == draft


def test_an_unknown_draft(database: Database, draft: Draft) -> None:
    """An id that nobody saved finds nothing."""
    assert find_draft(database, draft.id) is None


def test_the_last_saving_counts(database: Database, draft: Draft) -> None:
    """Saving again replaces answers, language and section."""
    changed = replace(
        draft,
        language="ar",
        section="end",
        answers={"like": "a_little"},
        updated_at=NOW + timedelta(minutes=1),
    )
    save_draft(database, draft)
    save_draft(database, changed)
    assert find_draft(database, draft.id) == changed


def test_finishing_turns_a_draft_into_a_response(
    database: Database, draft: Draft, submission: Submission
) -> None:
    """After finishing, the response is there and the draft is gone."""
    save_draft(database, draft)
    outcome = finish_draft(database, "resident", submission)
    assert (outcome, find_draft(database, draft.id)) == ("new", None)
    assert find_response(database, draft.id, NOW) == submission


def test_finishing_twice_is_a_success(database: Database, submission: Submission) -> None:
    """A person who presses the last button twice has answered once."""
    outcomes = [finish_draft(database, "resident", submission) for _ in range(2)]
    assert outcomes == ["new", "repeated"]


def test_a_finish_that_fails_keeps_the_draft(
    database: Database, draft: Draft, submission: Submission
) -> None:
    """When the response cannot be stored, the draft is still there."""
    save_draft(database, draft)
    with pytest.raises(MahallaError):
        finish_draft(database, "resident", replace(submission, wave="winter"))
    assert find_draft(database, draft.id) == draft


def test_a_late_saving_does_not_bring_a_draft_back(
    database: Database, draft: Draft, submission: Submission
) -> None:
    """A saving that arrives after the finish is refused, and leaves nothing."""
    finish_draft(database, "resident", submission)
    assert (save_draft(database, draft), find_draft(database, draft.id)) == (False, None)


def test_old_drafts_are_forgotten(database: Database, draft: Draft) -> None:
    """A draft that nobody has touched since the given moment is deleted; a younger one stays."""
    save_draft(database, draft)
    assert forget_drafts(database, NOW) == 0
    assert forget_drafts(database, NOW + timedelta(seconds=1)) == 1
    assert find_draft(database, draft.id) is None


def test_a_correction_is_a_draft_of_the_response_that_it_revises(
    database: Database, draft: Draft, submission: Submission
) -> None:
    """What names the content it revises is kept under the id of the response, and revises it."""
    finish_draft(database, "somebody", submission)
    correction = replace(draft, revises=hash_content(submission))
    assert save_draft(database, correction)
    corrected = replace(submission, answers={}, revises=correction.revises)
    assert finish_draft(database, "somebody", corrected) == "revised"
