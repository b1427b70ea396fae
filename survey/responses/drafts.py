"""Drafts: questionnaires being filled in on the server, until they become responses."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from survey.errors import MahallaError
from survey.responses.attachments import forget_loose, keep_only
from survey.responses.identifiers import open_draft, seal_draft
from survey.responses.model import Draft, Outcome, Submission, write_json
from survey.responses.store import read_time, submit
from survey.responses.withdrawal import is_withdrawn
from survey.storage.database import Database, Row


def save_draft(database: Database, draft: Draft) -> bool:
    """Keep a draft as it is now; say no, and keep nothing, where it was finished or withdrawn.

    The draft of a correction has the id of the response that it revises. What tells who a person is
    lies sealed in it. Drafts belong to the person who writes them and leave no audit entry.
    """
    with database.transaction() as tx:
        sent = tx.query("select 1 from responses where id = :id", id=str(draft.id))
        if (sent and not draft.revises) or is_withdrawn(tx, draft.id):
            return False
        answers = seal_draft(tx, draft.id, draft.version, draft.answers)
        tx.upsert("drafts", _write(replace(draft, answers=answers)), ["id"])
        return True


@dataclass(frozen=True)
class Locked:
    """A draft that cannot be opened: whose it is, and since when nobody touched it."""

    id: UUID
    project: str
    neighbourhood: str
    household: str
    updated_at: datetime


def open_drafts(database: Database, names: Iterable[UUID]) -> tuple[list[Draft], list[Locked]]:
    """Return the drafts with these ids, and apart from them those that cannot be opened."""
    opened, locked = [], []
    for name in names:
        try:
            opened.append(find_draft(database, name))
        except MahallaError:  # the key is gone, or bytes were changed: the others stay of use
            locked.append(_describe_locked(database, name))
    return [one for one in opened if one], locked


def find_draft(database: Database, draft: UUID) -> Draft | None:
    """Return the draft with this id, to go on with; None where there is none.

    Raises MahallaError where it cannot be opened.
    """
    rows = database.query("select * from drafts where id = :id", id=str(draft))
    if not rows:
        return None
    row = rows[0]
    return Draft(
        id=UUID(row["id"]),
        questionnaire=row["questionnaire"],
        version=row["version"],
        language=row["language"],
        section=row["section"],
        answers=open_draft(database, draft, row["answers"]),
        started_at=datetime.fromisoformat(row["started_at"]),
        updated_at=datetime.fromisoformat(row["updated_at"]),
        project=row["project"],
        neighbourhood=row["neighbourhood"],
        household=row["household"],
        collector=row["collector"],
        mode=row["mode"],
        revises=row["revises"],
        paradata=json.loads(row["paradata"]),
        consent_text=row["consent_text"],
        consented_at=read_time(row["consented_at"]),
    )


def finish_draft(database: Database, actor: str, submission: Submission) -> Outcome:
    """Turn the draft of the same id into a response: both happen, or neither.

    Files of answers that were taken back, or do not apply, are not kept, and nothing is of what was
    withdrawn meanwhile.
    """
    with database.transaction() as tx:
        tx.execute("delete from drafts where id = :id", id=str(submission.id))
        outcome = submit(tx, actor, submission)
        if outcome == "new":
            keep_only(tx, submission.id, submission.answers)
        elif outcome == "withdrawn":
            forget_loose(tx)
        return outcome


def drop_draft(database: Database, draft: UUID) -> None:
    """Delete a draft that nobody will send, and its files."""
    with database.transaction() as tx:
        tx.execute("delete from drafts where id = :id", id=str(draft))
        forget_loose(tx)


def forget_drafts(database: Database, before: datetime) -> int:
    """Delete the drafts that nobody has touched since `before`, and their files; count them.

    Interviews that were finished on a tablet, and wait to be looked over, stay.
    """
    with database.transaction() as tx:
        count = tx.execute(
            """
            delete from drafts where updated_at < :before
            and id not in (select id from interviews where outcome = 'waiting')
            """,
            before=before.isoformat(),
        )
        forget_loose(tx)
        return count


def _describe_locked(database: Database, draft: UUID) -> Locked:
    [row] = database.query(
        "select project, neighbourhood, household, updated_at from drafts where id = :id",
        id=str(draft),
    )
    return Locked(draft, **{**row, "updated_at": datetime.fromisoformat(row["updated_at"])})


def _write(draft: Draft) -> Row:
    return {
        "id": str(draft.id),
        "questionnaire": draft.questionnaire,
        "version": draft.version,
        "project": draft.project,
        "neighbourhood": draft.neighbourhood,
        "language": draft.language,
        "section": draft.section,
        "answers": write_json(draft.answers),
        "started_at": draft.started_at.isoformat(),
        "updated_at": draft.updated_at.isoformat(),
        "household": draft.household,
        "collector": draft.collector,
        "mode": draft.mode,
        "revises": draft.revises,
        "paradata": write_json(dict(draft.paradata)),
        "consent_text": draft.consent_text,
        "consented_at": draft.consented_at.isoformat() if draft.consented_at else None,
    }
