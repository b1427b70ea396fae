"""Interviews of one household side by side: read, and never put together."""

from typing import cast
from uuid import UUID

from flask import Blueprint, Response, abort

from survey.accounts.guard import actor, allow, require
from survey.accounts.permissions import READ_ANSWERS
from survey.accounts.store import load_people
from survey.conflicts.comparing import Voice, compare
from survey.conflicts.store import EVER, list_of_household
from survey.forms.pages import describe_form
from survey.forms.words import Say
from survey.office.pages import show_office_page
from survey.places.store import find_project
from survey.responses.channels import CHANNEL_NAMES
from survey.responses.editions import find_kept
from survey.responses.model import Submission
from survey.responses.store import find_response
from survey.site import current_site, reader_language
from survey.storage.audit import record
from survey.storage.database import Database, Value

pages = Blueprint("households", __name__)


@pages.get("/households/<uuid:response>/<uuid:other>")
@allow(READ_ANSWERS)
def household_page(response: UUID, other: UUID) -> Response:
    """Show where two interviews of a household differ, without what is private."""
    site, language = current_site(), reader_language()
    sides = [_find(one) for one in (response, other)]
    if other not in list_of_household(site.database, response):
        abort(404)
    first, second = sides
    form = find_kept(site.database, first.version) or abort(404)
    project = find_project(site.database, first.project) or abort(404)
    _note_reading(sides)
    described = describe_form(form, language)
    titles = {one.name: one.title for one in load_people(site.database)}
    voice = Voice(project, language, cast(Say, described["say"]), titles)
    found = compare(form, first, second).open_ones
    return show_office_page(
        "conflicts/household.html",
        **described,
        sides=sides,
        project=project,
        titles=titles,
        channels=CHANNEL_NAMES,
        lines=[
            (voice.name(one), voice.tell(one, one.first), voice.tell(one, one.second))
            for one in found
            if one.cell
        ],
    )


def _find(response: UUID) -> Submission:
    """Return a response in their neighbourhoods; of any other there is no page."""
    found = find_response(current_site().database, response, EVER) or abort(404)
    require(READ_ANSWERS, found.project, found.neighbourhood)
    return found


def _note_reading(sides: list[Submission]) -> None:
    """Say in the audit trail that both are read."""
    site, who = current_site(), actor()
    now = site.clock()

    def note(tx: Database) -> None:
        for one in sides:
            detail: dict[str, Value] = {"project": one.project, "neighbourhood": one.neighbourhood}
            record(tx, now, who, "response.compared", f"response:{one.id}", detail)

    site.writer.write(note)
