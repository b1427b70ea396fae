"""A link over HTTP: looking at it changes nothing, sending a password uses it up."""

from flask import Blueprint, request
from werkzeug.wrappers import Response as Answer

from survey.accounts.credentials import credentials_of
from survey.accounts.guard import open_to_all
from survey.accounts.invitations import find_invited, use_invitation
from survey.accounts.model import Person
from survey.accounts.pages import show_private_page
from survey.accounts.passwords import BusyError, check_new
from survey.accounts.signing import enter, go_halfway, hasher, write
from survey.errors import AnswerError, MahallaError
from survey.site import current_site, reader_language
from survey.storage.audit import Actor

pages = Blueprint("welcome", __name__)


@pages.get("/welcome/<token>")
@open_to_all
def welcome_page(token: str) -> Answer:
    """Ask for a password; a link that works no longer says so."""
    site = current_site()
    person = find_invited(site.database, site.clock(), token)
    return _show(person) if person else _show_used()


@pages.post("/welcome/<token>")
@open_to_all
def welcome(token: str) -> Answer:
    """Keep the password, use the link up, and let the person in."""
    site = current_site()
    person = find_invited(site.database, site.clock(), token)
    if person is None:
        return _show_used()
    password = request.form.get("password", "")
    try:
        check_new(password, request.form.get("again", ""), person.name, person.title)
        hashed = hasher().hash(password)
    except (AnswerError, BusyError) as wrong:
        return _show(person, wrong)
    now, actor = site.clock(), Actor(f"person:{person.id}", request.remote_addr or "")
    if write(lambda tx: use_invitation(tx, now, actor, token, hashed)) is None:
        return _show_used()
    return _let_in(person)


def _let_in(person: Person) -> Answer:
    """Let in who has chosen a password; who uses codes types one first."""
    if credentials_of(current_site().database, person.id).totp:
        return go_halfway(person.id, person.name, "")
    return enter(person, "")


def _show(person: Person, wrong: MahallaError | None = None) -> Answer:
    language, status = reader_language(), 200
    if wrong:
        status = 503 if isinstance(wrong, BusyError) else 422
    error = " ".join(problem.say(language) for problem in wrong.problems) if wrong else ""
    return show_private_page("accounts/welcome.html", status, person=person, error=error)


def _show_used() -> Answer:
    return show_private_page("accounts/used.html", 404)
