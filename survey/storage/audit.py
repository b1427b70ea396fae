"""The audit trail: who did what to what, when and from where, each entry sealed to the one before.

The database itself refuses to change or remove an entry; who gets around that breaks the chain.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Self

from survey.storage.database import Database, Row, Value

SEALED = ("number", "at", "actor", "action", "subject", "detail", "previous")
WHERE = ("address", "project", "neighbourhood")
"""Sealed too where an entry has any of them: entries older than these columns have none."""

WITH_PATH = ("quotes", "release")
"""Nouns whose ids are paths that begin with a project: `release:tal-afar/first/1`."""

PAGE = 10_000


class Actor(str):
    """Who acts, as the trail names them, with the address that a signed-in person came from.

    It is a text like every actor, so that stores hand it on without a thought. The address of a
    resident is never given.
    """

    address: str

    def __new__(cls, name: str, address: str = "") -> Self:
        """Name who acts, and from where."""
        actor = super().__new__(cls, name)
        actor.address = address
        return actor


def record(
    tx: Database,
    now: datetime,
    actor: str,
    action: str,
    subject: str,
    detail: Mapping[str, Value],
) -> None:
    """Append one entry; call it in the transaction of the write it speaks of.

    `action` is a noun and a past participle (`response.submitted`), `subject` a noun and an id
    (`response:0190…`). `detail` never holds answers; with `project` and `neighbourhood` it says
    whose coordinators may read the entry, where the subject does not say so.
    """
    last = tx.query("select number, hash from audit order by number desc limit 1")
    project, neighbourhood = find_place(subject, detail)
    entry: Row = {
        "number": last[0]["number"] + 1 if last else 1,
        "at": now.isoformat(),
        "actor": str(actor),
        "action": action,
        "subject": subject,
        "detail": json.dumps(detail, ensure_ascii=False, sort_keys=True),
        "previous": last[0]["hash"] if last else "",
        "address": actor.address if isinstance(actor, Actor) else "",
        "project": project,
        "neighbourhood": neighbourhood,
    }
    tx.insert("audit", {**entry, "hash": seal(entry)})


def find_place(subject: str, detail: Mapping[str, Value]) -> tuple[str, str]:
    """Return the project and the neighbourhood that an entry is about, empty where about none."""
    noun, _, name = subject.partition(":")
    first, *others = name.split("/")
    project = first if noun == "project" or noun in WITH_PATH else ""
    neighbourhood = others[1] if noun == "quotes" and len(others) == 2 else ""
    return (
        str(detail.get("project") or project),
        str(detail.get("neighbourhood") or neighbourhood),
    )


def seal(entry: Row) -> str:
    """Return the SHA-256 of an entry's content and of the entry before it."""
    where = WHERE if any(entry.get(name) for name in WHERE) else ()
    content = json.dumps([entry[name] for name in (*SEALED, *where)], ensure_ascii=False)
    return sha256(content.encode()).hexdigest()


def find_break(database: Database) -> int | None:
    """Return the number of the first entry that was changed, moved or removed; None if none was.

    Entries cut off the end leave no trace here: compare the last hash with a noted one for that.
    """
    previous, number = "", 0
    while entries := _read_after(database, number):
        for entry in entries:
            number += 1
            is_next = entry["number"] == number and entry["previous"] == previous
            if not is_next or seal(entry) != entry["hash"]:
                return number
            previous = entry["hash"]
    return None


def _read_after(database: Database, number: int) -> list[Row]:
    """Read some entries after one: a long trail is never in memory as a whole."""
    return database.query(
        "select * from audit where number > :number order by number limit :most",
        number=number,
        most=PAGE,
    )
