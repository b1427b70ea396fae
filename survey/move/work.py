"""What `mahalla move` does: copy every table in one transaction and compare both sides."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

from survey.backup.copying import settle_file
from survey.errors import N_, MahallaError, Problem, Where
from survey.move.content import Content
from survey.settings import DatabasePlace, Server
from survey.storage.audit import find_break
from survey.storage.database import Database, Row
from survey.storage.migrate import find_migrations, migrate
from survey.storage.open import connect, open_database

if TYPE_CHECKING:
    from survey.storage.postgres import PostgresDatabase

PAGE = 100
"""Rows that are in memory at once; each may bring a photo of some megabytes."""

NOT_A_SERVER = N_("Say where the database goes: postgresql://user@host/database")
NOT_A_FILE = N_("There is no SQLite file here to move. Name it with --database.")
IN_USE = N_(
    "This database is in use, or cannot be read. Stop Mahalla and every program that has it open, "
    "then run this again: what it took in after the copy would never reach the server."
)
NOT_EMPTY = N_(
    "There are tables already in this database, and nothing was copied. Create an empty one: "
    "createdb --encoding=UTF8 --template=template0 %(name)s"
)
DIFFERENT = N_(
    "The table “%(table)s” is not the same after it was copied, so that nothing of the copy was "
    "kept. Run `mahalla doctor` on the file; the file itself is as it was."
)
BROKEN = N_(
    "Entry %(number)s of the audit trail was changed, moved or removed, so that nothing was moved. "
    "Run `mahalla doctor` on the file; it says what to do."
)
TABLES = """
select tablename as name from pg_tables
where schemaname = current_schema() and tablename not in ('migrations', 'standing')
"""
"""The tables to copy: the schema of a database, and the mark of how it stands, are its own."""

POINTERS = """
select child.relname as child, parent.relname as parent from pg_constraint
join pg_class as child on child.oid = conrelid
join pg_class as parent on parent.oid = confrelid
where contype = 'f' and connamespace = current_schema()::regnamespace and conrelid <> confrelid
"""
PATIENCE = (
    "set local statement_timeout = 0",
    "set local idle_in_transaction_session_timeout = 0",
)


@dataclass(frozen=True)
class Table:
    """A table that was copied; its hash is that of both sides."""

    name: str
    rows: int
    hash: str


def require_places(source: DatabasePlace, target: DatabasePlace) -> tuple[Path, Server]:
    """Return where a move goes from and to. Raises MahallaError where it is no file, no server."""
    if isinstance(source, Server) or not source.is_file():
        raise MahallaError(Problem(NOT_A_FILE, where=Where(str(source))))
    if not isinstance(target, Server):
        raise MahallaError(Problem(NOT_A_SERVER, where=Where(str(target))))
    return source, target


def transfer(source: Path, target: Server, show: Callable[[int, int], None]) -> list[Table]:
    """Copy a SQLite file into an empty database; `show` is told how many rows are done, of all.

    Meanwhile nobody else can write to either. Raises MahallaError, and leaves nothing behind,
    where somebody has the file open, the database is not empty, or a table is not the same
    afterwards.
    """
    _require_idle(source)
    old, new = open_database(source), connect_server(target)
    try:
        with old.transaction(), new.transaction() as tx:
            prepare(tx, target)
            copied = copy_tables(old, new, show)
            tables = [compare(new, name, content) for name, content in copied.items()]
            number = find_break(tx)
            if number is not None:
                raise MahallaError(Problem(BROKEN, {"number": number}))
            tx.execute("analyze")
            return tables
    finally:
        old.close()
        new.close()


def _require_idle(source: Path) -> None:
    try:
        is_idle = settle_file(source)
    except sqlite3.Error:
        is_idle = False
    if not is_idle:
        raise MahallaError(Problem(IN_USE, where=Where(str(source))))


def connect_server(target: Server) -> "PostgresDatabase":
    """Return the database on a server, as it is."""
    database = connect(target)
    from survey.storage.postgres import PostgresDatabase  # only now is it known to be installed

    assert isinstance(database, PostgresDatabase)
    return database


def prepare(tx: Database, target: Server) -> None:
    """Make the tables in an empty database."""
    from survey.storage.postgres_schema import is_empty, refuse_foreign

    for statement in PATIENCE:
        tx.execute(statement)
    if not is_empty(tx):
        name = str(target).rpartition("/")[2]
        raise MahallaError(Problem(NOT_EMPTY, {"name": name}, Where(str(target))))
    refuse_foreign(tx, target)
    migrate(tx, find_migrations("postgres"))


def copy_tables(
    old: Database, new: "PostgresDatabase", show: Callable[[int, int], None]
) -> dict[str, Content]:
    """Copy every table, those that others point to first, and return what each held."""
    names = list_tables(new)
    [counted] = old.query(f"select {' + '.join(f'(select count(*) from {n})' for n in names)} as n")
    done, copied = 0, {}
    for name in names:
        content = Content()
        for page in read_pages(old, name):
            for row in page:
                content.add(row)
            new.copy_in(name, page)
            done += len(page)
            show(done, counted["n"])
        copied[name] = content
    return copied


def list_tables(new: Database) -> list[str]:
    """List the tables so that each comes after those that it points to."""
    parents: dict[str, set[str]] = {row["name"]: set() for row in new.query(TABLES)}
    for row in new.query(POINTERS):
        parents[row["child"]].add(row["parent"])
    return list(TopologicalSorter(dict(sorted(parents.items()))).static_order())


def read_pages(old: Database, table: str) -> Iterator[list[Row]]:
    """Read a table of a SQLite file in the order in which its rows came."""
    after = -(2**63)
    while rows := old.query(
        f"select rowid as row_of_page, * from {table} where rowid > :after "
        "order by rowid limit :most",
        after=after,
        most=PAGE,
    ):
        after = rows[-1]["row_of_page"]
        yield [{name: row[name] for name in row if name != "row_of_page"} for row in rows]


def compare(new: "PostgresDatabase", name: str, expected: Content) -> Table:
    """Read a copied table back; raises MahallaError where it is not what was copied."""
    found = Content()
    for row in new.stream(name, PAGE):
        found.add(row)
    if found != expected:
        raise MahallaError(Problem(DIFFERENT, {"table": name}))
    return Table(name, found.rows, found.hash)
