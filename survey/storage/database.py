"""The small door through which every store reads and writes."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Any, Protocol

from survey.storage.sealing import Vault
from survey.storage.turn import Turn

Value = str | int | float | bytes | None
"""What a column can hold; stores turn dates, texts and answers into these."""

Row = dict[str, Any]
"""One row of a query by column name."""


class ConstraintError(Exception):
    """A write that the schema forbids: a repeated key, or a row that others still point to."""


def insert_sql(table: str, row: Mapping[str, Value]) -> str:
    """Write the statement that adds a row."""
    return _write_insert(table, tuple(row))


@lru_cache(maxsize=128)
def _write_insert(table: str, names: tuple[str, ...]) -> str:
    places = ", ".join(f":{name}" for name in names)
    return f"insert into {table} ({', '.join(names)}) values ({places})"


def upsert_sql(table: str, row: Mapping[str, Value], key: Sequence[str]) -> str:
    """Write the statement that adds a row, or changes the one that has its key."""
    changes = ", ".join(f"{name} = excluded.{name}" for name in row if name not in key)
    action = f"update set {changes}" if changes else "nothing"
    return f"{insert_sql(table, row)} on conflict ({', '.join(key)}) do {action}"


class Database(Protocol):
    """A database that many threads may use at once.

    SQL is portable and lowercase; its `:name` placeholders are filled from keyword arguments.
    Every verb raises MahallaError where the database or its disk fails, and ConstraintError
    where the schema forbids the write.
    """

    def __hash__(self) -> int:
        """Tell databases apart: what never changes in one may be remembered by it."""
        ...

    @property
    def vault(self) -> Vault:
        """What seals the few answers that must not lie in the database as they were given."""
        ...

    @property
    def turn(self) -> Turn:
        """Whose turn it is to make ready what is written, where many threads do so."""
        ...

    def query(self, sql: str, /, **values: Value) -> list[Row]:
        """Read the rows that `sql` selects."""
        ...

    def execute(self, sql: str, /, **values: Value) -> int:
        """Run one statement and return how many rows it changed."""
        ...

    def insert(self, table: str, row: Mapping[str, Value]) -> None:
        """Add a row; a key that is already taken is a ConstraintError."""
        ...

    def insert_once(self, table: str, row: Mapping[str, Value]) -> bool:
        """Add a row unless its key is taken; say whether it was added."""
        ...

    def upsert(self, table: str, row: Mapping[str, Value], key: Sequence[str]) -> None:
        """Add a row, or replace these columns of the row that has the same `key`."""
        ...

    def transaction(self) -> AbstractContextManager["Database"]:
        """Do everything inside the block, or nothing of it; a block in a block may fail alone."""
        ...

    def scrub(self) -> bool:
        """Leave nothing of what was deleted in the files; say no where somebody is still reading.

        Not in a transaction.
        """
        ...

    def close(self) -> None:
        """Close the connection of the thread that asks."""
        ...
