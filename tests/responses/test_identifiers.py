"""What tells who a person is: parted from the answers, sealed, opened for a reason, forgotten."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from survey.errors import MahallaError
from survey.places.store import save_project
from survey.questionnaire.load import parse_questionnaire
from survey.responses.drafts import find_draft, save_draft
from survey.responses.identifiers import (
    forget_identifiers,
    list_identified,
    part_answers,
    read_identifiers,
)
from survey.responses.model import Draft, Submission, hash_content
from survey.responses.store import find_hash, find_response, keep_version, revisions_of, submit
from survey.responses.withdrawal import forget_response
from survey.storage.open import open_database
from tests.databases import place_database, place_of, read_bytes

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PHONE = "0912 345 67 89"
SOURCE = """\
id: trees
title: Trees
unit: household
columns: {id: nr, neighbourhood: quarter}
sections:
  - id: all
    title: All
    questions:
      - {id: like, kind: yes_no, text: Do you like trees?}
      - {id: name, kind: text, text: Your name, identifying: true, missing: [refused]}
      - {id: phone, kind: text, text: Your telephone, identifying: true, missing: [refused]}
      - {id: plot, kind: integer, text: Plot, identifying: true, min: 1}
"""
FIRST = UUID("01930000-0000-7000-8000-000000000001")
SECOND = UUID("01930000-0000-7000-8000-000000000002")


@pytest.fixture
def database(tmp_path, project):
    opened = open_database(place_database(tmp_path / "mahalla.db"))
    save_project(opened, NOW, "test", project)
    keep_version(opened, NOW, "test", parse_questionnaire(SOURCE, "trees.yaml"), SOURCE)
    return opened


def answer(database, response=FIRST, moment=NOW, revises="", **answers):
    version = parse_questionnaire(SOURCE, "trees.yaml").version
    return Submission(
        id=response,
        project="east",
        wave="autumn",
        questionnaire="trees",
        version=version,
        language="en",
        channel="self",
        consent="given",
        answers=answers,
        received_at=moment,
        neighbourhood="pines",
        revises=revises,
    )


def list_entries(database, action):
    rows = database.query("select * from audit where action = :action", action=action)
    return [(row["actor"], row["subject"], json.loads(row["detail"])) for row in rows]


def test_answers_and_identifiers_are_parted(database):
    """The response has the answers alone; the identifiers come out by their one door."""
    submit(database, "test", answer(database, like="yes", name="Zahra", phone=PHONE))

    found = find_response(database, FIRST, NOW)
    assert found.answers == {"like": "yes"}
    assert read_identifiers(database, NOW, "person:1", FIRST, "A call") == {
        "name": "Zahra",
        "phone": PHONE,
    }


def test_nothing_readable_lies_in_the_files(database):
    """Neither a name nor a telephone is anywhere in the database or its journal."""
    submit(database, "test", answer(database, like="yes", name="Zahra", phone=PHONE))

    written = read_bytes(database)
    assert b"Zahra" not in written
    assert PHONE.encode() not in written


def test_every_reading_is_an_entry_of_the_audit_trail(database):
    """Who opened them and why is recorded, and nothing of what they say."""
    submit(database, "test", answer(database, like="yes", phone=PHONE))
    read_identifiers(database, NOW, "person:1", FIRST, "A call")

    assert list_entries(database, "identifiers.read") == [
        (
            "person:1",
            f"response:{FIRST}",
            {"reason": "A call", "project": "east", "neighbourhood": "pines"},
        )
    ]


def test_where_there_are_none_nothing_is_read(database):
    """A response without identifiers leaves no entry."""
    submit(database, "test", answer(database, like="yes"))

    assert read_identifiers(database, NOW, "person:1", FIRST, "A call") == {}
    assert list_entries(database, "identifiers.read") == []


def test_a_repetition_is_told_from_a_change(database):
    """The same identifiers again change nothing; others are other content."""
    sent = answer(database, like="yes", phone=PHONE)

    assert submit(database, "test", sent) == "new"
    assert submit(database, "test", sent) == "repeated"
    assert submit(database, "test", answer(database, like="yes", phone="0912")) == "conflict"


def test_the_hash_of_a_telephone_cannot_be_tried_out(database):
    """Whoever holds the database, and not the key, cannot find a number by hashing candidates."""
    sent = answer(database, like="yes", phone=PHONE)
    submit(database, "test", sent)
    [row] = database.query("select hash, sealed from responses")

    assert hash_content(sent) != row["hash"]
    database.vault.path.unlink()
    salt = database.query("select salt from identifiers")[0]["salt"]
    guessed = open_database(place_of(database)).vault.digest(
        "identifiers", f'{FIRST} {salt} {{"phone":"{PHONE}"}}'
    )
    assert guessed != row["sealed"]


def test_the_same_telephone_of_two_people_is_not_seen(database):
    """Equal identifiers of different responses have nothing in common."""
    submit(database, "test", answer(database, FIRST, phone=PHONE))
    submit(database, "test", answer(database, SECOND, phone=PHONE))

    assert len({row["sealed"] for row in database.query("select sealed from identifiers")}) == 2
    assert len({row["sealed"] for row in database.query("select sealed from responses")}) == 2


def test_a_correction_has_identifiers_of_its_own(database):
    """After a correction the corrected ones are read; the first content keeps its own."""
    submit(database, "test", answer(database, like="yes", phone="1"))
    revises = find_hash(database, FIRST)

    outcome = submit(database, "test", answer(database, revises=revises, like="yes", phone="2"))

    assert outcome == "revised"
    assert read_identifiers(database, NOW, "a", FIRST, "b") == {"phone": "2"}
    [revision] = revisions_of(database, FIRST)
    assert revision.submission.answers == {"like": "yes"}


def test_a_conflict_does_not_stand(database):
    """Other content without the hash it revises is kept, and is not what is read."""
    submit(database, "test", answer(database, phone="1"))
    submit(database, "test", answer(database, phone="2"))

    assert read_identifiers(database, NOW, "a", FIRST, "b") == {"phone": "1"}
    assert len(database.query("select * from identifiers")) == 2


def test_a_correction_may_take_them_away(database):
    """Where the corrected content has none, none are read."""
    submit(database, "test", answer(database, like="yes", phone="1"))
    submit(database, "test", answer(database, revises=find_hash(database, FIRST), like="yes"))

    assert read_identifiers(database, NOW, "a", FIRST, "b") == {}


def test_answers_that_are_none_are_sealed_too(database):
    """Somebody who did not give their telephone is not told apart in the answers."""
    submit(database, "test", answer(database, phone={"missing": "refused"}, plot=7))

    assert find_response(database, FIRST, NOW).answers == {}
    assert read_identifiers(database, NOW, "a", FIRST, "b") == {
        "phone": {"missing": "refused"},
        "plot": 7,
    }


def test_what_was_moved_to_another_response_is_refused(database):
    """A seal that was copied to another response, or to another question, does not open."""
    submit(database, "test", answer(database, FIRST, phone=PHONE))
    submit(database, "test", answer(database, SECOND, phone="1", name="A"))
    database.execute(
        "update identifiers set sealed = (select sealed from identifiers where response = :first) "
        "where response = :second and question = 'phone'",
        first=str(FIRST),
        second=str(SECOND),
    )

    with pytest.raises(MahallaError, match="cannot be opened"):
        read_identifiers(database, NOW, "a", SECOND, "b")
    database.execute("update identifiers set question = 'name' where response = :id", id=str(FIRST))
    with pytest.raises(MahallaError, match="cannot be opened"):
        read_identifiers(database, NOW, "a", FIRST, "b")


def test_a_lost_key_is_not_replaced_in_silence(database):
    """Where something is sealed and its key is gone, nothing more is sealed before it is back."""
    submit(database, "test", answer(database, FIRST, phone=PHONE))
    database.vault.path.unlink()
    again = open_database(place_of(database))

    with pytest.raises(MahallaError, match="is gone"):
        submit(again, "test", answer(again, SECOND, phone=PHONE))
    assert not again.vault.has_key


def test_a_draft_keeps_them_sealed(database):
    """Who fills in a form goes on with what they typed; the files do not show it."""
    version = parse_questionnaire(SOURCE, "trees.yaml").version
    answers = {"like": "yes", "phone": {"typed": PHONE}, "name": "Zahra"}
    draft = Draft(FIRST, "trees", version, "en", "all", answers, NOW, NOW, project="east")

    save_draft(database, draft)

    assert find_draft(database, FIRST) == draft
    assert PHONE.encode() not in read_bytes(database)
    [row] = database.query("select answers from drafts")
    assert json.loads(row["answers"])["like"] == "yes"


def test_they_leave_with_their_response(database):
    """Whoever withdraws leaves no identifiers behind."""
    submit(database, "test", answer(database, phone=PHONE))

    forget_response(database, FIRST)

    assert database.query("select * from identifiers") == []


def test_who_refuses_after_all_leaves_none(database):
    """A correction to a refusal deletes the identifiers given before, and their digest."""
    submit(database, "test", answer(database, phone=PHONE))
    refusal = answer(database, revises=find_hash(database, FIRST))
    submit(database, "test", replace(refusal, consent="refused"))

    assert database.query("select * from identifiers") == []
    assert database.query("select sealed from responses") == [{"sealed": ""}]


def test_those_that_are_old_are_listed_and_forgotten(database):
    """The answers stay; what is sealed goes, with the salt without which no digest can be tried."""
    submit(database, "test", answer(database, FIRST, NOW, like="yes", phone=PHONE))
    submit(database, "test", answer(database, SECOND, LATER, like="no", phone=PHONE))
    assert list_identified(database, "east", LATER) == [(FIRST, "autumn", NOW)]

    forget_identifiers(database, FIRST)

    assert list_identified(database, "east", LATER) == []
    assert find_response(database, FIRST, LATER).answers == {"like": "yes"}
    assert read_identifiers(database, LATER, "a", FIRST, "b") == {}


def test_what_was_forgotten_does_not_come_back(database):
    """A table that is imported again brings no identifiers back; corrections still work."""
    sent = answer(database, like="yes", phone=PHONE)
    submit(database, "test", sent)
    forget_identifiers(database, FIRST)

    submit(database, "test", sent)
    again = answer(database, revises=find_hash(database, FIRST), like="no", phone=PHONE)

    assert submit(database, "test", again) == "revised"
    assert database.query("select * from identifiers") == []


def test_an_earlier_version_of_the_questionnaire_decides_for_its_answers(database):
    """What identified in the version that was answered is sealed, whatever a later one says."""
    later = parse_questionnaire(SOURCE.replace(", identifying: true", ""), "trees.yaml")
    keep_version(database, NOW, "test", later, "")

    old = part_answers(database, FIRST, answer(database).version, {"phone": PHONE})
    new = part_answers(database, FIRST, later.version, {"phone": PHONE})

    assert (old.answers, new.answers) == ({}, {"phone": PHONE})
