"""The schema: that the database is at the step this program knows."""

from collections.abc import Iterator

from survey.doctor.model import Finding, Installation
from survey.errors import N_, Problem, Where
from survey.storage.migrate import NEWER, find_migrations, last_applied

TITLE = N_("The database has the form that this version of Mahalla writes.")
OLDER = N_(
    "The database has the form number %(found)s; this version of Mahalla writes number %(known)s. "
    "Make a backup, then start Mahalla once: it brings the database up to date."
)


def look(installation: Installation) -> Iterator[Finding]:
    """Compare the newest step of the database with that of the program."""
    found = last_applied(installation.database)
    known = max(step.number for step in find_migrations())
    if found != known:
        message = OLDER if found < known else NEWER
        where = Where(str(installation.settings.database))
        yield Finding(Problem(message, {"found": found, "known": known}, where))
