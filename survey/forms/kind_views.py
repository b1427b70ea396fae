"""Files that pages of certain kinds ask for: their drawings and tools, and pictures of answers."""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, abort, send_from_directory, url_for
from rjsmin import jsmin

from survey.accounts.guard import open_to_all
from survey.kinds.files import File
from survey.kinds.find import FOLDER as KINDS
from survey.kinds.find import kinds
from survey.questionnaire.model import Question
from survey.questionnaire.schema import PICTURE
from survey.site import current_site
from survey.web.headers import FILE_POLICY, POLICY

TOOL = "tool.js"
"""A script of a kind that is loaded only where the kind is asked; `field.js` is loaded always."""

UPLOAD = "upload.js"
"""What the tools of all kinds that take files share."""

SENT = (".js", ".svg")
PICTURES = "pictures"
DRAWINGS = f"{FILE_POLICY}; style-src 'unsafe-inline'"
"""What a drawing may do that somebody else made, should a browser open it as a page."""

pages = Blueprint("kind", __name__)


@pages.get("/forms/kinds/<kind>/<name>")
@open_to_all
def kind_static(kind: str, name: str) -> Response:
    """Send a drawing or a tool of a kind."""
    if not name.endswith(SENT) or name == "field.js" or kind not in kinds():
        abort(404)
    if name == TOOL and (KINDS / kind / TOOL).is_file():
        return Response(_read_tool(kind), mimetype="text/javascript")
    return send_from_directory(KINDS / kind, name)


@pages.get("/forms/pictures/<name>")
@open_to_all
def picture_static(name: str) -> Response:
    """Send a picture that stands beside an answer."""
    if not PICTURE.fullmatch(name):
        abort(404)
    response = send_from_directory(_picture_folder(), name)
    response.headers[POLICY] = DRAWINGS
    return response


@pages.app_template_global()
def picture_address(name: str) -> str:
    """Return the address of a picture, which changes when the picture does."""
    file = _picture_folder() / name
    version = _hash_picture(file, file.stat().st_mtime_ns) if file.is_file() else None
    return url_for("forms.kind.picture_static", name=name, v=version)


@pages.app_template_global()
def tool_addresses(questions: Iterable[Question]) -> list[str]:
    """Return the addresses of the tools that these questions need, each once."""
    asked = {inner.kind for question in questions for inner in (question, *question.questions)}
    return [
        url_for("forms.kind.kind_static", kind=kind, name=TOOL, v=_shorten(_read_tool(kind)))
        for kind in sorted(asked)
        if (KINDS / kind / TOOL).is_file()
    ]


def _picture_folder() -> Path:
    return current_site().settings.questionnaires / PICTURES


@cache
def _read_tool(kind: str) -> str:
    shared = [KINDS / UPLOAD] if isinstance(kinds()[kind], File) else []
    files = [*shared, KINDS / kind / TOOL]
    return str(jsmin("\n".join(file.read_text(encoding="utf-8") for file in files)))


@cache
def _hash_picture(file: Path, changed_at: int) -> str:
    """Hash a file as it was when it was last changed."""
    return sha256(file.read_bytes()).hexdigest()[:12]


def _shorten(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]
