"""The database on a PostgreSQL server: a connection for every thread, and one writes at a time."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from select import POLLIN, poll
from typing import Any

import psycopg
from psycopg import Connection, RawCursor
from psycopg.adapt import Buffer, Loader
from psycopg.pq import TransactionStatus
from psycopg.rows import dict_row

from survey.errors import MahallaError
from survey.settings import Server
from survey.storage.database import ConstraintError, Database, Row, Value, insert_sql, upsert_sql
from survey.storage.placeholders import number_placeholders
from survey.storage.postgres_errors import find_problem, find_refusal
from survey.storage.sealing import open_vault
from survey.storage.turn import Turn

LOCK = 0x4D61686C
"""The number of the lock that a transaction holds (the letters “Mahl”): one writes at a time."""

BEGIN = f"begin; select pg_advisory_xact_lock({LOCK})"

CONNECT_SECONDS = 10
STATEMENT_SECONDS = 300.0
IDLE_SECONDS = 120.0
"""How long a statement may run, and a transaction do nothing: it keeps everybody else waiting."""

SETTINGS = """
select set_config('synchronous_commit', 'on', false),
    set_config('default_transaction_isolation', 'read committed', false),
    set_config('lock_timeout', $1, false),
    set_config('statement_timeout', $2, false),
    set_config('idle_in_transaction_session_timeout', $3, false)
"""
NOT_TEXT = str.maketrans({"\0": "\N{REPLACEMENT CHARACTER}"})
"""PostgreSQL cannot keep the sign with the number 0; nobody types it."""


class NumberLoader(Loader):
    """Reads exact numbers, such as a sum of whole ones is here, as SQLite gives them."""

    def load(self, data: Buffer) -> int | float:
        """Read a whole number as such, every other as a float."""
        text = bytes(data).decode()
        return int(text) if text.lstrip("-").isdigit() else float(text)


class PostgresDatabase:
    """One database on a server: every commit synced to its disk, foreign keys enforced.

    Whoever writes in a transaction waits up to `busy_seconds` for others to finish theirs, as with
    a SQLite file: what was read in a transaction still holds when it writes.
    """

    def __init__(self, server: Server, busy_seconds: float = 10.0) -> None:
        self.server = server
        self.busy_seconds = busy_seconds
        self.vault = open_vault(server)
        self.turn = Turn(for_all=True)
        self._threads = threading.local()

    def query(self, sql: str, /, **values: Value) -> list[Row]:
        """Read the rows that `sql` selects."""
        with self._sentences():
            return self._run(self._connect(), sql, values).fetchall()

    def execute(self, sql: str, /, **values: Value) -> int:
        """Run one statement and return how many rows it changed."""
        if self._is_inside:
            with self._sentences():
                return self._run(self._connect(), sql, values).rowcount
        with self.transaction():
            return self._run(self._connect(), sql, values).rowcount

    def insert(self, table: str, row: Mapping[str, Value]) -> None:
        """Add a row; a key that is already taken is a ConstraintError."""
        self.execute(insert_sql(table, row), **row)

    def insert_once(self, table: str, row: Mapping[str, Value]) -> bool:
        """Add a row unless its key is taken; say whether it was added."""
        return self.execute(f"{insert_sql(table, row)} on conflict do nothing", **row) == 1

    def upsert(self, table: str, row: Mapping[str, Value], key: Sequence[str]) -> None:
        """Add a row, or replace these columns of the row that has the same `key`."""
        self.execute(upsert_sql(table, row, key), **row)

    @contextmanager
    def transaction(self) -> Iterator[Database]:
        """Do everything inside the block, or nothing of it; a block in a block may fail alone."""
        with self._sentences():
            if self._is_inside:
                with self._connect().transaction():
                    yield self
                return
            connection = self._begin()
            self._threads.is_inside = True
            try:
                yield self
                _commit(connection)
            except BaseException:
                with suppress(psycopg.Error):  # of a connection that is gone nothing is left
                    connection.execute("rollback")
                raise
            finally:
                self._threads.is_inside = False

    def copy_in(self, table: str, rows: Sequence[Row]) -> None:
        """Add many rows with the same columns at once; call it in a transaction."""
        if not rows:
            return
        sql = f"copy {table} ({', '.join(rows[0])}) from stdin"
        with self._sentences(), self._connect().cursor() as cursor, cursor.copy(sql) as copy:
            for row in rows:
                copy.write_row([_fit(value) for value in row.values()])

    def stream(self, table: str, page: int) -> Iterator[Row]:
        """Read a whole table, some rows at a time; call it in a transaction."""
        with self._sentences(), self._connect().cursor(name="stream") as cursor:
            cursor.itersize = page
            yield from cursor.execute(f"select * from {table}")

    def scrub(self) -> bool:
        """Free the room of what was deleted; say no where somebody still reads what was there.

        The server marks the room as free and writes over it with what comes next. It does not
        overwrite its files, its log and its backups: docs/postgresql.md says what helps.
        """
        readers = self.query(
            """
            select pid from pg_stat_activity where datname = current_database()
            and pid <> pg_backend_pid() and backend_type = 'client backend'
            and backend_xmin is not null
            """
        )
        tables = self.query(
            "select quote_ident(tablename) as name from pg_tables where schemaname = "
            "current_schema() and tableowner = current_user order by tablename"
        )
        names = ", ".join(row["name"] for row in tables)
        if names:
            with self._sentences():
                self._connect().execute(f"vacuum (index_cleanup on) {names}")
        return not readers

    def close(self) -> None:
        """Close the connection of the thread that asks."""
        connection = getattr(self._threads, "connection", None)
        if connection is not None:
            connection.close()
            del self._threads.connection

    @property
    def _is_inside(self) -> bool:
        return getattr(self._threads, "is_inside", False)

    def _run(
        self, connection: Connection[Row], sql: str, values: Mapping[str, Value]
    ) -> psycopg.Cursor[Row]:
        numbered, names = number_placeholders(sql)
        return connection.execute(numbered, [_fit(values[name]) for name in names])

    def _connect(self) -> Connection[Row]:
        """Return this thread's connection; a new one where there is none, or the server went.

        In a transaction there is only the one it began with: what came before is in no other.
        """
        connection: Connection[Row] | None = getattr(self._threads, "connection", None)
        if connection is not None and not self._is_inside and _is_lost(connection):
            self.close()
            connection = None
        if connection is None:
            connection = self._open()
            self._threads.connection = connection
        return connection

    def _open(self) -> Connection[Row]:
        try:
            connection = Connection.connect(
                self.server.address,
                autocommit=True,
                row_factory=dict_row,
                cursor_factory=RawCursor,
                prepare_threshold=None,  # a migration would spoil what was prepared before it
                connect_timeout=CONNECT_SECONDS,
                client_encoding="UTF8",
                application_name="mahalla",
            )
        except psycopg.Error as error:
            # Without the cause: what cannot be read of an address is in it, a password perhaps.
            raise MahallaError(find_refusal(error, self.server)) from None
        connection.adapters.register_loader("numeric", NumberLoader)
        seconds = (self.busy_seconds, STATEMENT_SECONDS, IDLE_SECONDS)
        connection.execute(SETTINGS, [f"{round(one * 1000)}ms" for one in seconds])
        return connection

    def _begin(self) -> Connection[Row]:
        """Begin a transaction, and wait until nobody else is in one.

        The lock is taken before anything is read: every statement after it sees all that others
        wrote before.
        """
        connection = self._connect()
        try:
            _begin(connection)
        except psycopg.Error:
            if not connection.closed:
                raise
            connection = self._connect()  # the server was started anew: once more
            _begin(connection)
        return connection

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        """Say in a sentence what went wrong with the server."""
        try:
            yield
        except psycopg.IntegrityError as error:
            # Only the first line, and no cause: the others quote the row, with what was answered.
            raise ConstraintError(error.diag.message_primary or "") from None
        except psycopg.Error as error:
            problem = find_problem(error, self.server)
            if problem is None:
                raise
            raise MahallaError(problem) from error


def _begin(connection: Connection[Row]) -> None:
    """Begin, and wait for the lock; who waited in vain is in no transaction afterwards."""
    try:
        connection.execute(BEGIN)
    except psycopg.Error:
        if not connection.closed:
            connection.execute("rollback")
        raise


def _commit(connection: Connection[Row]) -> None:
    """Commit; where a failed statement was passed over, the server would undo all in silence."""
    if connection.info.transaction_status == TransactionStatus.INERROR:
        raise RuntimeError("a statement failed in this transaction, outside a block of its own")
    connection.execute("commit")


def _is_lost(connection: Connection[Row]) -> bool:
    """Tell whether the server has closed the connection; nothing is sent to find out."""
    if connection.closed:
        return True
    looker = poll()
    looker.register(connection.fileno(), POLLIN)
    try:
        while looker.poll(0):  # a server that goes says so, and then closes
            connection.pgconn.consume_input()
    except psycopg.Error:
        return True
    return connection.closed


def _fit(value: Value) -> Any:
    """Write a value as PostgreSQL takes it: truths are numbers in our tables."""
    if isinstance(value, bool):
        return int(value)
    return value.translate(NOT_TEXT) if isinstance(value, str) and "\0" in value else value
