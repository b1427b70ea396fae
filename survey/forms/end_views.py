"""The end of a form: a look back, sending, and thanks with a receipt."""

from secrets import token_bytes

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import actor, current_person, open_to_all
from survey.forms.fields import find_wrong_page
from survey.forms.filling import send
from survey.forms.interview import leave_review, show_interview
from survey.forms.mending import is_ready
from survey.forms.model import list_pages, look_back
from survey.forms.opened import (
    RECEIPT,
    change_language,
    close,
    finish_interview,
    open_filling,
    show_closed,
    show_section,
)
from survey.forms.pages import describe_form, keep_private
from survey.forms.reasons import find_reasons
from survey.places.store import find_project
from survey.responses.receipts import CODE_BYTES, write_code
from survey.site import current_site, reader_language

pages = Blueprint("end", __name__)
pages.after_request(keep_private)


@pages.get("/review")
@open_to_all
def review_page() -> str:
    """Show how much was answered, before the answers are sent."""
    filling = open_filling()
    if filling.draft.mode == "facilitator":
        return show_interview(filling)
    return render_template(
        "forms/review.html",
        **describe_form(filling.questionnaire, filling.language),
        sections=look_back(
            list_pages(filling.questionnaire, filling.draft.answers), filling.draft.answers
        ),
    )


@pages.post("/review")
@open_to_all
def finish_form() -> Answer:
    """Send the answers, unless something must be mended first."""
    filling, site = open_filling(), current_site()
    if "language" in request.form:
        return change_language(filling, redirect(url_for(".review_page"), 303))
    if elsewhere := leave_review(filling):
        return elsewhere
    draft, questionnaire, now = filling.draft, filling.questionnaire, site.clock()
    back = "1" if draft.mode == "facilitator" else None
    reasons, today = find_reasons(draft), now.date()
    if not is_ready(questionnaire, draft.answers, reasons, today):
        wrong = find_wrong_page(questionnaire, draft.answers, filling.language, today, reasons)
        if wrong:
            return show_section(wrong.id, check="1", back=back)
    project = find_project(site.database, draft.project)
    random = token_bytes(CODE_BYTES)
    who = actor() if current_person() else ""
    code = site.writer.write(
        lambda tx: send(tx, questionnaire, project, draft.id, now, random, who)
    )
    if draft.mode == "facilitator":
        return finish_interview(draft, code)
    return close(filling, RECEIPT, code, ".thanks_page")


@pages.get("/thanks")
@open_to_all
def thanks_page() -> Answer | str:
    """Thank, and show the receipt."""
    code = write_code(session.get(RECEIPT, ""), reader_language().digits)
    return show_closed("forms/thanks.html", RECEIPT, code)
