"""Files that belong to answers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from survey.errors import AnswerError
from survey.responses.attachments import (
    MOST_BYTES,
    MOST_FILES,
    drop_attachment,
    find_attachment,
    find_names,
    keep_attachment,
    list_attachments,
)
from survey.responses.drafts import finish_draft, forget_drafts, save_draft
from survey.responses.model import Draft

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
ONE, OTHER = UUID(int=1), UUID(int=2)


def keep(database, content=b"a picture", draft=ONE):
    return keep_attachment(database, draft, content, "jpg", NOW)


def count(database):
    [row] = database.query("select count(*) as files from attachments")
    return row["files"]


def test_a_file_is_called_after_its_content(database):
    """The name is the SHA-256 of the content, and the content comes back by it."""
    name = keep(database, b"hello")
    assert name == "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824.jpg"
    assert find_attachment(database, ONE, name) == b"hello"


def test_the_same_file_again_changes_nothing(database):
    """A repeated upload is the same file, also for two drafts."""
    assert {keep(database), keep(database), keep(database, draft=OTHER)} == {keep(database)}
    assert count(database) == 1


def test_a_file_is_read_only_by_its_own_draft(database):
    """Who knows the name of somebody else's file does not get it."""
    assert find_attachment(database, OTHER, keep(database)) is None


def test_a_file_taken_away_by_one_stays_for_the_other(database):
    """The content goes when nobody uses it any more."""
    name = keep(database)
    keep(database, draft=OTHER)
    drop_attachment(database, ONE, name)
    assert (count(database), find_attachment(database, ONE, name)) == (1, None)
    drop_attachment(database, OTHER, name)
    assert count(database) == 0


def test_too_large_files_are_refused(database):
    """A file beyond the limit is refused in a sentence, and nothing is kept."""
    with pytest.raises(AnswerError, match="too large"):
        keep(database, b"x" * (MOST_BYTES + 1))
    assert count(database) == 0


def test_nobody_fills_the_disk(database):
    """A draft has only so many files."""
    for number in range(MOST_FILES):
        keep(database, str(number).encode())
    with pytest.raises(AnswerError, match="too many files"):
        keep(database, b"one more")


def test_names_are_found_anywhere_in_answers():
    """Also inside the members of a repeat; other texts are no names."""
    name = "0" * 64 + ".jpg"
    answers = {"a": 1, "b": {"missing": "refused"}, "c": [{"photo": name}], "d": name[1:]}
    assert list(find_names(answers)) == [name]


@pytest.fixture
def draft(database, submission):
    """The draft that the submission was."""
    begun = Draft(
        id=submission.id,
        questionnaire="trees",
        version=submission.version,
        language="fa",
        section="all",
        answers={},
        started_at=NOW,
        updated_at=NOW,
    )
    save_draft(database, begun)
    return begun


def test_files_vanish_with_a_forgotten_draft(database, draft):
    """A draft that nobody touched any more takes its files along."""
    keep(database, draft=draft.id)
    forget_drafts(database, draft.updated_at + timedelta(days=1))
    assert count(database) == 0


def test_files_of_a_response_stay(database, draft, submission):
    """What the answers name is kept with the response; what they do not name is not."""
    kept, taken_back = (keep(database, text, draft.id) for text in (b"kept", b"taken back"))
    finish_draft(database, "test", replace(submission, answers={"like": kept}))
    forget_drafts(database, NOW + timedelta(days=99))
    assert list_attachments(database, draft.id) == [kept]
    assert find_attachment(database, draft.id, taken_back) is None
    drop_attachment(database, draft.id, kept)
    assert list_attachments(database, draft.id) == [kept]
