"""What was withdrawn is gone, and stays gone whoever sends it again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.errors import MahallaError
from survey.places.model import Project
from survey.places.store import save_project
from survey.questionnaire.model import Questionnaire
from survey.responses.attachments import find_attachment, keep_attachment, list_attachments
from survey.responses.drafts import find_draft, finish_draft, save_draft
from survey.responses.model import Draft, Submission, hash_content
from survey.responses.receipts import find_receipt, give_receipt
from survey.responses.store import find_response, keep_version, responses_of, revisions_of, submit
from survey.responses.withdrawal import (
    bury,
    forget_response,
    is_withdrawn,
    list_stands,
    write_mark,
)
from survey.storage.database import Database
from survey.storage.open import open_database
from tests.databases import free_databases, place_database, place_of
from tests.responses.conftest import NOW, SOURCE

LATER = NOW + timedelta(days=1)
OTHER = UUID("019aab5c-0000-7000-8000-000000000002")


def withdraw(database: Database, response: UUID) -> None:
    with database.transaction() as tx:
        forget_response(tx, response)
        bury(tx, response, "east", "autumn", LATER, "receipt")


def correct(submission: Submission, **changes: object) -> Submission:
    return replace(submission, revises=hash_content(submission), received_at=LATER, **changes)


def draft_of(submission: Submission, **changes: object) -> Draft:
    draft = Draft(
        id=submission.id,
        questionnaire="trees",
        version=submission.version,
        language="fa",
        section="all",
        answers=submission.answers,
        started_at=NOW,
        updated_at=NOW,
    )
    return replace(draft, **changes)


def test_nothing_of_a_response_stays(database: Database, submission: Submission) -> None:
    """First content, correction, conflict, draft, file and receipt are gone; others stay."""
    correction = correct(submission, answers={"like": "a_little"})
    conflict = replace(submission, answers={"like": "a_little", "many": 3})
    for one in (submission, correction, conflict, replace(submission, id=OTHER)):
        submit(database, "omid", one)
    save_draft(database, draft_of(submission, revises=hash_content(correction)))
    name = keep_attachment(database, submission.id, b"a photo", "jpg", NOW)
    code = give_receipt(database, submission.id, bytes(8))
    withdraw(database, submission.id)
    assert find_response(database, submission.id, LATER) is None
    assert revisions_of(database, submission.id) == []
    assert find_draft(database, submission.id) is None
    assert find_attachment(database, submission.id, name) is None
    assert database.query("select * from attachments") == []
    assert find_receipt(database, code) is None
    assert [one.id for one in responses_of(database, "east", "autumn", LATER)] == [OTHER]


def test_a_file_that_somebody_else_sent_as_well_stays(
    database: Database, submission: Submission
) -> None:
    """Only files that nobody else uses are deleted."""
    for one in (submission, replace(submission, id=OTHER)):
        submit(database, "omid", one)
        name = keep_attachment(database, one.id, b"the same photo", "jpg", NOW)
    withdraw(database, submission.id)
    assert list_attachments(database, OTHER) == [name]
    assert find_attachment(database, OTHER, name) == b"the same photo"


def test_the_tombstone_names_neither_person_nor_place(
    database: Database, submission: Submission
) -> None:
    """It keeps a keyed hash of the id, project, wave, moment and way, and nothing else."""
    submit(database, "omid", submission)
    withdraw(database, submission.id)
    [row] = database.query("select * from withdrawals")
    assert row == {
        "response": write_mark(database, submission.id),
        "project": "east",
        "wave": "autumn",
        "at": "2026-11-23T12:00:00+00:00",
        "way": "receipt",
    }


def test_nobody_makes_a_tombstone_without_the_key(
    database: Database, submission: Submission, tmp_path: Path
) -> None:
    """Who has the database alone cannot try whether a response they know was withdrawn."""
    submit(database, "omid", submission)
    withdraw(database, submission.id)
    [row] = database.query("select response from withdrawals")
    other = open_database(place_database(tmp_path / "other.db"))
    assert row["response"] != write_mark(other, submission.id)


def test_a_tombstone_of_before_is_known_and_gets_the_key(
    database: Database, submission: Submission
) -> None:
    """Those with a plain hash count, and are written with the key at the next withdrawal."""
    plain = sha256(f"withdrawn {submission.id}".encode()).hexdigest()
    row = {"project": "east", "wave": "autumn", "at": "2026-11-23", "way": "office"}
    database.insert("withdrawals", {"response": plain, **row})
    assert submit(database, "omid", submission) == "withdrawn"
    withdraw(database, OTHER)
    assert database.query("select 1 from withdrawals where response = :hash", hash=plain) == []
    assert submit(database, "omid", submission) == "withdrawn"


def test_with_the_key_gone_nothing_withdrawn_comes_back(
    database: Database, submission: Submission
) -> None:
    """Without it nobody knows what was withdrawn: nothing is taken in before the key is back."""
    submit(database, "omid", submission)
    withdraw(database, submission.id)
    database.vault.path.unlink()
    again = open_database(place_of(database))
    with pytest.raises(MahallaError, match="is gone"):
        submit(again, "omid", submission)


def test_sending_it_again_is_answered_and_stores_nothing(
    database: Database, submission: Submission
) -> None:
    """The first content, a correction, a refusal: each is told, and none is kept."""
    submit(database, "omid", submission)
    withdraw(database, submission.id)
    sent = [submission, correct(submission, answers={"many": 3})]
    sent.append(replace(submission, consent="refused"))
    assert [submit(database, "omid", one) for one in sent] == ["withdrawn"] * 3
    assert database.query("select id from responses union select id from revisions") == []


def test_a_draft_of_it_is_not_kept(database: Database, submission: Submission) -> None:
    """A page of a correction that was still open somewhere cannot be kept nor sent."""
    submit(database, "omid", submission)
    withdraw(database, submission.id)
    assert not save_draft(database, draft_of(submission, revises=hash_content(submission)))
    assert finish_draft(database, "omid", submission) == "withdrawn"
    assert find_draft(database, submission.id) is None


def test_a_draft_finished_after_the_withdrawal_leaves_no_file(
    database: Database, submission: Submission
) -> None:
    """The files of a draft that turns out to be withdrawn go with it."""
    keep_attachment(database, submission.id, b"a photo", "jpg", NOW)
    bury(database, submission.id, "east", "autumn", LATER, "office")
    finish_draft(database, "omid", submission)
    assert database.query("select * from attachments") == []


def test_every_place_in_which_it_ever_stood_is_named(
    database: Database, submission: Submission
) -> None:
    """A correction may have moved it: both neighbourhoods are told; of an unknown id nothing is."""
    submit(database, "omid", submission)
    submit(database, "omid", correct(submission, neighbourhood="mill"))
    assert list_stands(database, submission.id) == {
        ("east", "autumn", "pines"),
        ("east", "autumn", "mill"),
    }
    assert list_stands(database, OTHER) == frozenset()


def test_a_refusal_keeps_nothing_that_was_said(database: Database, submission: Submission) -> None:
    """Answers, notes, columns of a table, draft and files of who declines are nowhere."""
    told = replace(
        submission,
        consent="refused",
        paradata={"notes": {"like": "has fig trees"}},
        design={"drawn": "fig street"},
    )
    save_draft(database, draft_of(submission))
    keep_attachment(database, submission.id, b"a photo", "jpg", NOW)
    assert finish_draft(database, "omid", told) == "new"
    assert submit(database, "omid", told) == "repeated"
    [row] = database.query("select answers, paradata, design from responses")
    assert row == {"answers": "{}", "paradata": "{}", "design": "{}"}
    for table in ("drafts", "attachments", "attachment_uses", "revisions"):
        assert database.query(f"select * from {table}") == []


def test_who_refuses_after_all_leaves_no_answers_behind(
    database: Database, submission: Submission
) -> None:
    """A correction to a refusal deletes what was answered before, and its files."""
    submit(database, "omid", submission)
    keep_attachment(database, submission.id, b"a photo", "jpg", NOW)
    assert submit(database, "omid", correct(submission, consent="refused")) == "revised"
    rows = database.query("select answers from responses union all select answers from revisions")
    assert [row["answers"] for row in rows] == ["{}", "{}"]
    assert database.query("select * from attachments") == []


def test_a_refusal_out_of_nowhere_deletes_nothing(
    database: Database, submission: Submission
) -> None:
    """A refusal that does not name what it revises is a conflict, and the answers stay."""
    submit(database, "omid", submission)
    assert submit(database, "omid", replace(submission, consent="refused")) == "conflict"
    assert find_response(database, submission.id, LATER) == submission


@pytest.fixture(scope="module")
def fresh() -> Callable[[Project, Questionnaire], Database]:
    """Open one more database in a folder of its own."""
    with TemporaryDirectory() as folder:
        count = iter(range(1_000_000))

        def open_one(project: Project, trees: Questionnaire) -> Database:
            free_databases(Path(folder))
            database = open_database(place_database(Path(folder) / f"{next(count)}.db"))
            save_project(database, NOW, "sara", project)
            keep_version(database, NOW, "sara", trees, SOURCE)
            return database

        yield open_one
        free_databases(Path(folder))


STEPS = st.lists(
    st.sampled_from(["send", "other", "correct", "refuse", "draft", "finish", "withdraw"]),
    max_size=12,
)


@given(STEPS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_order_of_steps_brings_an_answer_back(
    fresh: Callable[[Project, Questionnaire], Database],
    project: Project,
    trees: Questionnaire,
    submission: Submission,
    steps: list[str],
) -> None:
    """However often it is sent, corrected, refused or drafted: withdrawn, it is gone for ever."""
    database = fresh(project, trees)
    sent = submission
    for step in steps:
        if step == "send":
            submit(database, "omid", submission)
        elif step == "other":
            submit(database, "omid", replace(submission, answers={"many": 3}))
        elif step == "correct":
            sent = correct(find_response(database, submission.id, LATER) or sent)
            submit(database, "omid", sent)
        elif step == "refuse":
            submit(database, "omid", correct(sent, consent="refused"))
        elif step == "draft":
            save_draft(database, draft_of(submission, revises=hash_content(sent)))
        elif step == "finish":
            finish_draft(database, "omid", replace(submission, answers={"many": 4}))
        else:
            withdraw(database, submission.id)
        if is_withdrawn(database, submission.id):
            for table in ("responses", "revisions", "drafts"):
                assert database.query(f"select * from {table}") == []
