"""Files of what is printed: each appears whole or not at all."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from time import monotonic, sleep

from survey.errors import N_, MahallaError, Problem, Where

NOT_WRITTEN = N_("The file cannot be written: %(reason)s. Check the folder and the space there.")
BUSY = N_("This folder is being filled already. Wait until that is done, or name another folder.")

PATIENCE, PAUSE = 1.0, 0.02
"""For how many seconds a folder is waited for, as who looks whether it is kept has it shortly."""

_UNFINISHED = re.compile(r"\..+\.(\d+)\.part")
"""The name of an unfinished file ends in the number of the process that writes it."""


def write_whole(content: bytes, file: Path) -> Path:
    """Write `content` into `file` and leave nothing unfinished behind.

    Raises MahallaError where the file cannot be written.
    """
    return fill_whole(lambda unfinished: unfinished.write_bytes(content), file)


def fill_whole(fill: Callable[[Path], object], file: Path) -> Path:
    """Let `fill` write a file under another name, and give it its own once it is finished."""
    unfinished = file.with_name(f".{file.name}.{os.getpid()}.part")
    with explain_failure(file):
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            fill(unfinished)
            unfinished.replace(file)
        except OSError:
            with suppress(OSError):
                unfinished.unlink()
            raise
    return file


@contextmanager
def explain_failure(file: Path) -> Iterator[None]:
    """Turn what the disk says into a sentence about `file`."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        where = Where(str(file))
        raise MahallaError(Problem(NOT_WRITTEN, {"reason": reason}, where)) from error


def sweep(folder: Path) -> None:
    """Remove the unfinished files of processes that are no more, such as those that were killed."""
    for file in folder.glob(".*.part"):
        mark = _UNFINISHED.fullmatch(file.name)
        if mark and not _is_running(int(mark[1])):
            file.unlink(missing_ok=True)


@contextmanager
def hold(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Make a folder and keep it to ourselves; it is free again even where we are killed.

    Raises MahallaError where somebody else keeps it, or where it cannot be made.
    """
    with explain_failure(folder):
        folder.mkdir(parents=True, exist_ok=True)
        opened = os.open(folder, os.O_RDONLY)
    try:
        if not _lock(opened, patience):
            raise MahallaError(Problem(BUSY, where=Where(str(folder))))
        yield
    finally:
        os.close(opened)


def is_held(folder: Path) -> bool:
    """Tell whether a process, this one or another, holds a folder."""
    if not folder.is_dir():
        return False
    try:
        with hold(folder, patience=0):
            return False
    except MahallaError:
        return True


def _lock(opened: int, patience: float) -> bool:
    end = monotonic() + patience
    while True:
        try:
            flock(opened, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            if monotonic() > end:
                return False
            sleep(PAUSE)
        else:
            return True


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
