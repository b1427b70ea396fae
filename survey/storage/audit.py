"""The audit trail: who did what to what and when, each entry sealed to the one before it."""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from survey.storage.database import Database, Row, Value

SEALED = ("number", "at", "actor", "action", "subject", "detail", "previous")


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
    (`response:0190…`). `detail` never holds answers.
    """
    last = tx.query("select number, hash from audit order by number desc limit 1")
    entry: Row = {
        "number": last[0]["number"] + 1 if last else 1,
        "at": now.isoformat(),
        "actor": actor,
        "action": action,
        "subject": subject,
        "detail": json.dumps(detail, ensure_ascii=False, sort_keys=True),
        "previous": last[0]["hash"] if last else "",
    }
    tx.insert("audit", {**entry, "hash": seal(entry)})


def seal(entry: Row) -> str:
    """Return the SHA-256 of an entry's content and of the entry before it."""
    content = json.dumps([entry[name] for name in SEALED], ensure_ascii=False)
    return sha256(content.encode()).hexdigest()


def find_break(database: Database) -> int | None:
    """Return the number of the first entry that was changed, moved or removed; None if none was.

    Entries cut off the end leave no trace here: compare the last hash with a noted one for that.
    """
    previous = ""
    entries = database.query("select * from audit order by number")
    for number, entry in enumerate(entries, start=1):
        is_next = entry["number"] == number and entry["previous"] == previous
        if not is_next or seal(entry) != entry["hash"]:
            return number
        previous = entry["hash"]
    return None
