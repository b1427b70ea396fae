"""The office over HTTP: its door, and the front page that names what it offers."""

from flask import Blueprint, Response, abort, redirect, session, url_for
from werkzeug.wrappers import Response as Answer

from survey.office import OFFICE, enter_office, list_tools, require_office
from survey.office.pages import show_office_page

blueprint = Blueprint(
    "office",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/office-files",
)


@blueprint.get("/office/<key>")
def enter(key: str) -> Answer:
    """Open the office on this device, for those who have its key."""
    if not enter_office(key):
        abort(404)
    return redirect(url_for(".front"), 303)


@blueprint.get("/office/")
@require_office
def front() -> Response:
    """Name what the office offers."""
    return show_office_page("office/front.html", tools=list_tools())


@blueprint.post("/office/leave")
@require_office
def leave() -> Answer:
    """Close the office on this device."""
    session.pop(OFFICE)
    return redirect("/", 303)
