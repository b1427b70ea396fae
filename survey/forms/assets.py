"""Files that browsers may keep for ever, because their address changes when they do."""

from functools import cache
from hashlib import sha256
from pathlib import Path

import brotli
from flask import Response, request, url_for
from rcssmin import cssmin
from rjsmin import jsmin

from survey.forms.client import read_script
from survey.kinds.find import FOLDER as KINDS

SURVEY = Path(__file__).parent.parent
SOURCES = ("*.html", "*.css", "*.js")
FOREVER = "public, max-age=31536000, immutable"


def asset(name: str, room: str = "") -> str:
    """Return the address of a file of `survey/static/`, or of the static files of a room."""
    address = f"{room}.static" if room else "static"
    return url_for(address, filename=name, v=_hash_file(SURVEY / room / "static" / name))


def script_address() -> str:
    """Return the address of the form's script."""
    return url_for("forms.script", v=_shorten(write_script().encode()))


def styles_address() -> str:
    """Return the address of the style sheet of every page."""
    return url_for("forms.styles", v=hash_styles())


def send_asset(text: str, mimetype: str) -> Response:
    """Send a script or a style sheet; browsers that read brotli get it as small as it can be."""
    if not request.accept_encodings["br"]:
        return Response(text, mimetype=mimetype)
    return Response(_press(text), mimetype=mimetype, headers={"Content-Encoding": "br"})


@cache
def write_script() -> str:
    """Write the form's script as it is sent: without comments and blanks."""
    return str(jsmin(read_script()))


@cache
def write_styles() -> str:
    """Write the style sheet as it is sent: that of the site, then what single kinds add."""
    files = [SURVEY / "static" / "site.css", *sorted(KINDS.glob("*/field.css"))]
    return str(cssmin("\n".join(file.read_text(encoding="utf-8") for file in files)))


def keep_for_ever(response: Response) -> Response:
    """Let browsers keep what was asked for with its hash."""
    is_file = (request.endpoint or "").endswith(("static", "script", "styles"))
    if is_file and "v" in request.args and response.status_code == 200:
        response.headers["Cache-Control"] = FOREVER
    return response


@cache
def hash_styles() -> str:
    """Hash the style sheet of every page."""
    return _shorten(write_styles().encode())


@cache
def hash_pages(translations: Path) -> str:
    """Hash everything that pages are made of, questionnaires apart."""
    files = [file for pattern in SOURCES for file in sorted(SURVEY.rglob(pattern))]
    files += sorted(file for file in translations.rglob("*") if file.is_file())
    return sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


@cache
def _press(text: str) -> bytes:
    """Compress with all the time it takes, once."""
    pressed: bytes = brotli.compress(text.encode())
    return pressed


@cache
def _hash_file(file: Path) -> str:
    return _shorten(file.read_bytes())


def _shorten(content: bytes) -> str:
    return sha256(content).hexdigest()[:12]
