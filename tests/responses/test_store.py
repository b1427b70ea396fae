"""Entering, correcting and reading responses."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from survey.errors import MahallaError
from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.responses.model import Submission, hash_content
from survey.responses.store import (
    find_response,
    find_version,
    keep_version,
    responses_of,
    revisions_of,
    submit,
)
from survey.storage.database import Database
from tests.responses.conftest import NOW, SOURCE

LATER = NOW + timedelta(days=1)


@pytest.fixture
def other(submission: Submission) -> Submission:
    return replace(submission, answers={"like": "a_little"}, received_at=LATER)


@pytest.fixture
def correction(submission: Submission, other: Submission) -> Submission:
    return replace(other, revises=hash_content(submission))


def actions(database: Database) -> list[str]:
    rows = database.query(
        "select action from audit where subject like 'response:%' order by number"
    )
    return [row["action"] for row in rows]


def test_a_response_comes_back_as_it_was(database: Database, submission: Submission) -> None:
    """Every field of a response survives."""
    submit(database, "omid", submission)
    assert find_response(database, submission.id, NOW) == submission


def test_a_bare_response_comes_back_as_it_was(database: Database, submission: Submission) -> None:
    """A response without times, weight and place survives."""
    bare = replace(
        submission, neighbourhood="", household="", started_at=None, finished_at=None, weight=None
    )
    submit(database, "omid", bare)
    assert find_response(database, bare.id, NOW) == bare


def test_what_a_table_says_of_the_sample_comes_back(
    database: Database, submission: Submission
) -> None:
    """Columns that the design names survive, in a first content and in a correction."""
    first = replace(submission, design={"drawn": 0.25, "sex": "female"})
    submit(database, "omid", first)
    assert find_response(database, first.id, NOW) == first
    later = replace(first, design={"drawn": 0.5}, revises=hash_content(first))
    submit(database, "omid", later)
    assert find_response(database, first.id, NOW) == later


def test_an_unknown_response(database: Database, submission: Submission) -> None:
    """An id that nobody submitted finds nothing."""
    assert find_response(database, submission.id, NOW) is None


def test_a_first_submission_is_new(database: Database, submission: Submission) -> None:
    """The first content for an id is new."""
    assert submit(database, "omid", submission) == "new"


def test_a_repetition_is_a_success_and_changes_nothing(
    database: Database, submission: Submission
) -> None:
    """The same content sent again, later, is known as such, and the first stays."""
    submit(database, "omid", submission)
    outcome = submit(database, "omid", replace(submission, received_at=LATER))
    assert (outcome, find_response(database, submission.id, LATER)) == ("repeated", submission)


def test_other_content_is_a_conflict(
    database: Database, submission: Submission, other: Submission
) -> None:
    """Other content that names no revised hash is kept aside, and the first stays."""
    submit(database, "omid", submission)
    assert submit(database, "omid", other) == "conflict"
    [kept] = revisions_of(database, submission.id)
    assert (kept.standing, kept.submission) == ("conflict", other)
    assert find_response(database, submission.id, LATER) == submission


def test_a_repeated_conflict_is_kept_once(
    database: Database, submission: Submission, other: Submission
) -> None:
    """The same conflicting content sent twice is one conflict."""
    submit(database, "omid", submission)
    outcomes = [submit(database, "omid", other) for _ in range(2)]
    assert (outcomes, len(revisions_of(database, submission.id))) == (["conflict"] * 2, 1)


def test_a_correction_is_appended(
    database: Database, submission: Submission, correction: Submission
) -> None:
    """A correction that names what it revises counts from then on; the first content is kept."""
    submit(database, "omid", submission)
    assert submit(database, "sara", correction) == "revised"
    assert find_response(database, submission.id, LATER) == correction
    assert find_response(database, submission.id, NOW) == submission


def test_a_repeated_correction_is_a_success(
    database: Database, submission: Submission, correction: Submission
) -> None:
    """A correction sent twice is appended once."""
    submit(database, "omid", submission)
    outcomes = [submit(database, "sara", correction) for _ in range(2)]
    assert (outcomes, len(revisions_of(database, submission.id))) == (["revised", "repeated"], 1)


def test_a_late_repetition_of_the_first_content_is_a_success(
    database: Database, submission: Submission, correction: Submission
) -> None:
    """The first content sent again after a correction does not undo the correction."""
    submit(database, "omid", submission)
    submit(database, "sara", correction)
    assert submit(database, "omid", submission) == "repeated"
    assert find_response(database, submission.id, LATER) == correction


def test_a_correction_of_what_was_corrected_already_is_a_conflict(
    database: Database, submission: Submission, correction: Submission
) -> None:
    """Of two people who correct the same content, the second is kept aside."""
    submit(database, "omid", submission)
    submit(database, "sara", correction)
    second = replace(correction, answers={"many": 3})
    assert submit(database, "nasrin", second) == "conflict"


def test_a_correction_may_go_back(
    database: Database, submission: Submission, correction: Submission
) -> None:
    """A second correction may restore the first answers."""
    submit(database, "omid", submission)
    submit(database, "sara", correction)
    back = replace(submission, revises=hash_content(correction), received_at=LATER)
    assert submit(database, "sara", back) == "revised"
    found = find_response(database, submission.id, LATER)
    assert found is not None
    assert found.answers == submission.answers


def test_refused_consent_keeps_no_answers(database: Database, submission: Submission) -> None:
    """Who declines is recorded, without a single answer."""
    submit(database, "omid", replace(submission, consent="refused"))
    [row] = database.query("select consent, answers from responses")
    assert row == {"consent": "refused", "answers": "{}"}


@pytest.mark.parametrize(
    "change",
    [{"project": "west"}, {"wave": "winter"}, {"neighbourhood": "lake"}, {"version": "unknown"}],
)
def test_what_is_not_registered_is_refused(
    database: Database, submission: Submission, change: dict[str, str]
) -> None:
    """A response of an unknown project, wave, neighbourhood or version is not stored."""
    with pytest.raises(MahallaError, match=r"not registered here .*Register it"):
        submit(database, "omid", replace(submission, **change))
    assert actions(database) == []


def test_every_change_is_in_the_audit_trail(
    database: Database, submission: Submission, other: Submission, correction: Submission
) -> None:
    """New, disputed and revised content leave an entry each; repetitions leave none."""
    for content in (submission, submission, other, other, correction, correction):
        submit(database, "omid", content)
    assert actions(database) == ["response.submitted", "response.disputed", "response.revised"]


def test_audit_entries_hold_no_answers(database: Database, submission: Submission) -> None:
    """The trail tells that something was said, not what."""
    submit(database, "omid", submission)
    [row] = database.query("select detail from audit where subject like 'response:%'")
    assert "like" not in row["detail"]


def numbered(submission: Submission, number: int, **changes: object) -> Submission:
    return replace(submission, id=UUID(int=submission.id.int + number), **changes)  # type: ignore[arg-type]


def test_a_wave_is_read_without_others(database: Database, submission: Submission) -> None:
    """Reading a wave gives its responses by id, and no other wave's."""
    for content in (
        numbered(submission, 2),
        numbered(submission, 1),
        numbered(submission, 3, wave="spring"),
    ):
        submit(database, "omid", content)
    found = [content.id.int - submission.id.int for content in read(database)]
    assert found == [1, 2]


def read(database: Database) -> list[Submission]:
    return list(responses_of(database, "east", "autumn", LATER))


def test_a_wave_is_read_as_it_was(database: Database, submission: Submission) -> None:
    """What came in after the moment asked for is not read."""
    submit(database, "omid", submission)
    submit(database, "omid", numbered(submission, 1, received_at=LATER))
    assert list(responses_of(database, "east", "autumn", NOW)) == [submission]


def test_a_wave_is_read_with_corrections(
    database: Database, submission: Submission, correction: Submission
) -> None:
    """A corrected response is read once, as corrected; before the correction, as it was."""
    submit(database, "omid", submission)
    submit(database, "omid", correction)
    before = list(responses_of(database, "east", "autumn", NOW))
    assert (before, read(database)) == ([submission], [correction])


def test_a_wave_is_read_without_conflicts(
    database: Database, submission: Submission, other: Submission
) -> None:
    """Conflicting content is not read until somebody settles it."""
    submit(database, "omid", submission)
    submit(database, "omid", other)
    assert read(database) == [submission]


def test_a_wave_is_read_without_refusals(database: Database, submission: Submission) -> None:
    """Who declined is not among the responses."""
    submit(database, "omid", replace(submission, consent="refused"))
    assert read(database) == []


def test_a_correction_may_move_a_response(
    database: Database, submission: Submission, correction: Submission
) -> None:
    """A response corrected into another wave leaves the first one."""
    submit(database, "omid", submission)
    submit(database, "sara", replace(correction, wave="spring"))
    spring = list(responses_of(database, "east", "spring", LATER))
    assert (len(read(database)), len(spring)) == (0, 1)


def test_a_long_wave_is_read_whole(
    database: Database, submission: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading goes on page after page, each response once, at the edge of a page too."""
    monkeypatch.setattr("survey.responses.store.PAGE", 3)
    numbers = range(1, 10)
    for number in numbers:
        submit(database, "omid", numbered(submission, number))
    assert [content.id.int - submission.id.int for content in read(database)] == list(numbers)


def test_an_old_version_stays_readable(database: Database, trees: Questionnaire) -> None:
    """The text of a version can be read and loaded again, to the same version."""
    source = find_version(database, trees.version)
    assert source is not None
    assert parse_questionnaire(source, "archive").version == trees.version


def test_keeping_a_version_again_changes_nothing(database: Database, trees: Questionnaire) -> None:
    """The first text of a version is kept, and one audit entry."""
    keep_version(database, LATER, "sara", trees, SOURCE + "# a remark\n")
    entries = database.query("select number from audit where action = 'questionnaire.kept'")
    assert (find_version(database, trees.version), len(entries)) == (SOURCE, 1)


def test_an_unknown_version(database: Database) -> None:
    """A version that was never kept finds nothing."""
    assert find_version(database, "unknown") is None
