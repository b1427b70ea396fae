"""Files that are there whole or not at all, whatever happens while they are written."""

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from survey.errors import N_, MahallaError, Problem, Where

NOT_WRITTEN = N_("The file cannot be written: %(reason)s. Check the folder and the space there.")


def write_whole(path: Path, write: Callable[[Path], object]) -> Path:
    """Let `write` fill a file under another name, and put it in place once it is on the disk.

    Its folder is made where needed. Raises MahallaError where the disk does not do that.
    """
    write_together({path: write})
    return path


def write_together(files: Mapping[Path, Callable[[Path], object]]) -> None:
    """Write several files as `write_whole` does: none is in place before all are on the disk.

    Raises MahallaError where the disk does not do that, and then leaves none of their parts.
    """
    parts = {path: path.with_name(f".{path.name}.part") for path in files}
    path = Path()
    try:
        for path, write in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            write(parts[path])
            _sync(parts[path])
        for path, part in parts.items():
            part.replace(path)
        for folder in dict.fromkeys(path.parent for path in files):
            _sync(folder)
    except OSError as error:
        _remove(parts.values())
        reason = error.strerror or type(error).__name__
        raise MahallaError(Problem(NOT_WRITTEN, {"reason": reason}, Where(str(path)))) from error


def _remove(parts: Iterable[Path]) -> None:
    for part in parts:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
