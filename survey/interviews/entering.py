"""What was read of an interview, entered: as a response, as a draft that waits, or kept aside.

Everything here runs in one transaction of the writer, and uses nothing but the database.
"""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime

from survey.errors import AnswerError
from survey.forms.filling import complete
from survey.interviews.answers import Reading
from survey.interviews.arrivals import (
    Arrival,
    add_arrival,
    drop_files,
    drop_kept,
    find_same,
    find_told,
    is_known,
    keep_unopened,
)
from survey.interviews.model import MOST_FILES, Outcome, Package, Post, Remark
from survey.interviews.refusing import TOO_MUCH, TOO_OFTEN, RefusedError
from survey.kinds.files import Taken
from survey.places.model import Project
from survey.responses.attachments import find_names, keep_attachment
from survey.responses.drafts import save_draft
from survey.responses.model import Draft, Submission
from survey.responses.receipts import keep_receipt, promise_receipt
from survey.responses.store import enter
from survey.storage.audit import record
from survey.storage.database import Database


@dataclass(frozen=True)
class Entry:
    """An interview that is ready: from which post, of whom, and what was read.

    `actor` is whom the audit trail names, `digest` the keyed digest of the package.
    """

    post: Post
    package: Package
    digest: str
    reading: Reading
    project: Project
    person: str
    actor: str
    remarks: tuple[Remark, ...] = ()

    @property
    def draft(self) -> Draft:
        """What was read."""
        return self.reading.draft


def enter_interview(tx: Database, entry: Entry) -> Outcome:
    """Enter an interview; the same again changes nothing, whoever was faster.

    Another content for an id that is taken is a conflict: as a revision beside its response, or,
    where there is none to stand beside, in the envelope as it came. Raises RefusedError where too
    many of those are kept already: the tablet keeps it then.
    """
    has_past = is_known(tx, entry.draft.id)
    if has_past and (told := _find_told(tx, entry)):
        return told
    try:
        with tx.transaction() if entry.reading.files else nullcontext():
            there = _look(tx, entry.draft) if has_past else _There()
            outcome, remarks = _place(tx, _check_revised(entry, there), there)
    except _NoPlaceError:
        if not keep_unopened(tx, entry.post, "conflict", entry.project.id):
            raise RefusedError(TOO_OFTEN, TOO_MUCH) from None
        return "conflict"
    if outcome == "withdrawn":
        return outcome
    arrival = Arrival(
        post=entry.post,
        digest=entry.digest,
        person=entry.person,
        project=entry.project.id,
        outcome=outcome,
        remarks=(*entry.remarks, *remarks),
    )
    add_arrival(tx, arrival)
    if has_past:
        drop_kept(tx, entry.post)
    if has_past and entry.reading.is_whole:
        drop_files(tx, entry.draft.id)
    return outcome


def _find_told(tx: Database, entry: Entry) -> Outcome | None:
    """Return what became of this envelope, or of its contents in another one."""
    told = find_told(tx, entry.post)
    if told == "withdrawn":
        drop_files(tx, entry.draft.id)
    if told:
        return told
    same = find_same(tx, entry.draft.id, entry.digest)
    if same:
        drop_kept(tx, entry.post)
    return same


class _NoPlaceError(Exception):
    """There is something else under this id, beside which this cannot stand."""


@dataclass(frozen=True)
class _There:
    """What there is already under an id; the hash is that of the response's first content."""

    has_draft: bool = False
    project: str = ""
    channel: str = ""
    collector: str = ""

    @property
    def has_response(self) -> bool:
        return bool(self.project)


def _look(tx: Database, draft: Draft) -> _There:
    drafts = tx.query("select 1 from drafts where id = :id", id=str(draft.id))
    rows = tx.query(
        "select project, channel, collector from responses where id = :id", id=str(draft.id)
    )
    return _There(bool(drafts), **rows[0]) if rows else _There(bool(drafts))


def _check_revised(entry: Entry, there: _There) -> Entry:
    """Let interviewers correct their own interviews only: of others it is another content."""
    if not entry.draft.revises or there.collector == entry.draft.collector:
        return entry
    reading = replace(entry.reading, draft=replace(entry.draft, revises=""))
    return replace(entry, reading=reading)


def _place(tx: Database, entry: Entry, there: _There) -> tuple[Outcome, tuple[Remark, ...]]:
    is_foreign = there.has_response and (
        there.channel != "tablet" or there.project != entry.project.id
    )
    is_refused = entry.package.consent == "refused"
    waits = bool(entry.reading.wrong) and not is_refused
    if there.has_draft or is_foreign or (waits and there.has_response):
        raise _NoPlaceError
    return _let_wait(tx, entry) if waits else _submit(tx, entry, is_refused)


def _submit(tx: Database, entry: Entry, is_refused: bool) -> tuple[Outcome, tuple[Remark, ...]]:
    submission = write_submission(entry, is_refused)
    outcome = enter(tx, entry.actor, submission)
    if outcome in ("new", "revised", "conflict"):
        _keep_files(tx, entry, submission.answers)
    if outcome != "new" or is_refused or not entry.package.receipt:
        return outcome, ()
    is_kept = keep_receipt(tx, submission.id, bytes.fromhex(entry.package.receipt))
    return outcome, () if is_kept else ("receipt",)


def _let_wait(tx: Database, entry: Entry) -> tuple[Outcome, tuple[Remark, ...]]:
    """Put an interview on the desk of its interviewer, to be looked over and sent."""
    draft = replace(entry.draft, started_at=find_moment(entry), revises="")
    if not save_draft(tx, draft):
        return "withdrawn", ()
    _keep_files(tx, entry, draft.answers)
    detail = {"project": draft.project, "neighbourhood": draft.neighbourhood}
    record(
        tx, entry.post.received_at, entry.actor, "interview.waits", f"response:{draft.id}", detail
    )
    if not entry.package.receipt:
        return "waiting", ()
    is_kept = promise_receipt(tx, draft.id, bytes.fromhex(entry.package.receipt))
    return "waiting", () if is_kept else ("receipt",)


def write_submission(entry: Entry, is_refused: bool) -> Submission:
    """Make the response of an interview; its clock stays the device's."""
    placed = replace(entry.draft, started_at=find_moment(entry))
    now = entry.post.received_at
    reading = entry.reading
    submission = complete(reading.questionnaire, entry.project, placed, now, reading.counting)
    return replace(
        submission,
        started_at=entry.package.started_at,
        finished_at=entry.package.finished_at,
        consent="refused" if is_refused else submission.consent,
        answers={} if is_refused else submission.answers,
    )


def find_moment(entry: Entry) -> datetime:
    """Return the moment that tells the wave: when it began, or else when it arrived."""
    return find_wave_moment(entry.project, entry.package, entry.post.received_at)


def find_wave_moment(project: Project, package: Package, received_at: datetime) -> datetime:
    """Return the moment by which an interview belongs to a wave, as well as can be told."""
    moments = (package.begun_at, package.started_at, received_at)
    return next((one for one in moments if project.wave_on(one.date())), package.begun_at)


def _keep_files(tx: Database, entry: Entry, answers: Mapping[str, object]) -> None:
    """Keep the files that the answers name. Raises _NoPlaceError where there are too many."""
    files: Mapping[str, Taken] = entry.reading.files
    if not files:
        return
    try:
        for name in dict.fromkeys(find_names(answers)):
            if name in files:
                taken, now = files[name], entry.post.received_at
                keep_attachment(
                    tx, entry.draft.id, taken.content, taken.extension, now, 2 * MOST_FILES
                )
    except AnswerError as error:
        raise _NoPlaceError from error
