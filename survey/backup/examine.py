"""A database looked over before it is trusted: whole, at a known step, its trail unbroken."""

from pathlib import Path

from survey.backup.copying import settle_file
from survey.backup.model import Facts
from survey.errors import N_, MahallaError, Problem
from survey.storage.audit import find_break
from survey.storage.database import Database
from survey.storage.migrate import NEWER, find_migrations, last_applied
from survey.storage.sqlite import SqliteDatabase

DAMAGED = N_(
    "The database in this backup is damaged (%(reason)s). Look the original over with `mahalla "
    "doctor`, and use an older backup."
)
BROKEN = N_(
    "Entry %(number)s of the audit trail in this backup was changed, moved or removed. Look the "
    "original over with `mahalla doctor`, and use an older backup."
)


def examine(path: Path) -> Facts:
    """Return what the database at `path` holds. Raises MahallaError where it cannot be trusted.

    The file belongs to the caller alone: it may be written to.
    """
    database = SqliteDatabase(path)
    try:
        _check(database)
        facts = collect_facts(path, database)
    finally:
        database.close()
    settle_file(path)
    return facts


def collect_facts(path: Path, database: Database) -> Facts:
    """Count the rows of every table, and find the ends of schema and trail."""
    last = database.query("select number, hash from audit order by number desc limit 1")
    number, seal = (last[0]["number"], last[0]["hash"]) if last else (0, "")
    return Facts(_count_rows(path), last_applied(database), number, seal)


def _count_rows(path: Path) -> dict[str, int]:
    # Imported late: it loads pandas, for which a site that only collects has no memory to spare.
    import sqlite_utils

    file = sqlite_utils.Database(path)
    try:
        return {table.name: table.count for table in file.tables}
    finally:
        file.close()


def _check(database: SqliteDatabase) -> None:
    for row in database.query("pragma integrity_check(1)"):
        if row["integrity_check"] != "ok":
            raise MahallaError(Problem(DAMAGED, {"reason": row["integrity_check"]}))
    found, known = last_applied(database), max(step.number for step in find_migrations())
    if found > known:
        raise MahallaError(Problem(NEWER, {"found": found, "known": known}))
    number = find_break(database)
    if number is not None:
        raise MahallaError(Problem(BROKEN, {"number": number}))
