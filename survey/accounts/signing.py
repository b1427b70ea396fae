"""Signing in on this device: who may try now, what is remembered, what is left behind."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from flask import current_app, redirect, request, session, url_for
from flask_login import current_user, login_user
from werkzeug.wrappers import Response as Answer

from survey.accounts.devices import COOKIE, COOKIE_AGE, name_device, read_device, write_device
from survey.accounts.guard import SignedIn
from survey.accounts.model import Person
from survey.accounts.passwords import Hasher
from survey.accounts.sessions import close_session, find_opened, open_session
from survey.accounts.throttle import Begun, Try, begin_try
from survey.errors import NN_
from survey.locale import Language
from survey.site import LANGUAGE_COOKIE, current_site
from survey.storage.database import Database

HASHER = "mahalla.hasher"
HALFWAY = "halfway"
"""The name, in the signed cookie, of who has typed the password and not yet the code."""

HALFWAY_TIME = timedelta(minutes=5)
MINUTES_FROM = 120
"""From so many seconds on a wait is told in minutes."""

WAIT_SECONDS = NN_(
    "This was wrong several times. Wait %(count)s second, and then try again.",
    "This was wrong several times. Wait %(count)s seconds, and then try again.",
)
WAIT_MINUTES = NN_(
    "This was wrong several times. Wait %(count)s minute, and then try again.",
    "This was wrong several times. Wait %(count)s minutes, and then try again.",
)

_LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x1f\x7f]*")

R = TypeVar("R")


def site_key() -> str:
    """Return the key that signs cookies."""
    return str(current_app.secret_key)


def hasher() -> Hasher:
    """Return what hashes the passwords of this site."""
    found: Hasher = current_app.extensions[HASHER]
    return found


def write(job: Callable[[Database], R]) -> R:
    """Run a write in the site's one writer."""
    return current_site().writer.write(job)


def begin_here(account: str) -> Begun:
    """Begin a try to open an account from this device."""
    key, now = site_key(), current_site().clock()
    device = read_device(request.cookies.get(COOKIE), key)
    known = device.id if device.knows(key, account) else ""
    one = Try(account, request.remote_addr or "", known)
    return write(lambda tx: begin_try(tx, now, key, one))


def say_wait(language: Language, seconds: int) -> str:
    """Say how long to wait."""
    if seconds < MINUTES_FROM:
        return language.ngettext(*WAIT_SECONDS, seconds)
    return language.ngettext(*WAIT_MINUTES, -(-seconds // 60))


def go_halfway(person: str, account: str, wanted: str) -> Answer:
    """Ask for the code of who typed the right password; nothing else stays in the cookie."""
    at = current_site().clock().isoformat()
    session.clear()
    session[HALFWAY] = {"person": person, "account": account, "at": at, "next": wanted}
    return redirect(url_for("accounts.sign_in.code_page"), 303)


def find_halfway() -> dict[str, str] | None:
    """Return who is due to type a code; None where nobody is, or too long."""
    found: dict[str, str] | None = session.get(HALFWAY)
    if found is None:
        return None
    since = current_site().clock() - datetime.fromisoformat(found["at"])
    return found if since <= HALFWAY_TIME else None


def enter(person: Person, wanted: str) -> Answer:
    """Sign a person in after their password, and lead to the page they came for."""
    open_here(person)
    response = redirect(find_next(wanted), 303)
    remember_device(response, person)
    if person.language and LANGUAGE_COOKIE not in request.cookies:
        response.set_cookie(LANGUAGE_COOKIE, person.language, httponly=True, samesite="Lax")
    return response


def open_here(person: Person, by_pin: bool = False) -> None:
    """Sign a person in on this device; whoever was here before leaves nothing in its cookie.

    A session that a PIN opens ends with the one it takes the place of, at the latest.
    """
    site, old = current_site(), current_token()
    now, device = site.clock(), name_device(request.headers.get("User-Agent", ""))
    address = request.remote_addr or ""

    def change(tx: Database) -> str:
        before = find_opened(tx, old) if by_pin else None
        if old:
            close_session(tx, old)
        return open_session(tx, now, person, device, by_pin, address, before)

    token = write(change)
    session.clear()
    session.permanent = True  # tablets close their browsers whenever they please
    login_user(SignedIn(token, person))


def remember_device(response: Answer, person: Person) -> None:
    """Let this device be known again when the same person signs in."""
    key = site_key()
    device = read_device(request.cookies.get(COOKIE), key).add(key, person.name)
    response.set_cookie(
        COOKIE,
        write_device(device, key),
        max_age=COOKIE_AGE,
        httponly=True,
        samesite="Lax",
    )


def current_token() -> str:
    """Return the token of the session on this device; empty where nobody is signed in."""
    return str(current_user.token) if current_user.is_authenticated else ""


def leave() -> None:
    """Sign out on this device and leave nothing in its cookie."""
    token = current_token()
    if token:
        write(lambda tx: close_session(tx, token))
    session.clear()


def find_next(wanted: str) -> str:
    """Return the page somebody came for where it is one of this site, else the office."""
    return wanted if _LOCAL.fullmatch(wanted) else url_for("office.front")
