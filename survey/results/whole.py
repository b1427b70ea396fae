"""Files that are there whole or not at all, whatever happens while they are written."""

import os
from collections.abc import Callable
from pathlib import Path

from survey.errors import N_, MahallaError, Problem, Where

NOT_WRITTEN = N_("The file cannot be written: %(reason)s. Check the folder and the space there.")


def write_whole(path: Path, write: Callable[[Path], object]) -> Path:
    """Let `write` fill a file under another name, and put it in place once it is on the disk.

    Its folder is made where needed. Raises MahallaError where the disk does not do that.
    """
    partial = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(partial)
        _sync(partial)
        partial.replace(path)
        _sync(path.parent)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise MahallaError(Problem(NOT_WRITTEN, {"reason": reason}, Where(str(path)))) from error
    return path


def _sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
