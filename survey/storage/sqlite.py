"""The database as one SQLite file: connections are lent to threads, one writes at a time."""

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from survey.errors import N_, MahallaError, Problem, Where
from survey.storage.database import ConstraintError, Database, Row, Value, insert_sql, upsert_sql
from survey.storage.placeholders import mark_placeholders
from survey.storage.private import make_private_file
from survey.storage.sealing import open_vault
from survey.storage.turn import Turn

APPLICATION = 0x4D61686C
"""Marks a SQLite file as ours (the letters “Mahl”), so that no other program's is written to."""

SENTENCES = {
    sqlite3.SQLITE_NOTADB: N_(
        "This file is not a database. Name another file with --database or MAHALLA_DATABASE, "
        "or restore your backup over it."
    ),
    sqlite3.SQLITE_CORRUPT: N_(
        "The database is damaged. Stop Mahalla, keep a copy of this file and the files beside it, "
        "and restore your latest backup."
    ),
    sqlite3.SQLITE_FULL: N_(
        "The disk is full: nothing of this was saved. Free some space and try again."
    ),
    sqlite3.SQLITE_READONLY: N_(
        "The database cannot be written. Give this user the right to write to the file and to "
        "its folder."
    ),
    sqlite3.SQLITE_BUSY: N_(
        "Another program has kept the database locked. Close programs that have this file open "
        "and try again."
    ),
    sqlite3.SQLITE_IOERR: N_(
        "The disk did not do what was asked of it (%(reason)s): nothing of this was saved. Check "
        "the space and the health of the disk, then try again."
    ),
}
NO_FOLDER = N_(
    "The folder of the database does not exist. Create it, or name another place with --database "
    "or MAHALLA_DATABASE."
)
NO_ENTRY = N_(
    "The database can be neither opened nor created here. Check that this is a file, and that "
    "this user may write to its folder."
)
FOREIGN = N_(
    "This database belongs to another program. Name another file with --database or "
    "MAHALLA_DATABASE."
)


class SqliteDatabase:
    """One SQLite file: write-ahead log, every commit synced to the disk, foreign keys enforced.

    What is deleted is overwritten with zeros. A thread has a connection for one statement, or for a
    transaction. The one that was used last is lent next, so that few are open, and what is written
    goes through one that has read the pages already: others' writes make it read them anew.
    A write waits up to `busy_seconds` for another program to finish its own.
    """

    def __init__(self, path: Path, busy_seconds: float = 10.0) -> None:
        self.path = path
        self.busy_seconds = busy_seconds
        self.vault = open_vault(path)
        self.turn = Turn()
        self._reading: list[sqlite3.Connection] = []
        self._writing: list[sqlite3.Connection] = []
        self._threads = threading.local()

    def query(self, sql: str, /, **values: Value) -> list[Row]:
        """Read the rows that `sql` selects."""
        with self._lend(self._reading) as connection:
            found = _run(connection, sql, values)
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found]

    def execute(self, sql: str, /, **values: Value) -> int:
        """Run one statement and return how many rows it changed."""
        with self._lend(self._writing) as connection:
            return _run(connection, sql, values).rowcount

    def insert(self, table: str, row: Mapping[str, Value]) -> None:
        """Add a row; a key that is already taken is a ConstraintError."""
        self.execute(insert_sql(table, row), **row)

    def insert_once(self, table: str, row: Mapping[str, Value]) -> bool:
        """Add a row unless its key is taken; say whether it was added.

        `insert or ignore` would also swallow a missing value, so the conflict is named.
        """
        return self.execute(f"{insert_sql(table, row)} on conflict do nothing", **row) == 1

    def upsert(self, table: str, row: Mapping[str, Value], key: Sequence[str]) -> None:
        """Add a row, or replace these columns of the row that has the same `key`."""
        self.execute(upsert_sql(table, row, key), **row)

    @contextmanager
    def transaction(self) -> Iterator[Database]:
        """Do everything inside the block, or nothing of it; a block in a block may fail alone."""
        with self._lend(self._writing) as connection:
            if connection.in_transaction:
                with _savepoint(connection):
                    yield self
                return
            # Taking the write lock at once: a transaction that begins by reading could find
            # itself unable to write, and no waiting would help it.
            connection.execute("begin immediate")
            self._threads.connection = connection
            try:
                yield self
                connection.commit()
            except BaseException:
                connection.rollback()
                raise
            finally:
                self._threads.connection = None

    def scrub(self) -> bool:
        """Leave nothing of what was deleted in the files; say no where somebody is still reading.

        Deleted rows are overwritten in their pages (`secure_delete`), but the write-ahead log keeps
        pages as they were: its content goes into the file, and the log is cut to nothing.
        """
        [row] = self.query("pragma wal_checkpoint(truncate)")
        return bool(row["busy"] == 0)

    def close(self) -> None:
        """Close the connections that nobody uses; whoever asks later gets a new one."""
        for idle in (self._reading, self._writing):
            while idle:
                idle.pop().close()

    @contextmanager
    def _lend(self, idle: list[sqlite3.Connection]) -> Iterator[sqlite3.Connection]:
        """Lend a connection, that of the transaction in which this thread is; complain for it."""
        try:
            held: sqlite3.Connection | None = getattr(self._threads, "connection", None)
            if held is not None:
                yield held
                return
            connection = self._take(idle)
            try:
                yield connection
            finally:
                _take_back(connection, idle)
        except sqlite3.Error as error:
            self._complain(error)

    def _take(self, idle: list[sqlite3.Connection]) -> sqlite3.Connection:
        try:
            return idle.pop()
        except IndexError:
            return self._open()

    def _open(self) -> sqlite3.Connection:
        with suppress(OSError):  # what cannot be made is said by the connection
            make_private_file(self.path)
        connection = sqlite3.connect(
            self.path,
            timeout=self.busy_seconds,
            isolation_level=None,
            check_same_thread=False,  # lent to one thread at a time
        )
        self._refuse_foreign(connection)
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        connection.execute("pragma foreign_keys = on")
        connection.execute("pragma secure_delete = on")
        connection.execute("pragma recursive_triggers = on")  # also where a row replaces another
        return connection

    def _refuse_foreign(self, connection: sqlite3.Connection) -> None:
        # Tables are looked at before the mark: whoever creates the file marks it first.
        [(has_tables,)] = connection.execute(
            "select count(*) from sqlite_master where type = 'table'"
        )
        [(mark,)] = connection.execute("pragma application_id").fetchall()
        if mark != APPLICATION:
            if has_tables:
                raise MahallaError(Problem(FOREIGN, where=Where(str(self.path))))
            connection.execute(f"pragma application_id = {APPLICATION}")

    def _complain(self, error: sqlite3.Error) -> NoReturn:
        """Say in a sentence what went wrong with the file or its disk."""
        if isinstance(error, sqlite3.IntegrityError):
            raise ConstraintError(str(error)) from error
        problem = self._problem(error)
        if problem is None:
            raise error
        raise MahallaError(problem) from error

    def _problem(self, error: sqlite3.Error) -> Problem | None:
        """Find the sentence for `error`; None for what only a programmer can mend."""
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        where = Where(str(self.path))
        if code == sqlite3.SQLITE_CANTOPEN:
            return Problem(NO_ENTRY if self.path.parent.is_dir() else NO_FOLDER, where=where)
        if code in SENTENCES:
            return Problem(SENTENCES[code], {"reason": str(error)}, where)
        return None


def _run(connection: sqlite3.Connection, sql: str, values: Mapping[str, Value]) -> sqlite3.Cursor:
    marked, names = mark_placeholders(sql)
    return connection.execute(marked, [values[name] for name in names])


def _take_back(connection: sqlite3.Connection, idle: list[sqlite3.Connection]) -> None:
    if connection.in_transaction:  # which nobody ended: the next one would write into it
        connection.close()
    else:
        idle.append(connection)


@contextmanager
def _savepoint(connection: sqlite3.Connection) -> Iterator[None]:
    """Do what is inside, or nothing of it, within a transaction; the innermost of a name counts."""
    connection.execute("savepoint block")
    try:
        yield
    except BaseException:
        if connection.in_transaction:  # a full disk has ended all of it
            connection.execute("rollback to block")
            connection.execute("release block")
        raise
    connection.execute("release block")
