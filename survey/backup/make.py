"""Making a backup: copied while the site runs, proved by restoring it, and only then named."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from glob import escape
from pathlib import Path
from secrets import token_hex

from survey.backup.copying import check_source, copy_database
from survey.backup.examine import examine
from survey.backup.keeping import name_backup, sweep
from survey.backup.locking import parse_recipient
from survey.backup.model import Facts, Lock
from survey.backup.package import DATABASE, pack, unpack
from survey.errors import N_, MahallaError, Problem, Where
from survey.storage.private import make_private_file

KEYS = (".key", ".seal.key", ".keys/*.pem")
"""How key files are called, after the stem of the database: of cookies, of names, of projects."""

PART = ".part"
OPEN_KEYS = N_(
    "Keys belong into no backup that everybody can open: whoever finds it could read names and "
    "telephone numbers. Add --passphrase or --recipient, or copy the key files to another place."
)
NOT_WRITTEN = N_(
    "The backup could not be written (%(reason)s). Check the folder, its rights and the space "
    "there, and run this again."
)
DIFFERENT = N_(
    "The backup, restored for a trial, was not the same as the database. Nothing was kept; check "
    "the disk and run this again."
)


def make_backup(
    database: Path, place: Path, now: datetime, lock: Lock, with_keys: bool = False
) -> tuple[Path, Facts]:
    """Back up a database into the file `place`, or into a new file in the folder `place`.

    Returns the file and what it holds. It has its name only after it was restored for a trial: its
    pages, counts and audit trail are those of the database at one moment. Raises MahallaError; then
    there is no new file, and an older one of the same name is as it was.
    """
    check_source(database)
    if with_keys and lock.kind == "no":
        raise MahallaError(Problem(OPEN_KEYS))
    for recipient in lock.recipients:
        parse_recipient(recipient)
    target = place / name_backup(database, now) if place.is_dir() else place
    try:
        with _scratch(target) as scratch:
            part, facts = _write(database, now, lock, with_keys, scratch)
            place_file(part, target)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise MahallaError(Problem(NOT_WRITTEN, {"reason": reason}, Where(str(target)))) from error
    return target, facts


def list_keys(database: Path) -> dict[str, Path]:
    """List the key files beside a database, by what stands after its stem, such as `.seal.key`."""
    folder, stem = database.parent, database.stem
    found = [path for pattern in KEYS for path in sorted(folder.glob(f"{escape(stem)}{pattern}"))]
    return {path.relative_to(folder).as_posix().removeprefix(stem): path for path in found}


def place_file(part: Path, target: Path) -> None:
    """Give a finished file its name, so that neither a crash nor a power cut leaves half of it."""
    sync(part)
    part.replace(target)
    sync(target.parent)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _write(
    database: Path, now: datetime, lock: Lock, with_keys: bool, scratch: Path
) -> tuple[Path, Facts]:
    copy, part = scratch / "copy.db", scratch / "backup"
    copy_database(database, copy)
    facts = examine(copy)
    files: Mapping[str, Path] = {DATABASE: copy, **(list_keys(database) if with_keys else {})}
    make_private_file(part)
    opener = pack(files, now.isoformat(timespec="seconds"), facts.schema, lock, scratch, part)
    copy.unlink()  # room for the trial
    _, restored = unpack(part, opener, scratch)
    if examine(restored[DATABASE]) != facts:
        raise MahallaError(Problem(DIFFERENT))
    return part, facts


@contextmanager
def _scratch(target: Path) -> Iterator[Path]:
    """Make a private folder on the disk where the backup goes, and leave nothing of it."""
    sweep(target.parent)
    folder = target.with_name(f".{target.name}.{os.getpid()}.{token_hex(4)}{PART}")
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
