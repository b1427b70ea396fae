"""Recovery copies of a project's keys: files that open with a passphrase, one for each holder."""

import json
import os
from datetime import datetime
from pathlib import Path

from survey.errors import N_, MahallaError, Problem, Where
from survey.interviews.keys import ProjectKey, note_copy, put_back
from survey.interviews.pairs import Pair, find_private, read_pair, write_private
from survey.storage.database import Database
from survey.storage.passphrase import seal, unseal
from survey.storage.private import FILE_MODE

FORMAT = 1
SHORTEST = 12
TOO_SHORT = N_("A passphrase has at least %(least)s signs. Take four or five words.")
THERE = N_("There is already a file here. Name another one.")
NOT_WRITTEN = N_("The copy cannot be written here: %(reason)s.")
NOT_READ = N_("This file cannot be read: %(reason)s.")
NO_COPY = N_("This is not a copy of keys, or the passphrase is another one.")
NO_KEY_HERE = N_(
    "The private key %(key)s is missing beside the database. Restore it from an older copy first."
)
NO_PROJECT = N_(
    "The copy belongs to the project “%(project)s”, which is not registered here. "
    "Register it first."
)


def write_copy(
    database: Database, keys: list[ProjectKey], holder: str, passphrase: str, file: Path
) -> None:
    """Write all these keys to a new file that opens with the passphrase.

    Raises MahallaError where a key is missing, the passphrase is short, or the file is there.
    """
    if len(passphrase) < SHORTEST:
        raise MahallaError(Problem(TOO_SHORT, {"least": SHORTEST}))
    written = {
        "format": FORMAT,
        "project": keys[0].project,
        "holder": holder,
        "keys": [_write_key(database, key) for key in keys],
    }
    _write_new(file, seal(json.dumps(written).encode(), passphrase))


def note_copies(
    database: Database, now: datetime, actor: str, keys: list[ProjectKey], holder: str
) -> None:
    """Take note of who holds a copy of which keys."""
    with database.transaction() as tx:
        for key in keys:
            note_copy(tx, now, actor, key, holder)


def restore_copy(
    database: Database, now: datetime, actor: str, file: Path, passphrase: str
) -> list[str]:
    """Put the keys of a copy back where they are missing; return the ids of those put back.

    Raises MahallaError where the file does not open, or its project is not registered here.
    """
    project, pairs = _read_copy(file, passphrase)
    with database.transaction() as tx:
        if not tx.query("select 1 from projects where id = :id", id=project):
            raise MahallaError(Problem(NO_PROJECT, {"project": project}, Where(str(file))))
        return [pair.id for pair in pairs if put_back(tx, now, actor, project, pair)]


def _write_key(database: Database, key: ProjectKey) -> str:
    private = find_private(database.vault, key.id)
    if private is None:
        raise MahallaError(Problem(NO_KEY_HERE, {"key": key.id}))
    return write_private(private)


def _read_copy(file: Path, passphrase: str) -> tuple[str, list[Pair]]:
    where = Where(str(file))
    try:
        sealed = file.read_bytes()
    except OSError as error:
        raise MahallaError(Problem(NOT_READ, {"reason": _say(error)}, where)) from error
    plain = unseal(sealed, passphrase)
    if plain is None:
        raise MahallaError(Problem(NO_COPY, where=where))
    try:
        written = json.loads(plain)
        return written["project"], [read_pair(pem) for pem in written["keys"]]
    except (ValueError, KeyError, TypeError) as error:
        raise MahallaError(Problem(NO_COPY, where=where)) from error


def _write_new(file: Path, content: bytes) -> None:
    where = Where(str(file))
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
    except FileExistsError as error:
        raise MahallaError(Problem(THERE, where=where)) from error
    except OSError as error:
        raise MahallaError(Problem(NOT_WRITTEN, {"reason": _say(error)}, where)) from error


def _say(error: OSError) -> str:
    return error.strerror or type(error).__name__
