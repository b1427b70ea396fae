"""Secrets of an installation: short random texts in files beside the database."""

import os
from pathlib import Path
from secrets import token_hex


def read_secret(path: Path, size: int) -> str:
    """Read the secret kept at `path`, or make one of `size` bytes that only this user may read."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secret := token_hex(size))
    return secret
