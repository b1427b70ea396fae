"""One's own account over HTTP: devices, password, PIN."""

from flask import Blueprint, request, session, url_for
from flask import redirect as lead
from werkzeug.wrappers import Response as Answer

from survey.accounts.confirming import confirm
from survey.accounts.credentials import change_password, change_pin, credentials_of
from survey.accounts.guard import actor, allow, current_person
from survey.accounts.model import Person
from survey.accounts.pages import show_private_page
from survey.accounts.passwords import BusyError, check_new
from survey.accounts.permissions import ACCOUNT, ROLE_NAMES
from survey.accounts.pins import FEWEST, MOST, hash_pin, read_new_pin
from survey.accounts.sessions import close_sessions, list_sessions
from survey.accounts.signing import current_token, hasher, open_here, site_key, write
from survey.errors import AnswerError, MahallaError
from survey.places.store import load_projects
from survey.site import current_site, reader_language

pages = Blueprint("account", __name__, url_prefix="/account")


@pages.get("/")
@allow(ACCOUNT)
def account_page() -> Answer:
    """Show what a person may do, where they are signed in, and how they sign in."""
    site, person = current_site(), own_person()
    return show_private_page(
        "accounts/account.html",
        person=person,
        role_names=ROLE_NAMES,
        projects={project.id: project for project in load_projects(site.database)},
        sign_ins=list_sessions(site.database, site.clock(), person.id, current_token()),
        credentials=credentials_of(site.database, person.id),
    )


@pages.post("/sign-out-everywhere")
@allow(ACCOUNT)
def sign_out_everywhere() -> Answer:
    """End all sessions of a person, this one too."""
    now, person, who = current_site().clock(), own_person(), actor()
    write(lambda tx: close_sessions(tx, now, who, person.id))
    session.clear()
    return lead(url_for("accounts.sign_in.sign_in_page", out="everywhere"), 303)


@pages.get("/password")
@allow(ACCOUNT)
def password_page() -> Answer:
    """Ask for the present password and a new one."""
    return show_private_page("accounts/password.html", person=own_person())


@pages.post("/password")
@allow(ACCOUNT)
def set_password() -> Answer:
    """Keep a new password; all other devices are signed out."""
    person, new = own_person(), request.form.get("password", "")
    try:
        check_new(new, request.form.get("again", ""), person.name, person.title)
        wrong = confirm(person, request.form.get("present", ""))
        if wrong:
            return show_private_page("accounts/password.html", 422, person=person, denied=wrong)
        hashed = hasher().hash(new)
    except (AnswerError, BusyError) as error:
        return show_private_page(
            "accounts/password.html", 422, person=person, error=say_problems(error)
        )
    now, who = current_site().clock(), actor()
    write(lambda tx: change_password(tx, now, who, person.id, hashed))
    open_here(person)
    return lead(url_for(".account_page", kept="password"), 303)


@pages.get("/pin")
@allow(ACCOUNT)
def pin_page() -> Answer:
    """Ask for a PIN."""
    return _show_pin()


@pages.post("/pin")
@allow(ACCOUNT)
def set_pin() -> Answer:
    """Keep a PIN, or take it away."""
    person, pin = own_person(), ""
    if "remove" not in request.form:
        try:
            pin = read_new_pin(request.form.get("pin", ""))
        except AnswerError as error:
            return _show_pin(say_problems(error))
    hashed = hash_pin(pin, person.id, site_key()) if pin else ""
    now, who = current_site().clock(), actor()
    write(lambda tx: change_pin(tx, now, who, person.id, hashed))
    return lead(url_for(".account_page", kept="pin" if pin else "no-pin"), 303)


def own_person() -> Person:
    """Return who asks; the guard lets nobody else in."""
    person = current_person()
    if person is None:
        raise RuntimeError("a page of an account without the guard")
    return person


def say_problems(error: MahallaError) -> str:
    """Say what is wrong in the reader's language."""
    return " ".join(problem.say(reader_language()) for problem in error.problems)


def _show_pin(error: str = "") -> Answer:
    person = own_person()
    kept = credentials_of(current_site().database, person.id)
    return show_private_page(
        "accounts/pin.html",
        422 if error else 200,
        person=person,
        error=error,
        has_pin=bool(kept.pin),
        fewest=FEWEST,
        most=MOST,
    )
