"""Secrets of an installation: short random texts in files beside the database."""

import os
from pathlib import Path
from secrets import token_hex


def read_secret(path: Path, size: int) -> str:
    """Read the secret kept at `path`, or make one of `size` bytes that only this user may read.

    A new one is written under another name first: whoever reads finds all of it, or none yet.
    """
    if not path.exists():
        keep_secret(path, token_hex(size))
    return path.read_text(encoding="ascii")


def keep_secret(path: Path, secret: str) -> None:
    """Put a new secret in place, unless another process was faster; it outlives a power cut."""
    part = path.with_name(f".{path.name}.{token_hex(8)}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
        _place(part, path)
    finally:
        part.unlink(missing_ok=True)


def _place(part: Path, path: Path) -> None:
    try:
        os.link(part, path)
    except OSError:  # there already, or a disk that cannot give a file two names
        if not path.exists():
            part.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
