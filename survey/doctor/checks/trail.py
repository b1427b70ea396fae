"""The audit trail: that its chain is whole, and that it still has the entry it ended with before.

An end that was cut off leaves a chain that is whole. So the last entry is noted in a file beside
the database each time, and asked for the next time.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from survey.doctor.model import Finding, Installation
from survey.errors import N_, Problem, Where
from survey.settings import DatabasePlace, own_file
from survey.storage.audit import find_break
from survey.storage.database import Row
from survey.storage.private import make_private_file

TITLE = N_("The audit trail is whole.")
BROKEN = N_(
    "Entry %(number)s of the audit trail was changed, moved or removed by somebody who wrote to "
    "the database past Mahalla. Keep a copy of the database as it is, compare it with your backups "
    "and ask who had the file since."
)
CUT = N_(
    "The audit trail has lost its end: on %(at)s entry %(number)s had the seal %(seal)s, and now "
    "there is no such entry. If you restored a backup, remove this file; otherwise keep a copy of "
    "the database and ask who had the file since."
)
NOTED = N_(
    "It has %(number)s entries; the seal of the last one is %(seal)s. Write both down in another "
    "place: who can change the database can change the note beside it, too."
)


def look(installation: Installation) -> Iterator[Finding]:
    """Follow the chain, look for the entry that was noted, and note the last one."""
    database, note = installation.database, name_note(installation.settings.database)
    number = find_break(database)
    lost = _find_lost(installation, note)
    if number is not None:
        yield Finding(Problem(BROKEN, {"number": number}))
    if lost:
        yield Finding(Problem(CUT, lost, Where(str(note))))
    if number is None and not lost:
        for last in database.query("select number, hash from audit order by number desc limit 1"):
            _keep(note, last, installation)
            yield Finding(Problem(NOTED, {"number": last["number"], "seal": last["hash"]}), False)


def name_note(database: DatabasePlace) -> Path:
    """Return where the last entry is noted."""
    return own_file(database, ".trail")


def _find_lost(installation: Installation, note: Path) -> Row:
    """Return the note where the trail has no such entry; nothing otherwise."""
    if not note.is_file():
        return {}
    noted: Row = json.loads(note.read_text(encoding="utf-8"))
    rows = installation.database.query(
        "select hash from audit where number = :number", number=noted["number"]
    )
    return {} if [row["hash"] for row in rows] == [noted["seal"]] else noted


def _keep(note: Path, last: Row, installation: Installation) -> None:
    make_private_file(note)
    written = {"number": last["number"], "seal": last["hash"], "at": installation.now.isoformat()}
    note.write_text(json.dumps(written), encoding="utf-8")
