"""The pages before the first question: the same for everybody, so that browsers may keep them."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from flask import (
    Blueprint,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import open_to_all
from survey.forms.assets import FOREVER, hash_pages
from survey.forms.filling import Start, begin, record_refusal
from survey.forms.kiosk import current_kiosk
from survey.forms.links import use_link
from survey.forms.opened import DRAFT, forget_draft
from survey.forms.pages import describe_form, remember_language
from survey.forms.places import Place, choose_place, list_places
from survey.forms.recordings import hash_recordings
from survey.forms.scanned import LINK, Card, find_scanned
from survey.forms.starting import is_as_read, make_start
from survey.forms.styles import note_styles, remember_styles
from survey.forms.throttle import Throttle, current_reader
from survey.forms.written import Shelf, send_written
from survey.locale import Language
from survey.places.store import load_projects
from survey.questionnaire.model import Questionnaire
from survey.site import archive_edition, current_site, reader_language
from survey.storage.database import Database

THROTTLE, WRITTEN = "mahalla.begun", "mahalla.written"
ASKED = ("n", "link", "text", "unchosen", "changed")
"""What the address of a start page may ask; all else in it changes nothing of the page."""

MOST_BEGUN, SPAN = 300, timedelta(minutes=10)

pages = Blueprint("start", __name__)


@dataclass(frozen=True)
class Form:
    """A questionnaire that is being asked somewhere; `version` hashes all its pages are made of."""

    questionnaire: Questionnaire
    places: list[Place]
    version: str

    def address(
        self, language: Language, is_unchosen: bool = False, is_changed: bool = False
    ) -> str:
        """Return where the start page is; the neighbourhood asked for stays in the address."""
        return url_for(
            "forms.start.start_page",
            form=self.questionnaire.id,
            version=self.version,
            lang=language.tag,
            n=request.args.get("n"),
            link=request.args.get("link"),
            text=request.args.get("text"),
            unchosen=1 if is_unchosen else None,
            changed=1 if is_changed else None,
            _anchor="place" if is_unchosen else None,
        )


def show_current(form: str, lang: str = "") -> Answer:
    """Lead to the start page of the form as it is now."""
    response = redirect(find_form(form).address(reader_language()))
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.get("/f/<form>/<version>/<lang>/")
@open_to_all
def start_page(form: str, version: str, lang: str) -> Answer:
    """Show who asks, why and what happens to the answers."""
    found, language = find_form(form), reader_language()
    if (version, lang) != (found.version, language.tag):
        return show_current(form, lang)
    if current_kiosk():  # its page holds a token
        return _keep_for_ever(_write_start(found, language))
    shelf: Shelf = current_app.extensions[WRITTEN]
    asked = tuple(request.args.get(name) for name in ASKED)
    key = (request.script_root, form, version, lang, *asked)
    page = send_written(shelf.find(key, lambda: _write_start(found, language)))
    note_styles(is_for_everyone=True)
    page.headers["Cache-Control"] = FOREVER
    return page


def _write_start(found: Form, language: Language) -> str:
    """Write the start page; besides its version it depends on what is ASKED in the address."""
    form = found.questionnaire.id
    return render_template(
        "forms/start.html",
        **describe_form(found.questionnaire, language),
        form=found,
        chosen=choose_place(found.places, request.args.get("n", "")),
        is_unchosen="unchosen" in request.args,
        is_changed="changed" in request.args,
        is_linked="link" in request.args,
        action=url_for(".begin_form", form=form, version=found.version, lang=language.tag),
    )


@pages.get("/f/<form>/<version>/<lang>/declined")
@open_to_all
def declined_page(form: str, version: str, lang: str) -> Answer:
    """Thank a person who does not want to take part."""
    found, language = find_form(form), reader_language()
    if found.questionnaire.consent is None:
        return show_current(form, lang)
    page = render_template(
        "forms/declined.html",
        **describe_form(found.questionnaire, language),
        address=lambda other: url_for(
            ".declined_page", form=form, version=found.version, lang=other.tag
        ),
    )
    return _keep_for_ever(page)


@pages.post("/f/<form>/<version>/<lang>/start")
@open_to_all
def begin_form(form: str, version: str, lang: str) -> Answer:
    """Begin a draft for those who agree; record that the others did not, and nothing else."""
    if not is_from_here():
        abort(403)
    _hold_back()
    found, language, site = find_form(form), reader_language(), current_site()
    questionnaire = found.questionnaire
    card = find_scanned() if "link" in request.form else None
    if card is None and "link" in request.form:
        return redirect(url_for("forms.link.code_page"), 303)
    place = choose_place(found.places, card.link.place if card else request.form.get("n", ""))
    if place is None:
        return redirect(found.address(language, is_unchosen=True), 303)
    archive_edition(site, questionnaire)
    household = card.link.household if card else ""
    start = make_start(site, questionnaire, place, language, household=household)
    if not is_as_read(start, request.form.get("words")):
        return redirect(found.address(language, is_changed=True), 303)
    if questionnaire.consent and request.form.get("consent") != "agree":
        site.writer.write(lambda tx: _refuse(tx, start, card))
        page = url_for(".declined_page", form=form, version=found.version, lang=language.tag)
        return redirect(page, 303)
    draft = site.writer.write(lambda tx: begin(tx, start) if _is_taken(tx, card) else None)
    if draft is None:
        return redirect(url_for("forms.link.used_page"), 303)
    forget_draft(session)
    session.update({DRAFT: str(draft.id), **({LINK: card.hash} if card else {})})
    first = url_for("forms.draft.section_page", section=draft.section)
    return remember_styles(remember_language(redirect(first, 303), language))


@pages.record_once
def _set_up(state: BlueprintSetupState) -> None:
    state.app.extensions[THROTTLE] = Throttle(MOST_BEGUN, SPAN)
    state.app.extensions[WRITTEN] = Shelf()


def _hold_back() -> None:
    """Let an address begin only so many forms: more than a full hall does, too few for a flood."""
    throttle: Throttle = current_app.extensions[THROTTLE]
    reader, now = current_reader(), current_site().clock()
    if not throttle.admits(reader, now):
        abort(429)


@pages.record_once
def _exempt_from_tokens(state: BlueprintSetupState) -> None:
    """Start pages carry no token, because they are kept; `is_from_here` guards them instead."""
    state.app.extensions["csrf"].exempt(begin_form)


def find_form(name: str) -> Form:
    """Return the form of this id as it is now, or answer that there is no such page."""
    site = current_site()
    questionnaire = site.questionnaires.get(name)
    if questionnaire is None:
        abort(404)
    places = list_places(load_projects(site.database), name)
    parts = (
        questionnaire.version,
        hash_pages(site.settings.translations),
        hash_recordings(site.settings.questionnaires, name),
        site.settings.leave_to,
        repr([(place.key, place.name, place.project.title) for place in places]),
    )
    return Form(questionnaire, places, sha256("\0".join(parts).encode()).hexdigest()[:12])


def is_from_here() -> bool:
    """Tell whether what was sent comes from a page of this site, as browsers say it."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def _is_taken(tx: Database, card: Card | None) -> bool:
    """Use up the card, where there is one; say no where somebody else was faster."""
    return card is None or use_link(tx, card.hash)


def _refuse(tx: Database, start: Start, card: Card | None) -> None:
    """Record a refusal; a card that works once cannot refuse twice."""
    if _is_taken(tx, card):
        record_refusal(tx, start)


def _keep_for_ever(page: str) -> Answer:
    response = make_response(page)
    response.headers["Cache-Control"] = FOREVER
    response.add_etag()
    return response.make_conditional(request)
