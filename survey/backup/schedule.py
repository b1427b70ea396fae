"""Backups made by themselves while the site is served, each by a process of its own.

Copying, compressing and checking would take the interpreter away from those who send answers.
"""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

from survey.backup.copying import find_file
from survey.backup.keeping import list_backups, parse_span
from survey.settings import Settings
from survey.storage.private import make_private_folder

LOGGER = logging.getLogger(__name__)
AGAIN = timedelta(hours=1)
"""When a backup is tried again that could not be made."""

LONGEST_NAP = timedelta(minutes=10)
"""A clock that is set while we sleep is noticed after so long."""

NICE = 10
PROGRAM = "import sys; from survey.cli import main; sys.exit(main())"


@contextmanager
def attend_backups(settings: Settings) -> Iterator[None]:
    """Make backups as MAHALLA_BACKUP and its companions say, as long as the block runs.

    Raises MahallaError at once where they cannot be understood.
    """
    if settings.backups is None:
        yield
        return
    database, every = find_file(settings.database), parse_span(settings.backup_every)
    make_private_folder(settings.backups)
    stop = Event()
    thread = Thread(target=_attend, args=(settings, database, every, stop), name="backups")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def find_due(
    folder: Path,
    database: Path,
    every: timedelta,
    now: datetime,
    failed_at: datetime | None = None,
) -> datetime:
    """Return when the next backup is due: a while after the newest, and at once where none is.

    After one that could not be made it is tried again in an hour. What seems to be of the future
    was made, or failed, by a clock that was wrong.
    """
    if failed_at and failed_at <= now:
        return failed_at + AGAIN
    made = [one.made_at for one in list_backups(folder, database) if one.made_at <= now]
    return made[0] + every if made else now


def write_command(settings: Settings, folder: Path) -> list[str]:
    """Write the command that makes one backup."""
    options = ["--database", str(settings.database), "--keep", str(settings.backup_keep)]
    if settings.backup_recipient:
        options += ["--recipient", settings.backup_recipient]
    return [sys.executable, "-c", PROGRAM, "backup", *options, str(folder)]


def _attend(settings: Settings, database: Path, every: timedelta, stop: Event) -> None:
    folder = settings.backups or database.parent
    failed_at: datetime | None = None
    nap = timedelta()
    while not stop.wait(nap.total_seconds()):
        # Looked up each time: a clock that is set back would put off what was due for long.
        if find_due(folder, database, every, _now(), failed_at) <= _now():
            is_made = _make(write_command(settings, folder), stop)
            failed_at = None if is_made else _now()
        due = find_due(folder, database, every, _now(), failed_at)
        nap = max(timedelta(), min(due - _now(), LONGEST_NAP))


def _make(command: list[str], stop: Event) -> bool:
    """Run the command beside the server; what it complains of stands in the server's log."""
    with subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        _step_back(process.pid)
        Thread(target=_end_with, args=(process, stop), daemon=True).start()
        _, complaint = process.communicate()
    if process.returncode and not stop.is_set():
        LOGGER.error("No backup was made: %s", complaint.strip())
    return process.returncode == 0


def _end_with(process: "subprocess.Popen[str]", stop: Event) -> None:
    while process.poll() is None:
        if stop.wait(0.5):
            process.terminate()
            return


def _step_back(process: int) -> None:
    """Let those who send answers go first."""
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, process, NICE)


def _now() -> datetime:
    return datetime.now(UTC)
