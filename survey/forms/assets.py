"""Files that browsers may keep for ever, because their address changes when they do."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Response, request, url_for

from survey.forms.client import read_script

SURVEY = Path(__file__).parent.parent
SOURCES = ("*.html", "*.css", "*.js")
FOREVER = "public, max-age=31536000, immutable"


def asset(name: str) -> str:
    """Return the address of a file of `survey/static/`."""
    return url_for("static", filename=name, v=_hash_file(SURVEY / "static" / name))


def script_address() -> str:
    """Return the address of the form's script."""
    return url_for("forms.script", v=_shorten(read_script().encode()))


def keep_for_ever(response: Response) -> Response:
    """Let browsers keep what was asked for with its hash."""
    is_file = (request.endpoint or "").endswith(("static", "script"))
    if is_file and "v" in request.args and response.status_code == 200:
        response.headers["Cache-Control"] = FOREVER
    return response


@cache
def hash_pages(translations: Path) -> str:
    """Hash everything that pages are made of, questionnaires apart."""
    files = [file for pattern in SOURCES for file in sorted(SURVEY.rglob(pattern))]
    files += sorted(file for file in translations.rglob("*") if file.is_file())
    return sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


@cache
def _hash_file(file: Path) -> str:
    return _shorten(file.read_bytes())


def _shorten(content: bytes) -> str:
    return sha256(content).hexdigest()[:12]
