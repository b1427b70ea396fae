"""Who may read the files: answers, keys and what is made of answers are for one user alone."""

import os
from collections.abc import Iterator
from pathlib import Path

from survey.doctor.model import Finding, Installation
from survey.errors import N_, Problem, Where
from survey.settings import Settings, own_file, own_folder

TITLE = N_("Answers and keys can be read by the user who runs Mahalla, and by nobody else.")
OPEN_FILE = N_(
    "Other users of this computer may read or change this file. Close it: chmod 600 %(path)s"
)
OPEN_FOLDER = N_(
    "Other users of this computer may look into this folder. Close it: chmod 700 %(path)s"
)
SHARED_FOLDER = N_(
    "Other users of this computer may exchange the files in this folder. Take that right from "
    "them: chmod go-w %(path)s"
)
OTHER_USER = N_(
    "This file belongs to another user than the one who looks now. Run this command as the user "
    "who runs Mahalla; if that is you, make the file yours: chown %(user)s %(path)s"
)
OTHERS = 0o077
OTHERS_WRITE = 0o022
STICKY = 0o1000


def look(installation: Installation) -> Iterator[Finding]:
    """Look at the rights of every file with secrets, and of the folders they are in."""
    if os.name != "posix":
        return
    settings = installation.settings
    for path in list_files(settings):
        mode = path.stat().st_mode
        if mode & OTHERS:
            yield _find(OPEN_FOLDER if path.is_dir() else OPEN_FILE, path)
        if path.stat().st_uid != os.getuid():
            yield _find(OTHER_USER, path)
    folder = own_folder(settings.database).absolute()
    mode = folder.stat().st_mode
    if mode & OTHERS_WRITE and not mode & STICKY:
        yield _find(SHARED_FOLDER, folder)


def list_files(settings: Settings) -> list[Path]:
    """List what is secret: the database, files called like it, snapshots and backups."""
    key = own_file(settings.database, ".key").absolute()
    beside = sorted(key.parent.glob(f"{key.stem}.*"))
    folders = [settings.snapshot_folder, *([settings.backups] if settings.backups else [])]
    return [*beside, *(folder.absolute() for folder in folders if folder.is_dir())]


def _find(message: str, path: Path) -> Finding:
    values = {"path": path, "user": os.getuid() if os.name == "posix" else ""}
    return Finding(Problem(message, values, Where(str(path))))
