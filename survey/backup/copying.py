"""A copy of a SQLite database as it stands at one moment, made while others write to it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from survey.errors import N_, MahallaError, Problem, Where
from survey.settings import DatabasePlace, Server
from survey.storage.private import make_private_file

STEP = 1000
"""Pages that are copied at once, four megabytes; in between the interpreter serves others."""

NO_DATABASE = N_(
    "There is no database here. Name it with --database or MAHALLA_DATABASE; the first start of "
    "Mahalla makes it."
)
SERVER_OWNED = N_(
    "This database is a PostgreSQL one, which Mahalla does not copy. Make backups with "
    "`pg_dump --format=custom` and put them back with `pg_restore`; keep the key files, which lie "
    "in the folder of MAHALLA_FILES, apart from them."
)
NOT_COPIED = N_(
    "The database could not be copied (%(reason)s). Check the space where the backup goes, and the "
    "database with `mahalla doctor`."
)


def find_file(database: DatabasePlace) -> Path:
    """Return the file of a SQLite database. Raises MahallaError where a server has the database."""
    if isinstance(database, Server):
        raise MahallaError(Problem(SERVER_OWNED, where=Where(str(database))))
    return database


def check_source(database: Path) -> None:
    """Raise MahallaError where there is nothing to copy."""
    if not database.is_file():
        raise MahallaError(Problem(NO_DATABASE, where=Where(str(database))))


def copy_database(source: Path, target: Path) -> None:
    """Copy the database at `source` into a new file that needs no other file beside it.

    Raises MahallaError where the disk fails; nothing is written to `source`.
    """
    make_private_file(target)
    try:
        with closing(_open(source)) as original, closing(_open(target)) as copy:
            original.execute("pragma query_only = on")
            # A read that stays open pins the moment: without it, every write in between would make
            # the copy begin anew, and under load it would never end.
            original.execute("begin")
            original.execute("select count(*) from sqlite_master").fetchone()
            original.backup(copy, pages=STEP)
            original.execute("rollback")
            settle(copy)
    except sqlite3.Error as error:
        problem = Problem(NOT_COPIED, {"reason": str(error)}, Where(str(source)))
        raise MahallaError(problem) from error


def settle(database: sqlite3.Connection) -> bool:
    """Put everything into the one file; say no where another program has the database open."""
    try:
        [mode] = database.execute("pragma journal_mode = delete").fetchone()
    except sqlite3.OperationalError:
        return False
    return bool(mode == "delete")


def settle_file(database: Path) -> bool:
    """Do the same with the database in a file."""
    with closing(_open(database)) as opened:
        return settle(opened)


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=10.0, isolation_level=None)
