"""Responses in the database: entered once, corrected by appending, never overwritten."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from survey.errors import N_, MahallaError, Problem
from survey.questionnaire.model import Questionnaire
from survey.responses.identifiers import Parted, keep_identifiers, part_answers
from survey.responses.model import (
    Outcome,
    Revision,
    Submission,
    hash_content,
    write_json,
)
from survey.responses.withdrawal import clear_contents, is_withdrawn
from survey.storage.audit import record
from survey.storage.database import ConstraintError, Database, Row

PAGE = 1000
BATCH = 500
"""So many responses of a table share one entry of the audit trail."""

COLUMNS = """
    id, project, wave, questionnaire, version, neighbourhood, household, language, channel,
    collector, started_at, finished_at, received_at, consent, state, weight, stratum, psu,
    answers, paradata, design, sealed, consent_text, consented_at, revises, hash
"""
STANDING = f"""
    select {COLUMNS} from responses
    where received_at <= :until and not exists (
        select 1 from revisions as later
        where later.id = responses.id and later.standing = 'correction'
            and later.received_at <= :until
    )
    union all
    select {COLUMNS} from revisions
    where standing = 'correction' and received_at <= :until and not exists (
        select 1 from revisions as later
        where later.id = revisions.id and later.standing = 'correction'
            and later.received_at <= :until and later.number > revisions.number
    )
"""
"""Every response as it stood at a moment: its last correction by then, else its first content."""

UNREGISTERED = N_(
    "This response names a project, wave, neighbourhood or questionnaire version that is not "
    "registered here (%(project)s, %(wave)s, %(neighbourhood)s). Register it, then send it again."
)


def submit(database: Database, actor: str, submission: Submission) -> Outcome:
    """Enter a response, or say what became of it.

    The same content for an id that is there changes nothing (`repeated`). Other content that names
    the hash it revises is appended (`revised`); without it, it is kept aside (`conflict`). Nothing
    is stored of a response that was withdrawn. Of a person who refused, no answers, notes or
    columns of a table are stored; a correction to a refusal deletes what was answered before. What
    tells who a person is, is parted from the answers and kept sealed. Joins the transaction it is
    called in. Raises MahallaError where the response belongs to nothing that
    is registered.
    """
    with database.transaction() as tx:
        return enter(tx, actor, submission)


def enter(tx: Database, actor: str, submission: Submission) -> Outcome:
    """Enter a response as `submit` does, in a transaction that whatever is raised here ends."""
    outcome, row = _enter(tx, actor, submission)
    if outcome == "new":
        _record(tx, actor, "response.submitted", row)
    return outcome


def submit_all(
    database: Database, now: datetime, actor: str, project: str, submissions: Iterable[Submission]
) -> list[Outcome]:
    """Enter many responses of a project at once, and say what became of each.

    Those that are new leave an entry of the audit trail for each BATCH, which lists their ids.
    """
    with database.transaction() as tx:
        entered = [(one.id, _enter(tx, actor, one)[0]) for one in submissions]
        new = [str(response) for response, outcome in entered if outcome == "new"]
        for start in range(0, len(new), BATCH):
            detail = {"ids": " ".join(new[start : start + BATCH])}
            record(tx, now, actor, "responses.submitted", f"project:{project}", detail)
        return [outcome for _, outcome in entered]


def find_response(database: Database, response: UUID, until: datetime) -> Submission | None:
    """Return a response as it stood at `until`, with its corrections; None where there is none."""
    rows = database.query(
        f"select * from ({STANDING}) as stood where id = :id",
        id=str(response),
        until=_write_time(until),
    )
    return _read(rows[0]) if rows else None


def has_response(database: Database, response: UUID) -> bool:
    """Tell whether a response is there."""
    return bool(database.query("select 1 from responses where id = :id", id=str(response)))


def find_hash(database: Database, response: UUID) -> str:
    """Return the content hash of a response as it stands: what a correction of it revises."""
    rows = database.query(
        f"select hash from ({STANDING}) as stood where id = :id",
        id=str(response),
        until=_write_time(datetime.max.replace(tzinfo=UTC)),
    )
    return str(rows[0]["hash"]) if rows else ""


def revisions_of(database: Database, response: UUID) -> list[Revision]:
    """Return what came after the first content of a response, conflicts too, in order."""
    rows = database.query(
        "select * from revisions where id = :id order by number", id=str(response)
    )
    return [Revision(row["number"], row["standing"], _read(row)) for row in rows]


def responses_of(
    database: Database, project: str, wave: str, until: datetime
) -> Iterator[Submission]:
    """Read the responses of a wave as they stood at `until`, by id; who refused is left out."""
    after = ""
    while True:
        rows = database.query(
            f"""
            select * from ({STANDING}) as stood
            where project = :project and wave = :wave and id > :after
            order by id limit :page
            """,
            project=project,
            wave=wave,
            until=_write_time(until),
            after=after,
            page=PAGE,
        )
        yield from (_read(row) for row in rows if row["consent"] != "refused")
        if len(rows) < PAGE:
            return
        after = rows[-1]["id"]


def keep_version(
    database: Database, now: datetime, actor: str, questionnaire: Questionnaire, source: str
) -> None:
    """Archive the YAML text of a questionnaire, so that its answers stay readable for ever.

    A version must be kept before its first response comes in; keeping it again changes nothing.
    """
    row = {
        "version": questionnaire.version,
        "questionnaire": questionnaire.id,
        "edition": questionnaire.edition,
        "source": source,
        "kept_at": now.isoformat(),
        "identifying": json.dumps(questionnaire.identifying),
    }
    with database.transaction() as tx:
        if tx.insert_once("questionnaire_versions", row):
            detail = {"version": questionnaire.version}
            record(
                tx,
                now,
                actor,
                "questionnaire.kept",
                f"questionnaire:{row['questionnaire']}",
                detail,
            )


def find_version(database: Database, version: str) -> str | None:
    """Return the YAML text of a questionnaire's version, or None."""
    rows = database.query(
        "select source from questionnaire_versions where version = :version", version=version
    )
    return str(rows[0]["source"]) if rows else None


def read_time(written: str | None) -> datetime | None:
    """Read a moment as the database keeps it; None where none is kept."""
    return datetime.fromisoformat(written) if written else None


def _enter(tx: Database, actor: str, submission: Submission) -> tuple[Outcome, Row]:
    """Enter a response, in the transaction of whoever tells the audit trail of a new one."""
    if submission.consent == "refused":
        submission = replace(submission, answers={}, paradata={}, design={})
    if is_withdrawn(tx, submission.id):
        return "withdrawn", {}
    parted = part_answers(tx, submission.id, submission.version, submission.answers)
    if parted.digest or submission.sealed:
        submission = replace(submission, answers=parted.answers, sealed=parted.digest)
    row = _write(submission)
    try:
        if not tx.insert_once("responses", row):
            return _append(tx, actor, row, parted), row
        keep_identifiers(tx, submission.id, 0, parted)
        return "new", row
    except ConstraintError as error:
        values = {
            "project": submission.project,
            "wave": submission.wave,
            "neighbourhood": submission.neighbourhood,
        }
        raise MahallaError(Problem(UNREGISTERED, values)) from error


def _append(tx: Database, actor: str, row: Row, parted: Parted) -> Outcome:
    """Place other content beside a response that is there."""
    first = tx.query("select hash from responses where id = :id", id=row["id"])
    later = tx.query(
        "select number, standing, hash from revisions where id = :id order by number", id=row["id"]
    )
    accepted = first + [revision for revision in later if revision["standing"] == "correction"]
    if row["hash"] in [content["hash"] for content in accepted]:
        return "repeated"
    if row["hash"] in [content["hash"] for content in later]:
        return "conflict"
    number, is_correction = len(later) + 1, row["revises"] == accepted[-1]["hash"]
    if is_correction and row["consent"] == "refused":
        clear_contents(tx, UUID(row["id"]))
    standing = "correction" if is_correction else "conflict"
    tx.insert("revisions", {**row, "number": number, "standing": standing})
    keep_identifiers(tx, UUID(row["id"]), number, parted)
    _record(tx, actor, "response.revised" if is_correction else "response.disputed", row)
    return "revised" if is_correction else "conflict"


def _record(tx: Database, actor: str, action: str, row: Row) -> None:
    # No hash of the content: of few answers it could be found by trying, after they are withdrawn.
    detail = {"channel": row["channel"], "project": row["project"]}
    received_at = datetime.fromisoformat(row["received_at"])
    record(tx, received_at, actor, action, f"response:{row['id']}", detail)


def _write(submission: Submission) -> Row:
    row = dict(vars(submission))
    return {
        **row,
        "id": str(submission.id),
        "neighbourhood": submission.neighbourhood or None,
        "started_at": submission.started_at.isoformat() if submission.started_at else None,
        "finished_at": submission.finished_at.isoformat() if submission.finished_at else None,
        "received_at": _write_time(submission.received_at),
        "answers": write_json(submission.answers),
        "paradata": write_json(dict(submission.paradata)),
        "design": write_json(dict(submission.design)),
        "consented_at": submission.consented_at.isoformat() if submission.consented_at else None,
        "hash": hash_content(submission),
    }


def _read(row: Row) -> Submission:
    return Submission(
        id=UUID(row["id"]),
        project=row["project"],
        wave=row["wave"],
        questionnaire=row["questionnaire"],
        version=row["version"],
        language=row["language"],
        channel=row["channel"],
        consent=row["consent"],
        answers=json.loads(row["answers"]),
        received_at=datetime.fromisoformat(row["received_at"]),
        neighbourhood=row["neighbourhood"] or "",
        household=row["household"],
        collector=row["collector"],
        started_at=read_time(row["started_at"]),
        finished_at=read_time(row["finished_at"]),
        state=row["state"],
        weight=row["weight"],
        stratum=row["stratum"],
        psu=row["psu"],
        revises=row["revises"],
        paradata=json.loads(row["paradata"]),
        design=json.loads(row["design"]),
        sealed=row["sealed"],
        consent_text=row["consent_text"],
        consented_at=read_time(row["consented_at"]),
    )


def _write_time(moment: datetime) -> str:
    """Write a moment of the server's clock so that texts compare as the moments do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
