"""Leaving quickly: the form vanishes from this browser, and a harmless page stands in its place."""

from flask import Blueprint, make_response, redirect, render_template, session, url_for
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import open_to_all
from survey.forms.kiosk import current_kiosk
from survey.forms.links import free_link
from survey.forms.month import show_month
from survey.forms.opened import Filling, find_filling, forget_draft
from survey.forms.pages import keep_private
from survey.forms.scanned import LINK
from survey.forms.store import has_code
from survey.responses.drafts import drop_draft
from survey.site import current_site, reader_language
from survey.storage.database import Database

pages = Blueprint("leave", __name__)
pages.after_request(keep_private)


@pages.post("/leave")
@open_to_all
def leave() -> Answer:
    """Forget what was answered here and show something else."""
    throw_away(find_filling())
    if current_kiosk():
        return redirect(url_for("forms.kiosk.start_page", fresh=1), 303)
    elsewhere = current_site().settings.leave_to
    if not elsewhere:
        return redirect(url_for(".calendar_page"), 303)
    response = make_response(calendar_page())
    response.headers["Refresh"] = f"0; url={elsewhere}"
    return response


@pages.get("/calendar")
@open_to_all
def calendar_page() -> str:
    """Show a calendar, as any site might."""
    month = show_month(current_site().clock().date(), reader_language())
    return render_template("forms/calendar.html", month=month)


def leave_address() -> str:
    """Return where somebody goes who leaves quickly."""
    if current_kiosk():
        return url_for("forms.kiosk.start_page", fresh=1)
    return current_site().settings.leave_to or url_for("forms.leave.calendar_page")


def throw_away(filling: Filling | None) -> None:
    """Forget the form in this browser, and its answers unless a code was given for them.

    The card that opened the form works again.
    """
    site, hashed = current_site(), session.get(LINK)

    def drop(tx: Database) -> None:
        if filling and not has_code(tx, filling.draft.id):
            drop_draft(tx, filling.draft.id)
            if hashed:
                free_link(tx, hashed)

    site.writer.write(drop)
    forget_draft(session)
