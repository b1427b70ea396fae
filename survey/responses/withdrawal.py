"""What is withdrawn: everything of a response leaves these tables, and a tombstone says so.

The tombstone holds no answer and no household. By it a device that sends the same response again is
told that it was withdrawn, and nothing of it is kept.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Literal
from uuid import UUID

from survey.responses.attachments import drop_attachments
from survey.storage.database import Database

Way = Literal["receipt", "office", "retention"]
"""Who asked for it: the respondent by the receipt, the office for them, or the project's rule."""

Stand = tuple[str, str, str]
"""Where a response stands: project, wave and neighbourhood (empty where a project has none)."""


@dataclass(frozen=True)
class Withdrawn:
    """A response that is gone, and where its contents stood, its corrections included.

    `was_open` says that some of its words may have been printed.
    """

    response: UUID
    stands: frozenset[Stand]
    was_open: bool = False


def hash_id(response: UUID) -> str:
    """Return what a tombstone keeps of an id."""
    return sha256(f"withdrawn {response}".encode()).hexdigest()


def is_withdrawn(database: Database, response: UUID) -> bool:
    """Tell whether a response was withdrawn."""
    hashed = hash_id(response)
    return bool(database.query("select 1 from withdrawals where response = :hash", hash=hashed))


def list_stands(database: Database, response: UUID) -> frozenset[Stand]:
    """List where the contents of a response stand; nothing where there is no such response."""
    rows = database.query(
        """
        select project, wave, neighbourhood from responses where id = :id
        union select project, wave, neighbourhood from revisions where id = :id
        """,
        id=str(response),
    )
    return frozenset((row["project"], row["wave"], row["neighbourhood"] or "") for row in rows)


def bury(tx: Database, response: UUID, project: str, wave: str, at: datetime, way: Way) -> None:
    """Leave a tombstone; call it in the transaction that removes the response."""
    row = {
        "response": hash_id(response),
        "project": project,
        "wave": wave,
        "at": at.isoformat(),
        "way": way,
    }
    tx.insert_once("withdrawals", row)


def forget_response(tx: Database, response: UUID) -> None:
    """Delete every content of a response, its draft, and the files that only it uses.

    Whatever names the response in a foreign key leaves with it: receipt, sentences, identifiers.
    """
    for statement in (
        "delete from drafts where id = :id",
        "delete from revisions where id = :id",
        "delete from responses where id = :id",
    ):
        tx.execute(statement, id=str(response))
    drop_attachments(tx, response)


def clear_contents(tx: Database, response: UUID) -> None:
    """Delete what was answered in a response and keep the rest: its person refused after all."""
    for table in ("responses", "revisions"):
        changes = "answers = '{}', paradata = '{}', design = '{}', sealed = ''"
        tx.execute(f"update {table} set {changes} where id = :id", id=str(response))
    tx.execute("delete from identifiers where response = :id", id=str(response))
    tx.execute("delete from drafts where id = :id", id=str(response))
    drop_attachments(tx, response)
