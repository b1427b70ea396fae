"""The office: pages for those who run the survey, opened once on a device with the office key.

A view of a room becomes an office page with `@require_office`, and is named on the office's front
page with `@office_tool`. Strangers are told that there is no such page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from secrets import compare_digest
from typing import Any, ParamSpec, TypeVar

from flask import abort, current_app, session

from survey.settings import Settings
from survey.site import current_site
from survey.storage.secrets import read_secret

OFFICE = "office"
"""The name, in the signed cookie, of the proof that the office key was shown on this device."""

KIOSK = "kiosk"
"""The name, in the signed cookie, of a kiosk: while it runs, passers-by hold the device."""

KEY_BYTES = 10

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Tool:
    """What the office's front page says of a view: `title` and `says` are sentences to translate.

    Tools stand in the order of `place`.
    """

    title: str
    says: str
    place: int
    endpoint: str = ""


def office_key(settings: Settings) -> str:
    """Return the key of the office, made at first use; who removes its file closes all doors."""
    return read_secret(settings.database.with_suffix(".office"), KEY_BYTES)


def enter_office(key: str) -> bool:
    """Open the office on this device where `key` is the right one."""
    right = office_key(current_site().settings)
    if not compare_digest(key.encode(), right.encode()):
        return False
    session.permanent = True  # tablets close their browsers whenever they please
    session[OFFICE] = _prove(right)
    return True


def is_office() -> bool:
    """Tell whether this device has shown the present key, and no passer-by holds it."""
    proof = session.get(OFFICE)
    if not isinstance(proof, str) or KIOSK in session:
        return False
    return compare_digest(proof, _prove(office_key(current_site().settings)))


def require_office(view: Callable[P, R]) -> Callable[P, R]:
    """Answer "no such page" to everybody whose device has not shown the office key."""

    @wraps(view)
    def guarded(*args: P.args, **values: P.kwargs) -> R:
        return view(*args, **values) if is_office() else abort(404)

    return guarded


def office_tool(title: str, says: str, place: int = 50) -> Callable[[R], R]:
    """Name a view on the office's front page; write it below the route."""

    def mark(view: R) -> R:
        view.tool = Tool(title, says, place)  # type: ignore[attr-defined]
        return view

    return mark


def list_tools() -> list[Tool]:
    """List what the rooms offer the office, as their views say it."""
    views: dict[str, Any] = current_app.view_functions
    marked = [(name, view.tool) for name, view in views.items() if hasattr(view, "tool")]
    tools = [Tool(tool.title, tool.says, tool.place, name) for name, tool in marked]
    return sorted(tools, key=lambda tool: (tool.place, tool.title))


def _prove(key: str) -> str:
    return sha256(f"office {key}".encode()).hexdigest()[:32]
