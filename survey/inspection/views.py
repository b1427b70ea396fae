"""Reading one response over HTTP: found by its receipt, shown, and opened whole for a reason."""

from collections.abc import Mapping
from typing import cast
from uuid import UUID

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import actor, allow, places_of, require
from survey.accounts.permissions import READ_ANSWERS, READ_SENSITIVE
from survey.errors import N_
from survey.forms.pages import describe_form
from survey.forms.words import Say
from survey.inspection.reading import check_reason, find_form, list_parts, open_part, open_whole
from survey.office import office_tool
from survey.office.pages import show_office_page
from survey.questionnaire.model import Questionnaire
from survey.responses.channels import CHANNEL_NAMES
from survey.responses.model import Submission
from survey.responses.store import find_response
from survey.rights.asking import ask_whose, find_typed
from survey.rights.search import Found, look_up
from survey.rights.withdraw import EVER
from survey.site import current_site, reader_language

SEARCH = "inspection/search.html"

blueprint = Blueprint("inspection", __name__, template_folder="templates")


@blueprint.get("/office/answers/")
@allow(READ_ANSWERS)
@office_tool(
    N_("Read one answer"),
    N_("What one household answered, question by question. Everybody who reads is noted."),
    place=50,
)
def search_page() -> Response:
    """Ask whose answers shall be read."""
    return ask_whose(SEARCH)


@blueprint.post("/office/answers/")
@allow(READ_ANSWERS)
def find_answers() -> Answer:
    """Lead to the answers that are meant, or list those that may be."""
    return find_typed(SEARCH, READ_ANSWERS, ".answers_page")


@blueprint.get("/office/answers/<uuid:response>")
@allow(READ_ANSWERS)
def answers_page(response: UUID) -> Response:
    """Show a response without what could harm somebody, or tell who they are."""
    found, sent, form = _find(response)
    site, who = current_site(), actor()
    now = site.clock()
    answers = site.writer.write(lambda tx: open_part(tx, now, who, sent))
    return _show(found, sent, form, answers)


@blueprint.post("/office/answers/<uuid:response>")
@allow(READ_ANSWERS)
def whole_page(response: UUID) -> Response:
    """Show all of a response to somebody who was trusted with it, and says why."""
    found, sent, form = _find(response)
    require(READ_SENSITIVE, sent.project, sent.neighbourhood)
    reason = " ".join(request.form.get("reason", "").split())
    site, who = current_site(), actor()
    now = site.clock()
    if error := check_reason(reason):
        answers = site.writer.write(lambda tx: open_part(tx, now, who, sent))
        return _show(found, sent, form, answers, reason=reason, error=error)
    answers = site.writer.write(lambda tx: open_whole(tx, now, who, sent, reason))
    return _show(found, sent, form, answers, reason=reason, is_whole=True)


def _find(response: UUID) -> tuple[Found, Submission, Questionnaire]:
    """Return what is theirs; of whatever is not, there is no such page."""
    database = current_site().database
    found = look_up(database, response, places_of(READ_ANSWERS), EVER) or abort(404)
    sent = find_response(database, response, EVER) or abort(404)
    return found, sent, find_form(database, sent) or abort(404)


def _show(
    found: Found,
    sent: Submission,
    form: Questionnaire,
    answers: Mapping[str, object],
    reason: str = "",
    error: str = "",
    is_whole: bool = False,
) -> Response:
    language = reader_language()
    voice = describe_form(form, language)
    say, day = cast(Say, voice["say"]), found.received_at.date()
    newer = current_site().questionnaires.get(sent.questionnaire)
    parts = list_parts(form, found.project, answers, say, language, day, is_whole, newer)
    neighbourhood = found.place.id if found.place else ""
    page = show_office_page(
        "inspection/answers.html",
        **voice,
        found=found,
        channels=CHANNEL_NAMES,
        parts=[] if found.is_refusal else parts,
        may_open=places_of(READ_SENSITIVE).covers(found.project.id, neighbourhood),
        reason=reason,
        error=error,
        is_whole=is_whole,
    )
    page.status_code = 422 if error else 200
    return page
