"""The office: pages for those who run the survey, and the front page that names them.

A view of a room becomes an office page with `@allow` of `survey.accounts.guard`, and is named on
the office's front page with `@office_tool`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import current_app

from survey.accounts.guard import places_of

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


def office_tool(title: str, says: str, place: int = 50) -> Callable[[R], R]:
    """Name a view on the office's front page; write it below the route."""

    def mark(view: R) -> R:
        view.tool = Tool(title, says, place)  # type: ignore[attr-defined]
        return view

    return mark


def list_tools() -> list[Tool]:
    """List what the rooms offer the person who asks, as their views say it."""
    views: dict[str, Any] = current_app.view_functions
    marked = [
        (name, view.tool)
        for name, view in views.items()
        if hasattr(view, "tool") and places_of(view.permission)
    ]
    tools = [Tool(tool.title, tool.says, tool.place, name) for name, tool in marked]
    return sorted(tools, key=lambda tool: (tool.place, tool.title))
