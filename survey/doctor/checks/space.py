"""The disk: that there is room for answers, for a backup and for the trial it is put to."""

import shutil
from collections.abc import Iterator

from survey.doctor.model import Finding, Installation
from survey.errors import N_, Problem, Where
from survey.settings import Server, own_folder

TITLE = N_("There is space for more answers.")
FULL = N_(
    "Only %(free)s MB are free here, and %(needed)s MB should be: once the disk is full no answer "
    "is taken. Remove what nobody needs, such as old backups, or move Mahalla to a larger disk."
)
LEAST = 500_000_000
COPIES = 3
"""A backup lies beside its copy and its trial while it is made."""

MEGABYTE = 1_000_000


def look(installation: Installation) -> Iterator[Finding]:
    """Compare what is free with what the database would need to be copied."""
    database = installation.settings.database
    folder = own_folder(database).absolute()
    size = 0 if isinstance(database, Server) else database.stat().st_size
    needed, free = max(LEAST, COPIES * size), shutil.disk_usage(folder).free
    if free < needed:
        values = {"free": free // MEGABYTE, "needed": needed // MEGABYTE}
        yield Finding(Problem(FULL, values, Where(str(folder))))
