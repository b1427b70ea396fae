"""Changing person on a tablet that a team shares: a PIN says who interviews from now on."""

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from survey.accounts.account_views import own_person
from survey.accounts.credentials import credentials_of
from survey.accounts.guard import allow
from survey.accounts.pages import show_private_page
from survey.accounts.permissions import COLLECT
from survey.accounts.pins import is_pin, list_partners
from survey.accounts.signing import begin_here, open_here, say_wait, site_key, write
from survey.accounts.throttle import forgive
from survey.errors import N_
from survey.site import current_site, reader_language

WRONG = N_("This is not the PIN of this person.")
NOBODY = N_("Choose who takes the device.")

pages = Blueprint("change", __name__)


@pages.get("/change-person/")
@allow(COLLECT)
def change_page() -> Answer:
    """Ask who takes the device, and for their PIN."""
    return _show()


@pages.post("/change-person/")
@allow(COLLECT)
def change_person() -> Answer:
    """Let a facilitator of the same project go on; of the one before nothing stays in the cookie.

    Interviews that were begun stay on the server, for who began them.
    """
    site, wanted = current_site(), request.form.get("person", "")
    if not wanted:
        return _show(NOBODY)
    partners = {
        one.id: one for one in list_partners(site.database, own_person(), reader_language())
    }
    other = partners.get(wanted) or abort(404)
    begun = begin_here(f"pin {other.id}")
    if begun.seconds:
        return _show(say_wait(reader_language(), begun.seconds), 429)
    kept = credentials_of(site.database, other.id).pin
    if not is_pin(request.form.get("pin", ""), kept, other.id, site_key()):
        return _show(WRONG)
    write(lambda tx: forgive(tx, begun))
    open_here(other, by_pin=True)
    return redirect(url_for("office.front"), 303)


def _show(error: str = "", status: int = 422) -> Answer:
    return show_private_page(
        "accounts/change.html",
        status if error else 200,
        people=list_partners(current_site().database, own_person(), reader_language()),
        chosen=request.form.get("person", ""),
        error=reader_language().gettext(error) if error else "",
    )
