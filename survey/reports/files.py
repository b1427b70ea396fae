"""Files of what is printed: each appears whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path

from survey.errors import N_, MahallaError, Problem, Where

NOT_WRITTEN = N_("The file cannot be written: %(reason)s. Check the folder and the space there.")


def write_whole(content: bytes, file: Path) -> Path:
    """Write `content` into `file` and leave nothing unfinished behind.

    Raises MahallaError where the file cannot be written.
    """
    unfinished = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(content)
        unfinished.replace(file)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        reason = error.strerror or type(error).__name__
        where = Where(str(file))
        raise MahallaError(Problem(NOT_WRITTEN, {"reason": reason}, where)) from error
    return file
