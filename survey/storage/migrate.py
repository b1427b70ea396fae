"""The numbered SQL files that bring a database to the schema this program knows."""

import re
from dataclasses import dataclass
from pathlib import Path

from survey.errors import N_, MahallaError, Problem
from survey.storage.database import Database

FOLDER = Path(__file__).parent / "migrations"
TABLE = "create table if not exists migrations (number integer primary key, name text not null)"
WORDS = {"postgres": {"integer": "bigint", "blob": "bytea", "text": 'text collate "C"'}}
"""What a database calls the types of our tables; the collation sorts texts as SQLite does."""

NEWER = N_(
    "This database was written by a newer Mahalla (its schema is number %(found)s, this program "
    "knows up to %(known)s). Install the newer version, or name another database."
)


@dataclass(frozen=True)
class Migration:
    """One step of the schema; its statements each end with a semicolon at the end of a line."""

    number: int
    name: str
    sql: str

    @property
    def statements(self) -> list[str]:
        """The statements of the file, in order."""
        return [part for part in re.split(r";\s*(?:\n|$)", self.sql) if part.strip()]


def find_migrations(engine: str = "sqlite", folder: Path = FOLDER) -> list[Migration]:
    """Return the files called `0001_name.sql` and so on, in order.

    What SQL says differently in each database stands in a file beside, `0001_name.sqlite.sql` or
    `0001_name.postgres.sql`, and is a part of the same step.
    """
    paths = sorted(folder.glob("[0-9][0-9][0-9][0-9]_*.sql"))
    return [
        Migration(int(path.stem[:4]), path.stem, _read(path, engine))
        for path in paths
        if "." not in path.stem
    ]


def migrate(database: Database, migrations: list[Migration]) -> None:
    """Apply what the database lacks, each migration in a transaction of its own.

    Raises MahallaError where the database is newer than the last of `migrations`.
    """
    database.execute(TABLE)
    found, known = last_applied(database), max((step.number for step in migrations), default=0)
    if found > known:
        raise MahallaError(Problem(NEWER, {"found": found, "known": known}))
    for migration in migrations:
        if migration.number > found:
            _apply(database, migration)


def last_applied(database: Database) -> int:
    """Return the number of the newest migration the database has, 0 for an empty one."""
    [row] = database.query("select coalesce(max(number), 0) as number from migrations")
    return int(row["number"])


def _read(path: Path, engine: str) -> str:
    sql = path.read_text(encoding="utf-8")
    for ours, theirs in WORDS.get(engine, {}).items():
        sql = re.sub(rf"\b{ours}\b", theirs, sql)
    own = path.with_suffix(f".{engine}.sql")
    return f"{sql}\n{own.read_text(encoding='utf-8')}" if own.is_file() else sql


def _apply(database: Database, migration: Migration) -> None:
    with database.transaction() as tx:
        if last_applied(tx) >= migration.number:
            return  # another process that started at the same moment was first
        for statement in migration.statements:
            tx.execute(statement)
        tx.insert("migrations", {"number": migration.number, "name": migration.name})
