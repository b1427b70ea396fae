"""The file of a backup: a tar of compressed files, with a page in the open that says what it is.

It opens without Mahalla: `tar`, `age` where it is locked (`age -d -i identity.age` asks for the
passphrase), `gunzip`.
"""

import gzip
import json
import re
import shutil
import tarfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import file_digest
from pathlib import Path
from typing import IO

from survey.backup.locking import find_key, make_pair, open_file, seal_file
from survey.backup.model import About, Lock, Opener
from survey.errors import N_, MahallaError, Problem, Where
from survey.storage.passphrase import seal
from survey.storage.private import make_private_folder

ABOUT, KEY = "about.json", "identity.age"
DATABASE = ".db"
"""How the database is called in a backup, whatever it is called outside."""

KEY_NAME = re.compile(r"(\.seal)?\.key|\.keys/[0-9a-f]{1,64}\.pem")
LEVEL = 6
BROKEN = (tarfile.TarError, zlib.error, OSError, ValueError, KeyError, TypeError, EOFError)
"""What reading a file may raise that is not as it was written."""

STRANGE = N_(
    "This is no backup of Mahalla, or it is damaged (%(reason)s). Name another file, or use an "
    "older backup."
)
CHANGED = N_(
    "The file “%(name)s” in this backup is not what was put into it. The backup is damaged: use an "
    "older one."
)


def pack(
    files: Mapping[str, Path], made_at: str, schema: int, lock: Lock, scratch: Path, target: Path
) -> Opener:
    """Write the backup file `target` of `files` by their endings; return what opens it.

    What is given back is for checking it at once. Everything in between lies in `scratch`.
    """
    own, identity = make_pair() if lock.kind != "no" else ("", "")
    hashes = {name: hash_file(path) for name, path in files.items()}
    about = About(made_at, schema, lock.kind, hashes)
    with tarfile.open(target, "w", format=tarfile.PAX_FORMAT) as tar:
        _add(tar, ABOUT, json.dumps(asdict(about), indent=1).encode(), scratch)
        if lock.passphrase:
            _add(tar, KEY, seal(identity.encode(), lock.passphrase), scratch)
        for name, path in files.items():
            packed = _compress(path, scratch / "packed.gz")
            if own:
                seal_file(packed, scratch / "packed.age", own, lock)
                packed = scratch / "packed.age"
            tar.add(packed, _name(name, about), filter=_plain)
    return Opener(identity=identity)


def unpack(backup: Path, opener: Opener, folder: Path) -> tuple[About, dict[str, Path]]:
    """Put the files of a backup into `folder`, by their endings, each as it was put in.

    Raises MahallaError where it is no backup, is damaged or locked.
    """
    try:
        with tarfile.open(backup, "r:") as tar:
            about = read_about(tar)
            _check_names(about)
            key = _find_key(tar, about, opener)
            return about, {
                name: _take(tar, about, name, key, folder) for name in sorted(about.files)
            }
    except BROKEN as error:
        problem = Problem(STRANGE, {"reason": str(error)}, Where(str(backup)))
        raise MahallaError(problem) from error


def read_about(tar: tarfile.TarFile) -> About:
    """Read what a backup says of itself."""
    return About(**json.loads(_read(tar, ABOUT)))


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _check_names(about: About) -> None:
    """Refuse names that no backup of ours has: files go beside the database under them."""
    strange = [name for name in about.files if name != DATABASE and not KEY_NAME.fullmatch(name)]
    if strange or DATABASE not in about.files:
        raise ValueError(*strange)


def _find_key(tar: tarfile.TarFile, about: About, opener: Opener) -> str:
    if about.locked == "no":
        return ""
    sealed = _read(tar, KEY) if KEY in tar.getnames() else None
    return find_key(sealed, opener)


def _take(tar: tarfile.TarFile, about: About, name: str, key: str, folder: Path) -> Path:
    """Take one file out: its name is made here, so that no backup can choose where it goes."""
    packed, plain = folder / "taken.gz", folder / f"restored{name}"
    make_private_folder(plain.parent)
    with packed.open("wb") as file:
        shutil.copyfileobj(_open(tar, _name(name, about)), file)
    if key:
        packed = packed.replace(folder / "taken.age")
        open_file(packed, folder / "taken.gz", key)
        packed.unlink()
        packed = folder / "taken.gz"
    with gzip.open(packed, "rb") as reader, plain.open("wb") as writer:
        shutil.copyfileobj(reader, writer)
    packed.unlink()
    if hash_file(plain) != about.files[name]:
        raise MahallaError(Problem(CHANGED, {"name": name}))
    return plain


def _name(name: str, about: About) -> str:
    return f"mahalla{name}.gz" + (".age" if about.locked != "no" else "")


def _compress(path: Path, packed: Path) -> Path:
    with path.open("rb") as reader, gzip.open(packed, "wb", LEVEL) as writer:
        shutil.copyfileobj(reader, writer)
    return packed


def _add(tar: tarfile.TarFile, name: str, content: bytes, scratch: Path) -> None:
    written = scratch / name
    written.write_bytes(content)
    tar.add(written, name, filter=_plain)


def _plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Say nothing of who made the backup on which computer."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o600
    return entry


def _read(tar: tarfile.TarFile, name: str) -> bytes:
    return _open(tar, name).read()


def _open(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    opened = tar.extractfile(name)
    if opened is None:
        raise KeyError(name)
    return opened
