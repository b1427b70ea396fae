"""A database as it is after years: filled by SQL with what real submissions left in it.

Each row is one that an interview of this run left, under another id, time and hash; the audit trail
is sealed entry by entry, so its chain is whole. Only SQLite is filled.
"""

import random
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from survey.responses.ids import make_id
from survey.storage.audit import seal

BATCH = 20_000
SPAN = timedelta(days=150)
KEYS = {"responses": "id", "interviews": "id", "receipts": "response", "audit": "subject"}
"""The tables that grow with submissions, each with the column that names the response."""

MODELS = 300

Row = dict[str, Any]
Model = tuple[Row, ...]
"""What one interview left: a row of each table."""


def fill(path: Path, wanted: int, models: Sequence[Model], chance: random.Random) -> None:
    """Fill a database up to so many responses."""
    database = _open(path)
    database.execute("pragma synchronous = off")
    [there] = database.execute("select count(*) from responses").fetchone()
    last = database.execute("select number, hash from audit order by number desc limit 1")
    made = _make_rows(models, there, wanted, chance, *last.fetchone())
    while batch := list(islice(made, BATCH)):
        database.execute("begin")
        for place, table in enumerate(KEYS):
            _insert(database, table, [rows[place] for rows in batch])
        database.execute("commit")
    database.execute("pragma wal_checkpoint(truncate)")
    database.close()


def read_models(path: Path) -> list[Model]:
    """Read what some interviews left in each table."""
    database = _open(path)
    ids = database.execute("select id from interviews where outcome = 'new' limit ?", [MODELS])
    models = [tuple(_read_row(database, name, table) for table in KEYS) for (name,) in ids]
    database.close()
    return models


def _read_row(database: sqlite3.Connection, name: str, table: str) -> Row:
    key = f"response:{name}" if table == "audit" else name
    found = database.execute(f"select * from {table} where {KEYS[table]} = ?", [key])
    return dict(found.fetchone())


def _open(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None)
    database.row_factory = sqlite3.Row
    return database


def _make_rows(
    models: Sequence[Model],
    there: int,
    wanted: int,
    chance: random.Random,
    number: int,
    previous: str,
) -> Iterator[Model]:
    begin = datetime.now(UTC) - SPAN
    for place in range(there, wanted):
        response, interview, receipt, entry = models[place % len(models)]
        now = begin + SPAN * place / wanted
        name, at = str(make_id(now, chance.randbytes(10))), now.isoformat()
        digest = sha256(name.encode()).hexdigest()
        number += 1
        entry = {**entry, "number": number, "at": at, "subject": f"response:{name}",
                 "previous": previous}  # fmt: skip
        previous = seal(entry)
        yield (
            {**response, "id": name, "received_at": at, "hash": digest},
            {**interview, "id": name, "sha256": digest, "digest": digest, "received_at": at},
            {**receipt, "response": name, "hash": digest},
            {**entry, "hash": previous},
        )


def _insert(database: sqlite3.Connection, table: str, rows: Sequence[Row]) -> None:
    names = list(rows[0])
    places = ", ".join("?" * len(names))
    statement = f"insert into {table} ({', '.join(names)}) values ({places})"
    database.executemany(statement, [[row[name] for name in names] for row in rows])
