"""The services of a neighbourhood over HTTP: what anybody may read, and asking to be called."""

from datetime import timedelta
from secrets import randbits
from typing import Any

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

from survey.accounts.guard import current_person, open_to_all
from survey.accounts.store import load_people
from survey.forms.link_codes import make_code, read_code, write_code
from survey.forms.pages import keep_private, remember_language
from survey.forms.throttle import Throttle, current_reader
from survey.locale import DEFAULT, Language
from survey.places.model import Project, Service
from survey.places.store import find_project
from survey.referrals.model import CONSENT, NO_SERVICE, Agreement, has_partner, read_contact
from survey.referrals.store import make_referral, withdraw_referral
from survey.site import current_site, reader_language

CODE = "referral"
"""The name, in the signed cookie, of a code until it was shown."""

CODE_BITS = 64
ASKED, WRONG = "mahalla.asked_referrals", "mahalla.wrong_referrals"
MOST_ASKED, ASKED_WITHIN = 60, timedelta(hours=1)
MOST_WRONG, WRONG_WITHIN = 20, timedelta(minutes=1)

pages = Blueprint("nearby", __name__)
pages.after_request(keep_private)


@pages.after_request
def _keep_language(response: Answer) -> Answer:
    """Let the pages that follow speak the language that was chosen."""
    return remember_language(response, reader_language()) if "lang" in request.args else response


@pages.record_once
def _throttle(state: BlueprintSetupState) -> None:
    state.app.extensions[ASKED] = Throttle(MOST_ASKED, ASKED_WITHIN)
    state.app.extensions[WRONG] = Throttle(MOST_WRONG, WRONG_WITHIN)


@pages.get("/nearby/<project>/")
@open_to_all
def card_page(project: str) -> str:
    """Show the services of a neighbourhood: to everybody the same, to read, print or write down."""
    found, services = _find_services(project)
    return _show(
        "referrals/card.html",
        project=found,
        services=services,
        may_ask=bool(_list_answered(found, services)),
    )


@pages.get("/nearby/<project>/contact")
@open_to_all
def contact_page(project: str) -> str:
    """Ask how a service can get in touch, and for consent."""
    found, services = _find_services(project)
    return _ask(found, _list_answered(found, services) or abort(404), {})


@pages.post("/nearby/<project>/contact")
@open_to_all
def ask_for_contact(project: str) -> Answer | str | tuple[str, int]:
    """Keep a referral for who agreed; without consent keep nothing."""
    found, services = _find_services(project)
    answered = _list_answered(found, services) or abort(404)
    contact, wrong = read_contact(request.form)
    service = request.form.get("service", "")
    if service not in {one.id for one in answered}:
        wrong = {"service": NO_SERVICE, **wrong}
    if wrong:
        return _ask(found, answered, wrong), 422
    site, throttle, reader = current_site(), current_app.extensions[ASKED], current_reader()
    now, code = site.clock(), make_code(randbits(CODE_BITS))
    if not throttle.admits(reader, now):
        return _ask(found, answered, {}, is_slow=True), 429
    place, agreement = (found.id, service), _agree(found)
    site.writer.write(lambda tx: make_referral(tx, now.date(), code, place, contact, agreement))
    session[CODE] = code
    return redirect(url_for(".code_page", project=project, **_here()), 303)


@pages.get("/nearby/<project>/code")
@open_to_all
def code_page(project: str) -> Answer | str:
    """Show once the code with which a referral can be taken back."""
    found, _ = _find_services(project)
    code = session.pop(CODE, "")
    if not code:
        return redirect(url_for(".card_page", project=project, **_here()))
    return _show(
        "referrals/code.html",
        project=found,
        code=write_code(code),
        is_interview=current_person() is not None,
    )


@pages.get("/nearby/")
@open_to_all
def withdraw_page() -> str:
    """Ask for the code of a referral that shall be taken back."""
    return _show("referrals/withdraw.html")


@pages.post("/nearby/")
@open_to_all
def withdraw() -> Answer | str | tuple[str, int]:
    """Delete the referral whose code was typed."""
    site, throttle, reader = current_site(), current_app.extensions[WRONG], current_reader()
    now, code = site.clock(), read_code(request.form.get("code", "")) or ""
    if not throttle.admits(reader, now):
        return _show("referrals/withdraw.html", is_slow=True), 429
    if not site.writer.write(lambda tx: withdraw_referral(tx, now, code)):
        return _show("referrals/withdraw.html", is_unknown=True), 422
    throttle.forgive(reader)
    return _show("referrals/withdrawn.html")


def _find_services(project: str) -> tuple[Project, tuple[Service, ...]]:
    """Return a project with the services of the neighbourhood asked for; 404 without any."""
    found = find_project(current_site().database, project) or abort(404)
    place = request.args.get("n", "")
    if place and found.neighbourhood(place) is None:
        abort(404)
    services = found.services_in(place) if place else found.services
    return found, services or abort(404)


def _list_answered(project: Project, services: tuple[Service, ...]) -> list[Service]:
    """List the services that may be asked to call: somebody of theirs reads what is asked."""
    asked = [service for service in services if "office" in service.ways]
    people = load_people(current_site().database) if asked else []
    return [service for service in asked if has_partner(people, project.id, service.id)]


def _agree(project: Project) -> Agreement:
    """Say what was agreed to, as the page said it to this reader."""
    language = reader_language()
    tag = language.tag if language.has_sentence(CONSENT[0]) else DEFAULT
    return Agreement(language.ngettext(*CONSENT, project.keep_referrals), tag)


def _ask(
    project: Project, services: list[Service], wrong: dict[str, str], is_slow: bool = False
) -> str:
    return _show(
        "referrals/contact.html",
        project=project,
        services=services,
        wrong=wrong,
        typed=request.form,
        consent=_agree(project),
        is_slow=is_slow,
    )


def _here() -> dict[str, Any]:
    """Return the part of the address that names the neighbourhood."""
    return {"n": request.args["n"]} if "n" in request.args else {}


def _show(template: str, **values: object) -> str:
    offered = current_site().offered
    return render_template(template, languages=offered, address=_address_in, here=_here(), **values)


def _address_in(language: Language) -> str:
    """Return the present page in another language."""
    asked = {**(request.view_args or {}), **_here(), "lang": language.tag}
    return url_for(request.endpoint or "", **asked)
