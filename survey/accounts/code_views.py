"""Codes of an app over HTTP: set up with a QR code, confirmed with a first code, ended."""

from flask import Blueprint, Response, abort, redirect, request, session, url_for
from werkzeug.wrappers import Response as Answer

from survey.accounts.account_views import own_person
from survey.accounts.confirming import confirm
from survey.accounts.credentials import change_totp, credentials_of
from survey.accounts.guard import actor, allow
from survey.accounts.pages import show_private_page
from survey.accounts.permissions import ACCOUNT
from survey.accounts.signing import write
from survey.accounts.totp import (
    find_step,
    make_secret,
    open_secret,
    seal_secret,
    write_address,
    write_secret,
)
from survey.errors import N_
from survey.qr import draw_code
from survey.site import current_site, reader_language

NEW = "new_codes"
"""The name, in the signed cookie, of a sealed secret that no code has confirmed yet."""

WRONG_CODE = N_(
    "This code is not right. Type the one that the app shows now, and check the clock of the phone."
)

pages = Blueprint("codes", __name__, url_prefix="/account/code")


@pages.get("")
@allow(ACCOUNT)
def code_page() -> Answer:
    """Show the secret to set up an app with; or, where there are codes, how to end them."""
    if _has_codes():
        return show_private_page("accounts/code_end.html")
    if NEW not in session:
        session[NEW] = seal_secret(current_site().database, own_person().id, make_secret())
    return _show()


@pages.get("/picture.svg")
@allow(ACCOUNT)
def picture() -> Response:
    """Draw the QR code of the new secret."""
    address = write_address(_open_new() or abort(404), own_person().name)
    response = Response(draw_code(address), mimetype="image/svg+xml")
    response.headers["Cache-Control"] = "private, no-store"
    return response


@pages.post("")
@allow(ACCOUNT)
def begin_codes() -> Answer:
    """Ask for codes from now on, once the password and a first code are right."""
    site, person, secret = current_site(), own_person(), _open_new()
    if secret is None or _has_codes():
        return redirect(url_for(".code_page"), 303)
    step = find_step(secret, request.form.get("code", ""), site.clock())
    if step is None:
        return _show(error=reader_language().gettext(WRONG_CODE))
    wrong = confirm(person, request.form.get("present", ""))
    if wrong:
        return _show(denied=wrong)
    sealed, now, who = session.pop(NEW), site.clock(), actor()
    write(lambda tx: change_totp(tx, now, who, person.id, sealed, step))
    return redirect(url_for("accounts.account.account_page", kept="codes"), 303)


@pages.post("/end")
@allow(ACCOUNT)
def end_codes() -> Answer:
    """Ask for codes no longer, once the password is right."""
    person, now, who = own_person(), current_site().clock(), actor()
    wrong = confirm(person, request.form.get("present", ""))
    if wrong:
        return show_private_page("accounts/code_end.html", 422, denied=wrong)
    write(lambda tx: change_totp(tx, now, who, person.id, ""))
    return redirect(url_for("accounts.account.account_page", kept="no-codes"), 303)


def _has_codes() -> bool:
    return bool(credentials_of(current_site().database, own_person().id).totp)


def _open_new() -> str | None:
    if NEW not in session:
        return None
    return open_secret(current_site().database, own_person().id, session[NEW])


def _show(error: str = "", denied: str = "") -> Answer:
    secret = _open_new() or abort(404)
    return show_private_page(
        "accounts/code_begin.html",
        422 if error or denied else 200,
        address_of_code=write_address(secret, own_person().name),
        secret=write_secret(secret),
        error=error,
        denied=denied,
    )
