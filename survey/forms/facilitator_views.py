"""Interviewing over HTTP: where and whom, consent read aloud, going on, correcting."""

from flask import Blueprint, abort, redirect, request, session, url_for
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import actor, allow, current_person, places_of
from survey.accounts.permissions import COLLECT
from survey.errors import N_
from survey.forms.desk import (
    Round,
    find_begun,
    find_round,
    find_sent,
    list_locked,
    list_rounds,
    list_sent,
    list_waiting,
    start_here,
)
from survey.forms.facilitator import (
    Facilitator,
    keep_facilitator,
    read_facilitator,
    tidy_code,
)
from survey.forms.filling import begin, record_refusal, reopen
from survey.forms.opened import DRAFT, HANDED, forget_draft, show_section
from survey.forms.pages import describe_form, remember_language
from survey.forms.places import Place, choose_place
from survey.forms.starting import is_as_read
from survey.office import office_tool
from survey.office.pages import show_office_page
from survey.responses.fieldwork import count_visits
from survey.responses.receipts import write_code
from survey.site import current_site, reader_language

pages = Blueprint("facilitator", __name__)


@pages.get("/office/collect/")
@allow(COLLECT)
@office_tool(
    N_("Interview"), N_("Ask people in their homes and write down what they answer."), place=10
)
def desk_page() -> Answer:
    """Show what waits and what can be asked."""
    me, site = _read_me(), current_site()
    return show_office_page(
        "forms/facilitator_desk.html",
        me=me,
        rounds=list_rounds(site, me.reach),
        waiting=list_waiting(site, me),
        locked=list_locked(site, me),
    )


@pages.get("/office/collect/<project>/")
@allow(COLLECT)
def round_page(project: str) -> Answer:
    """Ask for the sampling point and the household of the next interview."""
    return _show_round(_find_round(project))


@pages.post("/office/collect/<project>/")
@allow(COLLECT)
def choose_household(project: str) -> Answer:
    """Remember the sampling point and the household, and go on to the consent."""
    found, me = _find_round(project), _read_me()
    place = choose_place(found.places, request.form.get("place", ""))
    household = tidy_code(request.form.get("household", ""))
    if place is None or (found.needs_household and not household):
        return _show_round(found, typed=household, is_unplaced=place is None)
    keep_facilitator(session, me.visit(place.key, household))
    return redirect(url_for(".consent_page", project=project), 303)


@pages.get("/office/collect/<project>/consent")
@allow(COLLECT)
def consent_page(project: str) -> Answer:
    """Show what is read aloud before the first question."""
    found, me = _find_round(project), _read_me()
    place = _find_place(found, me)
    if place is None or found.wave is None:
        return redirect(url_for(".round_page", project=project), 303)
    return show_office_page(
        "forms/facilitator_consent.html",
        **describe_form(found.questionnaire, reader_language()),
        round=found,
        place=place,
        household=me.household,
        visits=count_visits(
            current_site().database, found.project.id, found.wave.id, _place_id(place), me.household
        ),
    )


@pages.post("/office/collect/<project>/consent")
@allow(COLLECT)
def begin_or_refuse(project: str) -> Answer:
    """Begin the interview of who agrees; record the refusal of who does not."""
    found, me, site = _find_round(project), _read_me(), current_site()
    place, language = _find_place(found, me), reader_language()
    if place is None:
        return redirect(url_for(".round_page", project=project), 303)
    start = start_here(site, found, place, me, language)
    if not is_as_read(start, request.form.get("words")):
        return redirect(url_for(".consent_page", project=project, changed=1), 303)
    if found.questionnaire.consent and request.form.get("consent") != "agree":
        site.writer.write(lambda tx: record_refusal(tx, start))
        keep_facilitator(session, me.visit(place.key, ""))
        return redirect(url_for(".round_page", project=project, refused=1), 303)
    draft = site.writer.write(lambda tx: begin(tx, start))
    forget_draft(session)
    session[DRAFT] = str(draft.id)
    keep_facilitator(session, me.visit(me.place, ""))
    return remember_language(show_section(draft.section), language)


@pages.post("/office/collect/open")
@allow(COLLECT)
def open_interview() -> Answer:
    """Go on with an interview that waits."""
    draft = find_begun(current_site(), _read_me(), request.form.get("id", ""))
    if draft is None:
        abort(404)
    forget_draft(session)
    session[DRAFT] = str(draft.id)
    if draft.revises:
        return redirect(url_for("forms.end.review_page"), 303)
    return show_section(draft.section)


@pages.post("/office/collect/correct")
@allow(COLLECT)
def correct_interview() -> Answer:
    """Open an interview that was sent today, to correct it."""
    site, me = current_site(), _read_me()
    sent = find_sent(site, me, request.form.get("id", ""))
    if sent is None:
        abort(404)
    now = site.clock()
    who = actor()
    draft = site.writer.write(lambda tx: reopen(tx, sent, now, who))
    forget_draft(session)
    session[DRAFT] = str(draft.id)
    return redirect(url_for("forms.end.review_page"), 303)


def _find_round(project: str) -> Round:
    return find_round(current_site(), project, places_of(COLLECT)) or abort(404)


def _find_place(found: Round, me: Facilitator) -> Place | None:
    """Return the chosen sampling point; None where it or the household was not chosen yet."""
    if found.needs_household and not me.household:
        return None
    return choose_place(found.places, me.place)


def _place_id(place: Place) -> str:
    return place.neighbourhood.id if place.neighbourhood else ""


def _read_me() -> Facilitator:
    return read_facilitator(current_person() or abort(404), session)


def _show_round(found: Round, typed: str = "", is_unplaced: bool = False) -> Answer:
    """Show the page that asks for the next household; after a mistake with what was typed."""
    me, site = _read_me(), current_site()
    is_wrong, handed = request.method == "POST", session.get(HANDED, "")
    chosen = choose_place(found.places, request.form.get("place", me.place))
    page = show_office_page(
        "forms/facilitator_round.html",
        **describe_form(found.questionnaire, reader_language()),
        me=me,
        round=found,
        chosen=chosen,
        typed=typed,
        is_unplaced=is_unplaced,
        is_uncoded=is_wrong and found.needs_household and not typed,
        is_refused="refused" in request.args,
        sent=list_sent(site, me, found.project.id),
        receipt=write_code(handed, reader_language().digits) if handed else "",
        waiting=[w for w in list_waiting(site, me) if w.draft.project == found.project.id],
    )
    page.status_code = 422 if is_wrong else 200
    return page
