"""Finding the answers that somebody speaks of, over HTTP: typed, found, or chosen among several."""

from collections.abc import Sequence

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import places_of
from survey.accounts.permissions import Permission
from survey.office.pages import show_office_page
from survey.responses.channels import CHANNEL_NAMES
from survey.rights.search import Found, search
from survey.rights.withdraw import EVER
from survey.site import current_site


def ask_whose(
    template: str, typed: str = "", found: Sequence[Found] = (), is_unknown: bool = False
) -> Response:
    """Ask whose answers are meant; after a search with those they may be."""
    page = show_office_page(
        template, typed=typed, found=found, channels=CHANNEL_NAMES, is_unknown=is_unknown
    )
    page.status_code = 422 if is_unknown else 200
    return page


def find_typed(template: str, permission: Permission, endpoint: str) -> Answer:
    """Lead to the page of the answers that are meant, or list those that may be."""
    typed = request.form.get("typed", "")
    found = search(current_site().database, typed, places_of(permission), EVER)
    if len(found) == 1:
        return redirect(url_for(endpoint, response=found[0].response), 303)
    return ask_whose(template, typed, found, is_unknown=not found)
