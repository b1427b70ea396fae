"""Signing in with name, password and perhaps a code, and signing out."""

from flask import Blueprint, redirect, request, session, url_for
from werkzeug.wrappers import Response as Answer

from survey.accounts.credentials import (
    Credentials,
    credentials_of,
    find_credentials,
    keep_rehashed,
    use_step,
)
from survey.accounts.guard import current_person, open_to_all
from survey.accounts.model import fold_name
from survey.accounts.pages import show_private_page
from survey.accounts.passwords import BUSY, BusyError
from survey.accounts.signing import (
    HALFWAY,
    begin_here,
    enter,
    find_halfway,
    find_next,
    go_halfway,
    hasher,
    leave,
    say_wait,
    write,
)
from survey.accounts.store import find_person
from survey.accounts.throttle import Begun, forgive, take_back
from survey.accounts.totp import find_step, open_secret
from survey.errors import N_
from survey.site import current_site, reader_language

WRONG = N_("The name or the password is not right.")
WRONG_CODE = N_("This code is not right, or was used before. Type the one that is shown now.")
LONGEST_NAME = 200
RETRY_SECONDS = 5

pages = Blueprint("sign_in", __name__)


@pages.get("/sign-in/")
@open_to_all
def sign_in_page() -> Answer:
    """Ask for name and password; who is signed in goes on."""
    person = current_person()
    if person and not person.by_pin:
        return redirect(find_next(request.args.get("next", "")), 303)
    return show_private_page("accounts/sign_in.html")


@pages.post("/sign-in/")
@open_to_all
def sign_in() -> Answer:
    """Let in who has the right password; with codes there is a second step.

    Unknown names and closed accounts take as long as a wrong password, and are told the same.
    """
    name = request.form.get("name", "")[:LONGEST_NAME]
    begun = begin_here(fold_name(name))
    if begun.seconds:
        return _wait("accounts/sign_in.html", begun.seconds)
    found = find_credentials(current_site().database, name)
    password = request.form.get("password", "")
    try:
        is_right = hasher().is_right(password, found.password)
    except BusyError:
        write(lambda tx: take_back(tx, begun))
        return _say("accounts/sign_in.html", BUSY, 503, RETRY_SECONDS)
    if not is_right:
        return _say("accounts/sign_in.html", WRONG, 422)
    _renew_hash(found, password)
    wanted = request.form.get("next", "")
    if found.totp:
        write(lambda tx: take_back(tx, begun))
        return go_halfway(found.person, fold_name(name), wanted)
    return _let_in(found.person, begun, wanted)


@pages.get("/sign-in/code")
@open_to_all
def code_page() -> Answer:
    """Ask for the code that the app shows."""
    if find_halfway() is None:
        return redirect(url_for(".sign_in_page"), 303)
    return show_private_page("accounts/code.html")


@pages.post("/sign-in/code")
@open_to_all
def sign_in_with_code() -> Answer:
    """Let in who typed the code of this half minute, which nobody used yet."""
    site, halfway = current_site(), find_halfway()
    found = credentials_of(site.database, halfway["person"]) if halfway else None
    if not (halfway and found and found.totp):
        return redirect(url_for(".sign_in_page"), 303)
    begun = begin_here(halfway["account"])
    if begun.seconds:
        return _wait("accounts/code.html", begun.seconds)
    secret = open_secret(site.database, found.person, found.totp)
    step = find_step(secret, request.form.get("code", ""), site.clock())
    if step is None or not write(lambda tx: use_step(tx, found.person, step)):
        return _say("accounts/code.html", WRONG_CODE, 422)
    return _let_in(found.person, begun, halfway["next"])


@pages.post("/sign-out")
@open_to_all
def sign_out() -> Answer:
    """Sign out on this device; nothing of the person stays in its cookie."""
    leave()
    return redirect(url_for(".sign_in_page", out=1), 303)


def _let_in(person: str, begun: Begun, wanted: str) -> Answer:
    write(lambda tx: forgive(tx, begun))
    session.pop(HALFWAY, None)
    found = find_person(current_site().database, person)
    if found is None or found.is_disabled:  # closed in this very moment
        return _say("accounts/sign_in.html", WRONG, 422)
    return enter(found, wanted)


def _renew_hash(found: Credentials, password: str) -> None:
    """Hash a password anew where the costs have changed; without haste."""
    if hasher().is_outdated(found.password):
        try:
            renewed = hasher().hash(password)
        except BusyError:
            return
        write(lambda tx: keep_rehashed(tx, found.person, renewed))


def _wait(template: str, seconds: int) -> Answer:
    return _show(template, say_wait(reader_language(), seconds), 429, seconds)


def _say(template: str, message: str, status: int, seconds: int = 0) -> Answer:
    return _show(template, reader_language().gettext(message), status, seconds)


def _show(template: str, error: str, status: int, seconds: int) -> Answer:
    page = show_private_page(template, status, error=error)
    if seconds:
        page.headers["Retry-After"] = str(seconds)
    return page
