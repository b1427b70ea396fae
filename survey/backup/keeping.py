"""A folder of backups: how they are called, how old they are, and which ones have to go."""

import os
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from survey.errors import N_, MahallaError, Problem

ENDING = ".backup.tar"
STAMP = "%Y%m%dT%H%M%SZ"
SPANS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
SHORTEST = timedelta(minutes=1)
NO_SPAN = N_(
    "“%(text)s” is no span of time. Write a number of minutes, hours or days, such as 90m, 24h or "
    "7d."
)
_PART = re.compile(r"\..+\.(\d+)\.[0-9a-f]{8}\.part")
"""The scratch folder of a backup in the making names the process that makes it."""


@dataclass(frozen=True)
class Kept:
    """A backup in a folder, and when it was made, as its name says."""

    path: Path
    made_at: datetime


def name_backup(database: Path, now: datetime) -> str:
    """Name a backup of a database by its moment: `mahalla-20261123T101500Z.backup.tar`."""
    return f"{database.stem}-{now.astimezone(UTC).strftime(STAMP)}{ENDING}"


def list_backups(folder: Path, database: Path) -> list[Kept]:
    """List the backups of a database in a folder, the newest first; others' files are not seen."""
    name = re.compile(re.escape(database.stem) + r"-(\d{8}T\d{6}Z)" + re.escape(ENDING))
    found = [(path, name.fullmatch(path.name)) for path in folder.glob(f"*{ENDING}")]
    kept = [Kept(path, _read_stamp(mark[1])) for path, mark in found if mark]
    return sorted(kept, key=lambda one: one.made_at, reverse=True)


def remove_old(folder: Path, database: Path, keep: int, now: datetime) -> list[Path]:
    """Remove all backups of a database but the newest `keep`, at least one; return those.

    One that seems to be made in the future was made by a clock that was wrong: it goes first, or
    it would push out every one that is made from now on.
    """
    listed = list_backups(folder, database)
    timely = [one for one in listed if one.made_at <= now]
    early = [one for one in listed if one.made_at > now]
    gone = [one.path for one in [*timely, *early][max(keep, 1) :]]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def parse_span(text: str) -> timedelta:
    """Read a span such as `24h`. Raises MahallaError where it is none, or under a minute."""
    mark = re.fullmatch(r"([0-9]{1,6})\s*([mhd])", text.strip())
    span = int(mark[1]) * SPANS[mark[2]] if mark else timedelta()
    if span < SHORTEST:
        raise MahallaError(Problem(NO_SPAN, {"text": text}))
    return span


def sweep(folder: Path) -> None:
    """Remove what backups left that were killed while they were made."""
    for path in folder.glob(".*.part"):
        mark = _PART.fullmatch(path.name)
        if mark and not _is_running(int(mark[1])):
            shutil.rmtree(path, ignore_errors=True)


def _read_stamp(text: str) -> datetime:
    return datetime.strptime(text, STAMP).replace(tzinfo=UTC)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
