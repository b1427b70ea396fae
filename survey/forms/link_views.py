"""The addresses on cards over HTTP: each leads to a form with its place, and household, set."""

from datetime import timedelta

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import open_to_all
from survey.forms.link_codes import hash_code, read_code
from survey.forms.links import Link, find_link
from survey.forms.opened import find_filling, show_section
from survey.forms.pages import keep_private
from survey.forms.scanned import LINK, SCANNED
from survey.forms.throttle import Throttle, current_reader
from survey.locale import Language
from survey.places.store import find_project
from survey.site import address_in, current_site, reader_language

THROTTLE = "mahalla.wrong_codes"
MOST_WRONG, SPAN = 20, timedelta(minutes=1)

pages = Blueprint("link", __name__)
pages.after_request(keep_private)


@pages.record_once
def _throttle_codes(state: BlueprintSetupState) -> None:
    state.app.extensions[THROTTLE] = Throttle(MOST_WRONG, SPAN)


@pages.get("/l/")
@open_to_all
def code_page() -> str:
    """Ask for the code of a card."""
    return _show("forms/code.html")


@pages.post("/l/")
@open_to_all
def code_form() -> Answer:
    """Follow the code that was typed; what cannot be one is told without looking."""
    code = read_code(request.form.get("code", ""))
    if code is None:
        return redirect(url_for(".code_page", unknown=1), 303)
    return redirect(url_for(".follow", code=code), 303)


@pages.get("/l/<code>")
@pages.get("/l/<code>/<lang>")
@open_to_all
def follow(code: str, lang: str = "") -> Answer | tuple[str, int]:
    """Lead to the start of the form that a code opens."""
    throttle: Throttle = current_app.extensions[THROTTLE]
    reader, now = current_reader(), current_site().clock()
    if not throttle.admits(reader, now):
        return _show("forms/code.html", is_slow=True), 429
    hashed = hash_code(read_code(code) or "")
    link = find_link(current_site().database, hashed)
    form = _find_form(link) if link else ""
    if link is None or not form:
        return redirect(url_for(".code_page", unknown=1, lang=lang or None), 303)
    throttle.forgive(reader)
    if session.get(LINK) == hashed and find_filling():
        return redirect(url_for(".opened_page", lang=lang or None), 303)
    if not link.is_open:
        return redirect(url_for(".used_page", lang=lang or None), 303)
    session[SCANNED] = hashed
    tag = reader_language().tag
    return redirect(url_for("forms.begin", form=form, lang=tag, n=link.place, link=1), 303)


@pages.get("/l/opened")
@open_to_all
def opened_page() -> Answer | str:
    """Offer to go on with the form that was begun here with the same card."""
    return _show("forms/card_opened.html") if find_filling() else redirect(url_for(".code_page"))


@pages.post("/l/opened")
@open_to_all
def go_on() -> Answer:
    """Go on with it."""
    filling = find_filling()
    return show_section(filling.draft.section) if filling else redirect(url_for(".code_page"), 303)


@pages.get("/l/used")
@open_to_all
def used_page() -> tuple[str, int]:
    """Say that a card has done its work."""
    return _show("forms/card_used.html"), 410


def _find_form(link: Link) -> str:
    """Return the questionnaire that a link opens; empty where its place is no longer asked."""
    site = current_site()
    project = find_project(site.database, link.project)
    if project is None or project.questionnaire not in site.questionnaires:
        return ""
    is_known = not link.neighbourhood or project.neighbourhood(link.neighbourhood)
    return project.questionnaire if is_known else ""


def _show(template: str, **values: object) -> str:
    offered = current_site().offered
    return render_template(template, languages=offered, address=_address_in, **values)


def _address_in(language: Language) -> str:
    """Return the present page in another language; a code that was followed is left behind."""
    page = "forms.link.code_page" if "code" in (request.view_args or {}) else request.endpoint
    return address_in(language, page or "")
