"""Withdrawing for somebody who asks the office: the answers are found, never read, and deleted."""

from uuid import UUID

from flask import Blueprint, Response, abort, redirect, url_for
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import actor, allow, places_of
from survey.accounts.permissions import WITHDRAW
from survey.errors import N_
from survey.office import office_tool
from survey.office.pages import show_office_page
from survey.responses.channels import CHANNEL_NAMES
from survey.rights.asking import ask_whose, find_typed
from survey.rights.search import Found, look_up
from survey.rights.withdraw import EVER, withdraw_here
from survey.site import current_site

SEARCH = "rights/office_search.html"

pages = Blueprint("office", __name__)


@pages.get("/office/withdraw/")
@allow(WITHDRAW)
@office_tool(
    N_("Delete answers for somebody"),
    N_("Who gave answers may have them deleted at any time, without giving a reason."),
    place=55,
)
def search_page() -> Response:
    """Ask whose answers shall be deleted."""
    return ask_whose(SEARCH)


@pages.post("/office/withdraw/")
@allow(WITHDRAW)
def find_answers() -> Answer:
    """Lead to the answers that are meant, or list those that may be."""
    return find_typed(SEARCH, WITHDRAW, ".ask_page")


@pages.get("/office/withdraw/<uuid:response>")
@allow(WITHDRAW)
def ask_page(response: UUID) -> Response:
    """Ask whether these answers shall be deleted."""
    found = _find(response)
    return show_office_page("rights/office_delete.html", found=found, channels=CHANNEL_NAMES)


@pages.post("/office/withdraw/<uuid:response>")
@allow(WITHDRAW)
def delete_answers(response: UUID) -> Answer:
    """Delete them."""
    found = _find(response)
    withdraw_here(current_site(), actor(), found.response, "office")
    return redirect(url_for(".search_page", done=1), 303)


def _find(response: UUID) -> Found:
    """Return what is theirs; whatever is not, there is no such page."""
    reach = places_of(WITHDRAW)
    return look_up(current_site().database, response, reach, EVER) or abort(404)
