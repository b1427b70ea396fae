"""That a PostgreSQL database is ours before anything is written to it."""

from survey.errors import N_, MahallaError, Problem, Where
from survey.settings import Server
from survey.storage.database import Database
from survey.storage.migrate import TABLE

FOREIGN = N_(
    "This database belongs to another program. Create one for Mahalla alone: "
    "createdb --encoding=UTF8 --template=template0 mahalla"
)
ENCODING = N_(
    "This database cannot keep every script (its encoding is %(encoding)s). Create another one: "
    "createdb --encoding=UTF8 --template=template0 mahalla"
)
MARK = "Mahalla"
"""Marks the table of migrations as ours, so that no other program's database is written to."""

TABLES = """
select relname as name, obj_description(pg_class.oid, 'pg_class') as says from pg_class
where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
and not exists (select 1 from pg_depend where objid = pg_class.oid and deptype = 'e')
"""


def refuse_foreign(tx: Database, server: Server) -> None:
    """Mark an empty database as ours. Raises MahallaError where it is another program's."""
    [row] = tx.query("select current_setting('server_encoding') as encoding")
    if row["encoding"] != "UTF8":
        raise MahallaError(Problem(ENCODING, row, Where(str(server))))
    tables = {row["name"]: row["says"] for row in tx.query(TABLES)}
    if not tables:
        tx.execute(TABLE)
        tx.execute(f"comment on table migrations is '{MARK}'")
    elif tables.get("migrations") != MARK:
        raise MahallaError(Problem(FOREIGN, where=Where(str(server))))


def is_empty(tx: Database) -> bool:
    """Tell whether there is no table yet."""
    return not tx.query(TABLES)
