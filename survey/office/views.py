"""The office over HTTP: the front page that names what it offers."""

from flask import Blueprint, Response

from survey.accounts.guard import allow
from survey.accounts.permissions import OFFICE
from survey.office import list_tools
from survey.office.pages import show_office_page

blueprint = Blueprint(
    "office",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/office-files",
)


@blueprint.get("/office/")
@allow(OFFICE)
def front() -> Response:
    """Name what the office offers to the person who asks."""
    return show_office_page("office/front.html", tools=list_tools())
