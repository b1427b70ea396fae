"""Opening the database of an installation."""

from pathlib import Path

from survey.storage.database import Database
from survey.storage.migrate import find_migrations, migrate


def open_database(path: Path) -> Database:
    """Open the database at `path`, created or brought up to date where needed.

    Raises MahallaError with a sentence that says what to do.
    """
    # sqlite-utils imports pandas where it is there, which costs a second of every command.
    from survey.storage.sqlite import SqliteDatabase

    database = SqliteDatabase(path)
    migrate(database, find_migrations())
    return database
