"""The backups: that there is a new one, in another place than the database, and none too old."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from survey.backup.keeping import list_backups, parse_span
from survey.doctor.model import Finding, Installation
from survey.errors import N_, Problem, Where
from survey.settings import Server

TITLE = N_("There is a new backup, and none that is too old.")
NOWHERE = N_(
    "Mahalla makes no backups by itself here. Name a folder in MAHALLA_BACKUP, or see to it that "
    "another program makes them (docs/backup.md)."
)
NONE = N_(
    "There is no backup in this folder. Make one with `mahalla backup`, and look into the log of "
    "Mahalla for why it made none."
)
OLD = N_(
    "The newest backup in this folder is of %(at)s. Make one with `mahalla backup`, and look into "
    "the log of Mahalla for why it made none since."
)
KEPT_LONG = N_(
    "The oldest backup in this folder is of %(at)s: it still holds what was withdrawn since. "
    "Remove it, and keep fewer with MAHALLA_BACKUP_KEEP."
)
BESIDE = N_(
    "The backups lie on the same disk as the database: both are lost with it. Copy them to another "
    "place from time to time."
)
LONGEST = timedelta(days=31)
"""As docs/rights.md promises to those who withdraw."""

LATE = 2
"""A backup may be late by as much as it is apart from the next one."""


def look(installation: Installation) -> Iterator[Finding]:
    """Look at the moments of the backups in the folder that is named for them."""
    settings = installation.settings
    if isinstance(settings.database, Server):
        return
    if settings.backups is None:
        yield Finding(Problem(NOWHERE), is_fault=False)
        return
    yield from _look_into(settings.backups, settings.database, installation)


def _look_into(folder: Path, database: Path, installation: Installation) -> Iterator[Finding]:
    where, now = Where(str(folder)), installation.now
    backups = list_backups(folder, database)
    if not backups:
        yield Finding(Problem(NONE, where=where))
        return
    newest, oldest = backups[0].made_at, backups[-1].made_at
    if now - newest > LATE * parse_span(installation.settings.backup_every):
        yield Finding(Problem(OLD, {"at": f"{newest:%Y-%m-%d %H:%M UTC}"}, where))
    if now - oldest > LONGEST:
        yield Finding(Problem(KEPT_LONG, {"at": f"{oldest:%Y-%m-%d}"}, where))
    if folder.stat().st_dev == database.stat().st_dev:
        yield Finding(Problem(BESIDE, where=where), is_fault=False)
