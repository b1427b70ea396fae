"""The database: that nothing in its file is damaged, or that its server prevents that."""

from collections.abc import Iterator

from survey.doctor.model import Finding, Installation
from survey.errors import N_, Problem, Where
from survey.settings import Server

TITLE = N_("The database is not damaged.")
DAMAGED = N_(
    "The database is damaged (%(reason)s). Stop Mahalla, keep a copy of this file and the files "
    "beside it, and restore your latest backup."
)
LOOSE = N_(
    "A row of the table “%(table)s” belongs to something that is no more. Somebody wrote to the "
    "database past Mahalla; restore your latest backup."
)


UNSAFE = N_(
    "The database server does not wait for its disk (%(setting)s is off): a power cut loses what "
    "was acknowledged. Switch it on in postgresql.conf."
)
NO_SUMS = N_(
    "The database server does not notice by itself when its disk changes what it wrote. Let it: "
    "stop it and run pg_checksums --enable."
)


def look(installation: Installation) -> Iterator[Finding]:
    """Let the database check itself; a server is asked whether it takes care."""
    if isinstance(installation.settings.database, Server):
        return look_at_server(installation)
    return look_into_file(installation)


def look_at_server(installation: Installation) -> Iterator[Finding]:
    """Look whether the server keeps what it said it had kept."""
    rows = installation.database.query(
        "select name, setting from pg_settings "
        "where name in ('fsync', 'full_page_writes', 'data_checksums') order by name"
    )
    where = Where(str(installation.settings.database))
    off = [row["name"] for row in rows if row["setting"] == "off"]
    for name in off:
        if name == "data_checksums":
            yield Finding(Problem(NO_SUMS, where=where), is_fault=False)
        else:
            yield Finding(Problem(UNSAFE, {"setting": name}, where))


def look_into_file(installation: Installation) -> Iterator[Finding]:
    """Look for damage in a file."""
    where = Where(str(installation.settings.database))
    for row in installation.database.query("pragma quick_check(3)"):
        if row["quick_check"] != "ok":
            yield Finding(Problem(DAMAGED, {"reason": row["quick_check"]}, where))
    tables = {row["table"] for row in installation.database.query("pragma foreign_key_check")}
    for table in sorted(tables):
        yield Finding(Problem(LOOSE, {"table": table}, where))
