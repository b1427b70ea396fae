"""The log of changes beside the database: that it is written into the database now and then."""

from collections.abc import Iterator

from survey.doctor.model import Finding, Installation
from survey.errors import N_, Problem, Where
from survey.settings import Server

TITLE = N_("The log of changes beside the database is short.")
LONG = N_(
    "The log of changes has %(size)s MB. Some program reads the database and does not stop: look "
    "for a backup or report that hangs, then start Mahalla anew. Nothing in it is lost."
)
MOST = 256_000_000
MEGABYTE = 1_000_000


def look(installation: Installation) -> Iterator[Finding]:
    """Look at the size of the log."""
    database = installation.settings.database
    if isinstance(database, Server):
        return
    log = database.with_name(f"{database.name}-wal")
    size = log.stat().st_size if log.exists() else 0
    if size > MOST:
        yield Finding(Problem(LONG, {"size": size // MEGABYTE}, Where(str(log))))
