"""A kiosk over HTTP: set up in the office, begun by one person after another, left with a PIN."""

from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex
from typing import NoReturn

from flask import (
    Blueprint,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import KIOSK, allow, current_person, open_to_all, projects_of
from survey.accounts.permissions import COLLECT
from survey.accounts.signing import open_here
from survey.errors import N_, MahallaError, Problem
from survey.forms.comfort import SIZE_COOKIE
from survey.forms.filling import begin, record_refusal
from survey.forms.kiosk import (
    HINT,
    IDLE,
    Kiosk,
    hash_pin,
    is_pin,
    keep_kiosk,
    read_idle,
    read_kiosk,
    read_pin,
)
from survey.forms.leave_views import throw_away
from survey.forms.opened import (
    DRAFT,
    RECEIPT,
    find_arrived,
    find_filling,
    forget_draft,
    show_section,
)
from survey.forms.pages import describe_form, keep_private, remember_language, this_page_in
from survey.forms.places import Place, choose_place, list_places
from survey.forms.start_views import Form, find_form
from survey.forms.starting import is_as_read, make_start
from survey.forms.throttle import Throttle
from survey.locale import pick_language
from survey.office import office_tool
from survey.office.noting import note_action
from survey.office.pages import show_office_page
from survey.site import LANGUAGE_COOKIE, archive_edition, current_site, reader_language

THROTTLE = "mahalla.wrong_pins"
MOST_WRONG, SPAN = 5, timedelta(minutes=5)

HINT_AGE = 400 * 24 * 60 * 60
INSIDE = ("forms.kiosk.", "forms.draft.", "forms.end.", "forms.kind.", "forms.recordings.")
FILES = ("static", "script", "styles")
OF_DRAFTS = ("forms.attachment.", "forms.map.")
NO_PLACE = N_("Choose which form is asked, and where.")

pages = Blueprint("kiosk", __name__)
pages.after_request(keep_private)
setting_up = Blueprint("kiosks", __name__)


@dataclass(frozen=True)
class Choice:
    """A form that can be asked at one place."""

    form: str
    place: Place


@pages.record_once
def _throttle_pins(state: BlueprintSetupState) -> None:
    state.app.extensions[THROTTLE] = Throttle(MOST_WRONG, SPAN)


@setting_up.get("/office/kiosk/")
@allow(COLLECT)
@office_tool(
    N_("Kiosk"), N_("Let this device ask one form, one person after another, and nothing else."), 20
)
def set_up_page() -> Answer:
    """Ask what the kiosk shall ask, and for a PIN to leave it."""
    return _ask([])


@setting_up.post("/office/kiosk/")
@allow(COLLECT)
def set_up() -> Answer:
    """Make a kiosk of this device."""
    kiosk_id = token_hex(8)
    try:
        form, place = _read_choice()
        pin, idle = read_pin(request.form.get("pin", "")), read_idle(request.form.get("idle", ""))
    except MahallaError as error:
        return _ask(error.problems)
    language = pick_language(request.form.get("lang"), current_site().languages).tag
    hashed = hash_pin(pin, kiosk_id, str(current_app.secret_key))
    open_here(
        current_person() or abort(404), by_pin=True
    )  # its PIN leads back to no more than that
    project, _, neighbourhood = place.partition("/")
    note_action(
        "kiosk.begun", f"kiosk:{kiosk_id}", project=project, neighbourhood=neighbourhood
    )  # before the device becomes one: from then on nobody is signed in on it
    keep_kiosk(session, Kiosk(kiosk_id, form, place, language, hashed, idle))
    response = redirect(url_for("forms.kiosk.start_page", lang=language), 303)
    response.set_cookie(HINT, "1", max_age=HINT_AGE, httponly=True, samesite="Lax")
    return response


@pages.get("/kiosk/")
@open_to_all
def start_page() -> Answer:
    """Show the first page to the next person: whatever was open before is gone."""
    kiosk, found = _find()
    if DRAFT in session or RECEIPT in session or "fresh" in request.args:
        throw_away(find_filling())
        return _begin_afresh(kiosk)
    language = reader_language()
    page = render_template(
        "forms/start.html",
        **describe_form(found.questionnaire, language),
        form=found,
        chosen=choose_place(found.places, kiosk.place),
        is_linked=True,
        is_changed="changed" in request.args,
        action=url_for(".begin_form"),
    )
    return remember_language(current_app.make_response(page), language)


@pages.post("/kiosk/")
@open_to_all
def begin_form() -> Answer:
    """Begin the form of who agrees; record the refusal of who does not."""
    kiosk, found = _find()
    site, language = current_site(), reader_language()
    place = choose_place(found.places, kiosk.place) or abort(404)
    archive_edition(site, found.questionnaire)
    start = make_start(site, found.questionnaire, place, language, mode="kiosk")
    if not is_as_read(start, request.form.get("words")):
        return redirect(url_for(".start_page", changed=1), 303)
    if found.questionnaire.consent and request.form.get("consent") != "agree":
        site.writer.write(lambda tx: record_refusal(tx, start))
        return redirect(url_for(".declined_page"), 303)
    draft = site.writer.write(lambda tx: begin(tx, start))
    forget_draft(session)
    session[DRAFT] = str(draft.id)
    return remember_language(show_section(draft.section), language)


@pages.get("/kiosk/declined")
@open_to_all
def declined_page() -> Answer | str:
    """Thank a person who does not want to take part."""
    kiosk, found = _find()
    if found.questionnaire.consent is None:
        return _begin_afresh(kiosk)
    described = describe_form(found.questionnaire, reader_language())
    return render_template("forms/declined.html", **described, address=this_page_in)


@pages.get("/kiosk/still")
@open_to_all
def still_page() -> Answer | str:
    """Ask whether somebody is still there, for browsers without scripts."""
    kiosk, _ = _find()
    filling = find_filling()
    if filling is None:
        return _begin_afresh(kiosk)
    described = describe_form(filling.questionnaire, filling.language)
    return render_template(
        "forms/kiosk_still.html", **described, address=this_page_in, section=filling.draft.section
    )


@pages.get("/kiosk/leave")
@open_to_all
def leave_page() -> str:
    """Ask for the PIN."""
    _find()
    return render_template(
        "forms/kiosk_leave.html", languages=current_site().offered, address=this_page_in
    )


@pages.post("/kiosk/leave")
@open_to_all
def leave() -> Answer:
    """End the kiosk for who knows the PIN."""
    kiosk, _ = _find()
    throttle: Throttle = current_app.extensions[THROTTLE]
    now = current_site().clock()
    if not throttle.admits(kiosk.id, now):
        return redirect(url_for(".leave_page", slow=1), 303)
    if not is_pin(request.form.get("pin", ""), kiosk, str(current_app.secret_key)):
        return redirect(url_for(".leave_page", wrong=1), 303)
    throttle.forgive(kiosk.id)
    throw_away(find_filling())
    session.pop(KIOSK)
    project, _, neighbourhood = kiosk.place.partition("/")
    note_action("kiosk.ended", f"kiosk:{kiosk.id}", project=project, neighbourhood=neighbourhood)
    response = redirect(url_for("office.front") if current_person() else "/", 303)
    response.delete_cookie(HINT)
    return response


def keep_inside() -> Answer | None:
    """Lead everything that is not the kiosk's form back to its first page."""
    endpoint = request.endpoint or ""
    if HINT not in request.cookies or endpoint.endswith(FILES) or KIOSK not in session:
        return None
    if endpoint.startswith(OF_DRAFTS) or endpoint in (
        "forms.draft.save_section",
        "forms.leave.leave",
    ):
        return None
    is_inside = endpoint.startswith(INSIDE)
    if is_inside and (endpoint.startswith("forms.kiosk.") or _is_open(endpoint)):
        return None
    return redirect(url_for("forms.kiosk.start_page"), 303)


def _is_open(endpoint: str) -> bool:
    """Tell whether a page of the form still belongs to the person who is there."""
    if endpoint == "forms.end.thanks_page":
        return RECEIPT in session
    is_of_form = endpoint.startswith(("forms.draft.", "forms.end."))
    return not is_of_form or find_filling() is not None or find_arrived() is not None


def _find() -> tuple[Kiosk, Form]:
    """Return the kiosk and its form; there is no such page on other devices."""
    kiosk = read_kiosk(session)
    return (kiosk, find_form(kiosk.form)) if kiosk else _refuse()


def _refuse() -> NoReturn:
    abort(404)


def _begin_afresh(kiosk: Kiosk) -> Answer:
    """Lead to the first page in the kiosk's own language."""
    response = redirect(url_for("forms.kiosk.start_page"), 303)
    response.set_cookie(LANGUAGE_COOKIE, kiosk.language, httponly=True, samesite="Lax")
    response.delete_cookie(SIZE_COOKIE)
    return response


def _read_choice() -> tuple[str, str]:
    wanted = request.form.get("place", "")
    for choice in _list_choices():
        if choice.place.key == wanted:
            return choice.form, wanted
    raise MahallaError(Problem(NO_PLACE))


def _list_choices() -> list[Choice]:
    site = current_site()
    return [
        Choice(project.questionnaire, place)
        for project in projects_of(COLLECT)
        if project.questionnaire in site.questionnaires
        for place in list_places([project], project.questionnaire)
    ]


def _ask(problems: object) -> Answer:
    return show_office_page(
        "forms/kiosk_begin.html",
        choices=_list_choices(),
        problems=problems,
        typed=request.form,
        idle=IDLE,
    )
