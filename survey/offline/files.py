"""The files of the tablet's application: all of one build share an address, and never change."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import url_for
from rcssmin import cssmin
from rjsmin import jsmin

FOLDER = Path(__file__).parent / "static"
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}
WORKER = "worker.js"
"""The one file with an address of its own: browsers look there for a new version."""


def list_files() -> list[str]:
    """List the names of the files that pages load, by name."""
    found = (file.name for file in FOLDER.iterdir() if file.suffix in TYPES)
    return sorted(name for name in found if name != WORKER)


def file_address(name: str) -> str:
    """Return the address of a file. Modules reach each other as `./name.js`: in the same build."""
    return url_for("offline.send_file", build=hash_build(), name=name)


@cache
def read_file(name: str) -> bytes:
    """Read a file as it is sent: scripts and styles without comments and blanks."""
    content = (FOLDER / name).read_bytes()
    if name.endswith(".js"):
        return str(jsmin(content.decode())).encode()
    return str(cssmin(content.decode())).encode() if name.endswith(".css") else content


@cache
def hash_build() -> str:
    """Hash all files that pages load: what the addresses of one build have in common."""
    content = b"\0".join(name.encode() + b"\0" + read_file(name) for name in list_files())
    return sha256(content).hexdigest()[:12]
