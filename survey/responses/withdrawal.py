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
from survey.storage.unlocking import unlock

Way = Literal["receipt", "office", "retention"]
"""Who asked for it: the respondent by the receipt, the office for them, or the project's rule."""

PURPOSE = "withdrawals"
KEYED = "keyed:"
"""Begins what a tombstone keeps; older ones keep a plain hash until the next withdrawal."""

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


def write_mark(database: Database, response: UUID) -> str:
    """Return what a tombstone keeps of an id: a digest that nobody makes without the seal key.

    Ids of imported rows follow from the table: without the key they could be tried.
    """
    return f"{KEYED}{unlock(database).digest(PURPOSE, _hash(response))}"


def is_withdrawn(database: Database, response: UUID) -> bool:
    """Tell whether a response was withdrawn. Raises MahallaError where the seal key is gone."""
    if not database.query("select 1 as there from withdrawals limit 1"):
        return False
    rows = database.query(
        "select 1 as there from withdrawals where response in (:mark, :older)",
        mark=write_mark(database, response),
        older=_hash(response),
    )
    return bool(rows)


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
    _mark_older(tx)
    row = {
        "response": write_mark(tx, response),
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
        "delete from interviews where id = :id",
        "delete from interview_files where interview = :id",
        "delete from kept_envelopes where id = :id",
        "delete from promised_receipts where response = :id",
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


def _hash(response: UUID) -> str:
    return sha256(f"withdrawn {response}".encode()).hexdigest()


def _mark_older(tx: Database) -> None:
    """Write tombstones of before with the key too: what is keyed is the hash that they keep."""
    older = "select response from withdrawals where response not like :keyed"
    for row in tx.query(older, keyed=f"{KEYED}%"):
        tx.execute(
            "update withdrawals set response = :mark where response = :hash",
            mark=f"{KEYED}{unlock(tx).digest(PURPOSE, row['response'])}",
            hash=row["response"],
        )
