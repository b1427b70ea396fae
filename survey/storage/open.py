"""Opening the database of an installation."""

from survey.errors import N_, MahallaError, Problem
from survey.settings import DatabasePlace, Server
from survey.storage.database import Database
from survey.storage.migrate import find_migrations, migrate
from survey.storage.private import make_private_folder
from survey.storage.sqlite import SqliteDatabase

NO_DRIVER = N_(
    "What speaks to PostgreSQL is not installed. Install it, then try again: "
    "pip install 'mahalla[postgres]'"
)


def open_database(place: DatabasePlace) -> Database:
    """Open the database that is kept at `place`, created or brought up to date where needed.

    On a server the database itself must be there; its tables are made. Raises MahallaError with a
    sentence that says what to do.
    """
    database = connect(place)
    if isinstance(place, Server):
        from survey.storage.postgres_schema import refuse_foreign

        make_private_folder(place.files)
        with database.transaction() as tx:
            refuse_foreign(tx, place)
            migrate(tx, find_migrations("postgres"))
    else:
        migrate(database, find_migrations())
    return database


def connect(place: DatabasePlace) -> Database:
    """Return the database as it is: nothing is made, and nothing brought up to date."""
    if isinstance(place, Server):
        try:
            from survey.storage.postgres import PostgresDatabase
        except ImportError as error:
            raise MahallaError(Problem(NO_DRIVER)) from error
        return PostgresDatabase(place)
    return SqliteDatabase(place)


def is_there(place: DatabasePlace) -> bool:
    """Tell whether there is a database file, or on a server any table."""
    if not isinstance(place, Server):
        return place.is_file()
    from survey.storage.postgres_schema import is_empty

    return not is_empty(connect(place))
