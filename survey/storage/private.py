"""Files and folders that only the user who runs Mahalla may read."""

import os
from contextlib import suppress
from pathlib import Path

FILE_MODE = 0o600
FOLDER_MODE = 0o700


def make_private_file(path: Path) -> None:
    """Make an empty file where there is none; one that is there stays as it is.

    It is not even opened: closing it again would give up every lock that this process holds on it
    (POSIX), and another program would take a database in use for one that nobody has open.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))


def make_private_folder(path: Path) -> None:
    """Make a folder where there is none; one that is there stays as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir(mode=FOLDER_MODE, exist_ok=True)
