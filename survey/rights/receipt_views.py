"""A receipt over HTTP: who has its code reads their own answers again, and may delete them.

The code is never part of an address, and no page of these is kept: browsers remember addresses.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import cast

from flask import (
    Blueprint,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import open_to_all
from survey.forms.pages import describe_form, keep_private, remember_language, this_page_in
from survey.forms.throttle import Throttle, current_reader
from survey.forms.words import Say
from survey.locale import Language, pick_language
from survey.places.store import find_project
from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.private import find_private
from survey.responses.consents import find_consent
from survey.responses.model import Submission
from survey.responses.receipts import DIGITS, find_receipt, read_code
from survey.responses.store import find_response, find_version
from survey.rights.read_back import read_back
from survey.rights.withdraw import EVER, RESPONDENT, withdraw_here
from survey.site import current_site, reader_language
from survey.storage.audit import record
from survey.translate.fallback import say_sentences

THROTTLE = "mahalla.wrong_receipts"
MOST_WRONG, SPAN = 20, timedelta(minutes=1)

pages = Blueprint("receipt", __name__)
pages.after_request(keep_private)


@pages.record_once
def _throttle_codes(state: BlueprintSetupState) -> None:
    state.app.extensions[THROTTLE] = Throttle(MOST_WRONG, SPAN)


@pages.get("/receipt/")
@open_to_all
def code_page() -> Answer:
    """Ask for the code of a receipt, and go on in the language of this page."""
    return remember_language(make_response(_ask()), reader_language())


@pages.post("/receipt/")
@open_to_all
def answers_page() -> Answer:
    """Read back the answers whose code was typed."""
    site, found, language = current_site(), _find_answers(), _choose_language()
    now, subject = site.clock(), f"response:{found.id}"
    where = {"project": found.project, "neighbourhood": found.neighbourhood, "by": "receipt"}
    site.writer.write(lambda tx: record(tx, now, RESPONDENT, "response.read", subject, where))
    page = render_template("rights/answers.html", **_describe(found, language))
    return remember_language(make_response(page), language)


@pages.post("/receipt/delete")
@open_to_all
def ask_page() -> Answer:
    """Ask whether the answers shall be deleted."""
    found, language = _find_answers(), _choose_language()
    page = render_template(
        "rights/delete.html",
        **_speak(language),
        project=find_project(current_site().database, found.project),
    )
    return remember_language(make_response(page), language)


@pages.post("/receipt/deleted")
@open_to_all
def delete_answers() -> Answer:
    """Delete them."""
    found = _find_answers()
    withdraw_here(current_site(), RESPONDENT, found.id, "receipt")
    return redirect(url_for(".deleted_page"), 303)


@pages.get("/receipt/deleted")
@open_to_all
def deleted_page() -> str:
    """Say that answers were deleted; whose, this page does not know."""
    return render_template(
        "rights/deleted.html", languages=current_site().offered, address=this_page_in
    )


def _find_answers() -> Submission:
    """Return the answers whose code was sent, or show what is wrong with it."""
    site, throttle = current_site(), current_app.extensions[THROTTLE]
    reader, now = current_reader(), site.clock()
    code = read_code(request.form.get("code", ""))
    if code is None:
        abort(make_response(_ask(is_mistyped=True), 422))
    if not throttle.admits(reader, now):
        abort(make_response(_ask(is_slow=True), 429))
    response = find_receipt(site.database, code)
    found = find_response(site.database, response, EVER) if response else None
    if found is None:
        abort(make_response(_ask(is_unknown=True), 422))
    throttle.forgive(reader)
    return found


def _ask(**wrong: bool) -> str:
    offered = current_site().offered
    return render_template(
        "rights/code.html", languages=offered, address=_ask_in, digits=DIGITS, **wrong
    )


def _ask_in(language: Language) -> str:
    return url_for("rights.receipt.code_page", lang=language.tag)


def _choose_language() -> Language:
    """Return the language whose button was pressed, else the reader's."""
    offered = {language.tag: language for language in current_site().offered}
    asked = request.form.get("language")
    return pick_language(asked, offered) if asked else reader_language()


def _speak(language: Language) -> dict[str, object]:
    """Give a template a language and its sentences; its menu of languages sends the code again."""
    site = current_site()
    return {
        "language": language,
        "languages": site.offered,
        "_": say_sentences(language, site.languages),
        "code": read_code(request.form.get("code", "")),
        "here": request.path,
    }


def _describe(found: Submission, language: Language) -> Mapping[str, object]:
    """Give a template everything that is told of a response."""
    site = current_site()
    source = find_version(site.database, found.version) or ""
    questionnaire = parse_questionnaire(source, found.questionnaire)
    described = describe_form(questionnaire, language)
    today, say = site.clock().date(), cast(Say, described["say"])
    private = find_private(questionnaire, site.questionnaires.get(found.questionnaire))
    return {
        **described,
        **_speak(language),
        "parts": read_back(questionnaire, found.answers, language, today, say, private),
        "is_partly_hidden": bool(private),
        "found": found,
        "project": find_project(site.database, found.project),
        "consent": find_consent(site.database, found.consent_text),
    }
