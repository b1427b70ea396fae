"""Where tests keep their databases: in files, or on the server that MAHALLA_TEST_DATABASE names.

`.ci/with_postgres uv run pytest …` runs tests on a PostgreSQL of its own. There every path stands
for a database that has all tables and nothing in them. Making one takes long, so that what a test
has left is emptied and used again, unless the test changed the tables themselves.
"""

import os
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from survey.settings import DatabasePlace, Server
from survey.storage.database import Database

SERVER = os.environ.get("MAHALLA_TEST_DATABASE", "")
PLACED: dict[Path, str] = {}
"""The databases that are used, by the paths they stand for."""

FREE: list[str] = []
"""Databases with all tables and nothing in them."""

PASSING: set[str] = set()
"""Databases that are for one test alone: it makes what tables it likes."""

NUMBERS = count(1)
SHAPE = """
select (select count(*) from pg_class where relnamespace = 'public'::regnamespace)
    + (select count(*) from pg_trigger) * 10000 + (select count(*) from migrations) * 100000000
"""
ENDING = """
select pg_terminate_backend(pid{wait}) from pg_stat_activity
where datname = '{name}' and pid <> pg_backend_pid()
"""
TABLES = """
select tablename from pg_tables where schemaname = 'public' and tablename <> 'migrations'
order by tablename
"""


def place_database(path: Path) -> DatabasePlace:
    """Return where a test keeps what an installation keeps in the file `path`."""
    if not SERVER:
        return path
    if path.absolute() not in PLACED:
        PLACED[path.absolute()] = FREE.pop() if FREE else copy_template()
    return name_database(PLACED[path.absolute()], files_of(path))


def place_empty(path: Path, encoding: str = "UTF8") -> DatabasePlace:
    """Return where a test keeps what has no table yet."""
    if not SERVER:
        return path
    PLACED[path.absolute()] = make_empty(encoding)
    PASSING.add(PLACED[path.absolute()])
    return name_database(PLACED[path.absolute()], files_of(path))


def free_databases(folder: Path) -> None:
    """Take back the databases that stand for files in a folder."""
    for path, name in list(PLACED.items()):
        if path.is_relative_to(folder.absolute()):
            del PLACED[path]
            if name not in PASSING and clear(name):
                FREE.append(name)
            else:
                order(f"drop database {name} with (force)")


def drop_databases() -> None:
    """Drop all databases of this process."""
    template = [make_template()] if make_template.cache_info().currsize else []
    for name in [*PLACED.values(), *FREE, *template]:
        order(f"drop database if exists {name} with (force)")


def tell_database(place: DatabasePlace) -> str:
    """Return what names a database on a command line; the folder of a server's files is set."""
    if isinstance(place, Server):
        os.environ["MAHALLA_FILES"] = str(place.files)
        return place.address
    return str(place)


def place_of(database: Database) -> DatabasePlace:
    """Return where an open database is."""
    return database.server if SERVER else database.path  # type: ignore[attr-defined]


def open_locks(database: Database) -> None:
    """Do what somebody does who owns the database and knows SQL: take the triggers away."""
    for name in ("changed", "shortened"):
        where = "on audit" if SERVER else ""
        database.execute(f"drop trigger audit_is_never_{name} {where}")


def read_bytes(database: Database) -> bytes:
    """Read every byte of a database file and its journal; of one on a server, every value."""
    if not SERVER:
        path = database.path  # type: ignore[attr-defined]
        return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    rows = [
        row
        for one in database.query(TABLES)
        for row in database.query(f"select * from {one['tablename']}")
    ]
    values = [value for row in rows for value in row.values()]
    return b"\n".join(one if isinstance(one, bytes) else str(one).encode() for one in values)


def name_of(server: Server) -> str:
    """Return the name of a server's database."""
    return str(server).rpartition("/")[2]


def order(statement: str, name: str = "") -> list[tuple[object, ...]]:
    """Have the server do something as its owner, in one of its databases."""
    with connect_to(name) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def connect_to(name: str) -> Any:
    """Connect to a database of the server, or to the one it has of itself."""
    import psycopg

    address = name_database(name, Path()).address if name else SERVER
    return psycopg.connect(address, autocommit=True)


def end_connections(name: str) -> None:
    """End whatever others do in a database."""
    order(ENDING.format(name=name, wait=", 5000"))


def name_database(name: str, files: Path) -> Server:
    return Server(urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}")), files)


def files_of(path: Path) -> Path:
    """Return the folder in which files lie that would be called like `path`."""
    return path.parent if path.stem == "mahalla" else path.with_suffix(".files")


def make_empty(encoding: str = "UTF8") -> str:
    name = f"mahalla_{os.getpid()}_{next(NUMBERS)}"
    alphabet = "" if encoding == "UTF8" else "locale_provider libc locale 'C'"
    order(f"create database {name} template template0 encoding '{encoding}' {alphabet}")
    return name


def copy_template() -> str:
    template, name = make_template(), f"mahalla_{os.getpid()}_{next(NUMBERS)}"
    order(f"create database {name} template {template}")
    return name


@cache
def make_template() -> str:
    """Make a database with all tables for this process, from which the others are copied."""
    from survey.storage.open import open_database

    name = make_empty()
    open_database(name_database(name, Path())).close()
    return name


@cache
def find_shape() -> list[tuple[object, ...]]:
    return order(SHAPE, make_template())


def clear(name: str) -> bool:
    """Empty all tables; say no where they are not as they were."""
    with connect_to(name) as connection:
        connection.execute(ENDING.format(name=name, wait=""))
        if connection.execute(SHAPE).fetchall() != find_shape():
            return False
        tables = [table for (table,) in connection.execute(TABLES)]
        asked = " union all ".join(
            f"select '{table}' where exists (select 1 from {table})" for table in tables
        )
        filled = [f"delete from {table};" for (table,) in connection.execute(asked)]
        if filled:
            connection.execute(f"set session_replication_role = replica; {' '.join(filled)}")
    return True
