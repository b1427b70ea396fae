"""Going on later: the code of a form that was put aside, and the page that takes it."""

from datetime import timedelta

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import open_to_all
from survey.forms.opened import CODE, DRAFT, forget_draft, show_closed, show_section
from survey.forms.pages import keep_private, this_page_in
from survey.forms.store import DIGITS, find_code, write_code
from survey.forms.throttle import Throttle, current_reader
from survey.responses.drafts import find_draft
from survey.site import current_site, reader_language

THROTTLE = "mahalla.wrong_resume_codes"
MOST_WRONG, SPAN = 20, timedelta(minutes=1)

pages = Blueprint("resume", __name__)
pages.after_request(keep_private)


@pages.record_once
def _throttle_codes(state: BlueprintSetupState) -> None:
    state.app.extensions[THROTTLE] = Throttle(MOST_WRONG, SPAN)


@pages.get("/later")
@open_to_all
def later_page() -> Answer | str:
    """Show the code with which the form can be taken up again."""
    code = write_code(session.get(CODE, ""), reader_language().digits)
    return show_closed("forms/later.html", CODE, code)


@pages.get("/resume")
@open_to_all
def resume_page() -> str:
    """Ask for the code of a draft."""
    return _ask()


def _ask(is_slow: bool = False) -> str:
    return render_template(
        "forms/resume.html",
        languages=current_site().offered,
        address=this_page_in,
        digits=DIGITS,
        is_slow=is_slow,
    )


@pages.post("/resume")
@open_to_all
def resume_form() -> Answer | tuple[str, int]:
    """Take up the draft whose code was typed; who was wrong too often waits a minute."""
    site, throttle = current_site(), current_app.extensions[THROTTLE]
    reader, now = current_reader(), site.clock()
    if not throttle.admits(reader, now):
        return _ask(is_slow=True), 429
    draft = find_code(site.database, request.form.get("code", ""))
    found = draft and find_draft(site.database, draft)
    if not found:
        return redirect(url_for(".resume_page", unknown=1), 303)
    throttle.forgive(reader)
    forget_draft(session)
    session[DRAFT] = str(found.id)
    return show_section(found.section)
