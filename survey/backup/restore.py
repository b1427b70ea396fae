"""Putting a backup back: looked over first, never over a database that is there unless told to."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from survey.backup.copying import copy_database, find_file, settle_file
from survey.backup.examine import examine
from survey.backup.make import PART, list_keys, place_file, sync
from survey.backup.model import About, Facts, Opener
from survey.backup.package import DATABASE, unpack
from survey.backup.replay import ACTOR, count_lost, forget_overdue, replay
from survey.errors import N_, MahallaError, Problem, Where
from survey.settings import Settings
from survey.storage.audit import record
from survey.storage.database import Row
from survey.storage.migrate import find_migrations, migrate
from survey.storage.private import make_private_folder
from survey.storage.sealing import ENDING as SEAL
from survey.storage.sqlite import SqliteDatabase

NOTE = ".trail"
STAMP = "%Y%m%dT%H%M%S"
TAKEN = N_(
    "There is a database here already. To put the backup in its place, say --replace: what is "
    "there is kept beside it under another name."
)
IN_USE = N_(
    "This database is in use, or cannot be read. Stop Mahalla and every program that has it open; "
    "if it is damaged, move it and the files beside it to another folder, and restore again."
)
NOT_PLACED = N_(
    "The backup could not be put in its place (%(reason)s), and what was there is as it was. Check "
    "the folder and its rights, and run this again."
)


@dataclass(frozen=True)
class Restored:
    """What came of it: the backup, what it holds, and what became of the database that was here.

    `aside` is where that one is kept (None where there was none), `lost` counts its interviews that
    the backup does not have, `withdrawn` those that were withdrawn again.
    """

    about: About
    facts: Facts
    aside: Path | None = None
    lost: int = 0
    withdrawn: int = 0


def restore(
    backup: Path, settings: Settings, now: datetime, opener: Opener, is_replacing: bool = False
) -> Restored:
    """Put the database of a backup where `settings` says, with the keys the backup has.

    Everything is checked beside it first; then the database that is there is put aside, and what it
    knows to be withdrawn is withdrawn from the one that takes its place. Raises MahallaError; what
    is there is then as it was.
    """
    target = find_file(settings.database)
    if target.exists() and not is_replacing:
        raise MahallaError(Problem(TAKEN, where=Where(str(target))))
    with _scratch(target, now) as scratch:
        about, files = unpack(backup, opener, scratch)
        restored = Restored(about, examine(files[DATABASE]))
        old = _copy_old(target, scratch)
        _lend_key(target, scratch)
        restored = _bring_up_to_date(restored, files[DATABASE], old, settings, now)
        for path in files.values():
            sync(path)  # this may take seconds, in which nothing has been moved yet
        if old:
            _settle(target)  # who opened it in the meantime is asked to close it
        _exchange(target, files, now)
    aside = _name_aside(target, now)
    return replace(restored, aside=aside if aside.exists() else None)


def _copy_old(target: Path, scratch: Path) -> Path | None:
    """Copy what is there, to learn from it: itself it stays as it is."""
    if not target.exists():
        return None
    _settle(target)
    copy_database(target, scratch / "old.db")
    return scratch / "old.db"


def _lend_key(target: Path, scratch: Path) -> None:
    """Put the key that is here beside the copies: what was withdrawn is known with it alone."""
    key = target.with_suffix(SEAL)
    for copy in ("old.db", "restored.db"):
        beside = (scratch / copy).with_suffix(SEAL)
        if key.exists() and not beside.exists():
            shutil.copyfile(key, beside)


def _bring_up_to_date(
    restored: Restored, path: Path, old: Path | None, settings: Settings, now: datetime
) -> Restored:
    """Bring the restored database to this program's schema and to what is withdrawn by now."""
    database = SqliteDatabase(path)
    try:
        migrate(database, find_migrations())
        if old:
            restored = _learn(restored, database, old, settings, now)
        forget_overdue(database, settings, now)
        told: Row = {"made_at": restored.about.made_at, "withdrawn": restored.withdrawn}
        record(database, now, ACTOR, "database.restored", "database:", told)
    finally:
        database.close()
    settle_file(path)
    return restored


def _learn(
    restored: Restored, database: SqliteDatabase, path: Path, settings: Settings, now: datetime
) -> Restored:
    """Learn from the database that is replaced what must not come back."""
    old = SqliteDatabase(path)
    try:
        migrate(old, find_migrations())
        withdrawn = replay(old, database, settings, now)
        return replace(restored, withdrawn=withdrawn, lost=count_lost(old, database))
    finally:
        old.close()


def _settle(target: Path) -> None:
    """Make sure that nobody else has the database open, and that all of it is in one file."""
    try:
        is_alone = settle_file(target)
    except sqlite3.Error:
        is_alone = False
    if not is_alone:
        raise MahallaError(Problem(IN_USE, where=Where(str(target))))


def _exchange(target: Path, files: dict[str, Path], now: datetime) -> None:
    """Put files in the place of those that are here, or leave these where they are."""
    moved = _put_aside(target, files, now)
    try:
        # The database last: without its keys it would be given new ones.
        for ending in sorted(files, key=lambda one: one == DATABASE):
            place_file(files[ending], target if ending == DATABASE else _place(target, ending))
    except OSError as error:
        for path in moved:
            _name_aside(path, now).replace(path)
        reason = error.strerror or type(error).__name__
        raise MahallaError(Problem(NOT_PLACED, {"reason": reason}, Where(str(target)))) from error


def _put_aside(target: Path, files: dict[str, Path], now: datetime) -> list[Path]:
    """Keep what is replaced under another name: the database, its note, and keys that come anew.

    A log of changes without its database is put aside too: it would be written into the new one.
    Returns where all of it lay.
    """
    logs = [target.with_name(target.name + ending) for ending in ("-wal", "-shm", "-journal")]
    moved = [target, target.with_suffix(NOTE), *logs]
    for ending, path in list_keys(target).items():
        if ending in files and path.read_bytes() != files[ending].read_bytes():
            moved.append(path)
    there = [path for path in moved if path.exists()]
    for path in there:
        path.replace(_name_aside(path, now))
    return there


def _place(target: Path, ending: str) -> Path:
    """Return where a key belongs, in a folder for this user alone."""
    place = target.parent / f"{target.stem}{ending}"
    make_private_folder(place.parent)
    return place


def _name_aside(path: Path, now: datetime) -> Path:
    """Name it so that it is secret still, and no key or database of ours any more."""
    return path.with_name(f"{path.name}.before-{now.strftime(STAMP)}")


@contextmanager
def _scratch(target: Path, now: datetime) -> Iterator[Path]:
    folder = target.with_name(f".{target.name}.{now.strftime(STAMP)}{PART}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
