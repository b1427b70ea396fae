"""The office: pages for those who run the survey, and the front page that names them.

A view of a room becomes an office page with `@allow` of `survey.accounts.guard`, and is named on
the office's front page with `@office_tool`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from flask import current_app

from survey.accounts.guard import places_of
from survey.accounts.model import Reach

R = TypeVar("R")


@dataclass(frozen=True)
class Tool:
    """What the office's front page says of a view: `title` and `says` are sentences to translate.

    Tools stand in the order of `place`. One that is `for_projects` is of no use to somebody who has
    neighbourhoods only, and is not named to them.
    """

    title: str
    says: str
    place: int
    for_projects: bool = False
    endpoint: str = ""


def office_tool(
    title: str, says: str, place: int = 50, *, for_projects: bool = False
) -> Callable[[R], R]:
    """Name a view on the office's front page; write it below the route."""

    def mark(view: R) -> R:
        view.tool = Tool(title, says, place, for_projects)  # type: ignore[attr-defined]
        return view

    return mark


def list_tools() -> list[Tool]:
    """List what the rooms offer the person who asks, as their views say it."""
    views: dict[str, Any] = current_app.view_functions
    marked = [
        (name, view.tool)
        for name, view in views.items()
        if hasattr(view, "tool") and _is_useful(view.tool, places_of(view.permission))
    ]
    tools = [replace(tool, endpoint=name) for name, tool in marked]
    return sorted(tools, key=lambda tool: (tool.place, tool.title))


def _is_useful(tool: Tool, reach: Reach) -> bool:
    return reach.has_project if tool.for_projects else bool(reach)
