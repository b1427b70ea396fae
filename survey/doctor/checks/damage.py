"""The database file: that nothing in it is damaged."""

from collections.abc import Iterator

from survey.doctor.model import Finding, Installation
from survey.errors import N_, Problem, Where

TITLE = N_("The database is not damaged.")
DAMAGED = N_(
    "The database is damaged (%(reason)s). Stop Mahalla, keep a copy of this file and the files "
    "beside it, and restore your latest backup."
)
LOOSE = N_(
    "A row of the table “%(table)s” belongs to something that is no more. Somebody wrote to the "
    "database past Mahalla; restore your latest backup."
)


def look(installation: Installation) -> Iterator[Finding]:
    """Let the database check itself."""
    where = Where(str(installation.settings.database))
    for row in installation.database.query("pragma quick_check(3)"):
        if row["quick_check"] != "ok":
            yield Finding(Problem(DAMAGED, {"reason": row["quick_check"]}, where))
    tables = {row["table"] for row in installation.database.query("pragma foreign_key_check")}
    for table in sorted(tables):
        yield Finding(Problem(LOOSE, {"table": table}, where))
