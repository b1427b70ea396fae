"""Where tests keep their databases: in files, or on the server that MAHALLA_TEST_DATABASE names.

`.ci/with_postgres uv run pytest …` runs tests on a PostgreSQL of its own. Every place has its own
database there, copied from one that has all tables, and dropped with the test it belongs to.
"""

import os
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from survey.settings import DatabasePlace, Server

SERVER = os.environ.get("MAHALLA_TEST_DATABASE", "")
PLACED: dict[str, Path] = {}
"""The databases of this process, each with the path it stands for."""


def place_database(path: Path) -> DatabasePlace:
    """Return where a test keeps what an installation keeps in the file `path`."""
    if not SERVER:
        return path
    name = name_for(path)
    if name not in PLACED:
        copy_template(name)
        PLACED[name] = path.absolute()
    return name_database(name, path.parent)


def place_empty(path: Path) -> DatabasePlace:
    """Return the same without any table in it."""
    return make_empty(name_for(path), path.parent) if SERVER else path


def name_for(path: Path) -> str:
    return f"mahalla_{sha256(str(path.absolute()).encode()).hexdigest()[:20]}"


def name_database(name: str, files: Path) -> Server:
    """Return a database of the server of tests, with its files in a folder."""
    return Server(urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}")), files)


def make_empty(name: str, files: Path, encoding: str = "UTF8") -> Server:
    """Make a database without tables; one of the same name is dropped before."""
    run(f"drop database if exists {name} with (force)")
    alphabet = "" if encoding == "UTF8" else "locale_provider libc locale 'C'"
    run(f"create database {name} template template0 encoding '{encoding}' {alphabet}")
    PLACED[name] = files.absolute()
    return name_database(name, files)


def drop_databases(folder: Path | None = None) -> None:
    """Drop the databases of this process, or those that stand for files in a folder."""
    for name, path in list(PLACED.items()):
        if folder is None or path.is_relative_to(folder.absolute()):
            run(f"drop database if exists {name} with (force)")
            del PLACED[name]


def copy_template(name: str) -> None:
    template = make_template()
    run(f"drop database if exists {name} with (force)")
    run(f"create database {name} template {template}")


@cache
def make_template() -> str:
    """Make a database with all tables for this process, from which the others are copied."""
    from survey.storage.open import open_database

    name = f"mahalla_template_{os.getpid()}"
    server = make_empty(name, Path())
    open_database(server).close()
    return name


def run(statement: str) -> None:
    import psycopg

    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(statement.encode())
