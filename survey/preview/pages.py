"""The pages of a preview: the form in a frame, what is wrong with its file beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from secrets import token_bytes
from typing import Any
from uuid import UUID

from flask import (
    Blueprint,
    abort,
    current_app,
    jsonify,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from werkzeug.wrappers import Response

from survey.accounts.guard import open_to_all
from survey.errors import AnswerError
from survey.forms.filling import Start, begin
from survey.forms.opened import DRAFT, FORM, RECEIPT
from survey.forms.pages import describe_form
from survey.forms.places import list_places
from survey.kinds.find import kind_of
from survey.locale import Language
from survey.places.store import load_projects
from survey.preview.everything import ENDING
from survey.preview.excerpts import show_problems
from survey.preview.watching import Look, Watcher
from survey.questionnaire.model import Question, Questionnaire
from survey.questionnaire.numbering import number_questions
from survey.questionnaire.words import say_only_if
from survey.responses.drafts import find_draft, save_draft
from survey.responses.ids import RANDOM_BYTES
from survey.responses.model import Mode
from survey.responses.receipts import make_code
from survey.site import current_site, reader_language

WATCHER = "MAHALLA_WATCHER"
WIDTHS = ("phone", "tablet")
START, REVIEW, THANKS = "first-page", "review", "thanks"
"""The pages of a form that are no section; no section's id can hide them from the menu."""

pages = Blueprint(
    "preview",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/preview/static",
)


@dataclass(frozen=True)
class Entry:
    """A page of the form in the menu; `rules` say which of its questions not everybody is asked."""

    place: str
    title: str
    rules: tuple[tuple[str, str], ...] = ()


@pages.before_app_request
def _lead_to_preview() -> Response | None:
    """Show the preview where the site would show its first page."""
    is_first = request.endpoint in ("home.choose_language", "home.front")
    return redirect(url_for("preview.frame")) if is_first else None


@pages.get("/preview/")
@open_to_all
def frame() -> str:
    """Show the form in a frame, and beside it what is wrong with the file."""
    look, language = _look(), reader_language()
    return render_template(
        "preview/frame.html",
        look=look,
        file=_watcher().file.name,
        problems=show_problems(look.problems, language),
        differences=show_problems(look.trial.problems, language),
        menu=_list_entries(look.questionnaire, language) if look.questionnaire else [],
        languages=current_site().offered,
        wanted=_read_wanted(),
        width=_choose("width", WIDTHS),
        address=_this_page_with,
    )


@pages.get("/preview/number")
@open_to_all
def number() -> Response:
    """Tell the number of the present look, so that a page knows whether it is the newest."""
    response = jsonify(number=_look().number)
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.get("/preview/form/<place>")
@open_to_all
def open_form(place: str) -> Response:
    """Open a page of the form, with what was answered in this browser as far as it still fits."""
    look = _look()
    if look.questionnaire is None:
        abort(404)
    name = look.questionnaire.id + (ENDING if "everything" in request.args else "")
    questionnaire, language = current_site().questionnaires[name], reader_language()
    if place == START:
        first = url_for("forms.begin", form=look.questionnaire.id, lang=language.tag)
        return redirect(first)
    sections = [section.id for section in questionnaire.sections]
    draft = _begin(questionnaire, language, place if place in sections else sections[0])
    if place == THANKS:
        session.pop(DRAFT)
        session.update({RECEIPT: make_code(draft.bytes), FORM: look.questionnaire.id})
        return redirect(url_for("forms.end.thanks_page", lang=language.tag))
    if place == REVIEW:
        return redirect(url_for("forms.end.review_page"))
    if place not in sections:
        abort(404)
    return redirect(url_for("forms.draft.section_page", section=place))


def _begin(questionnaire: Questionnaire, language: Language, section: str) -> UUID:
    """Begin a draft with the answers of the one that this browser had."""
    site = current_site()
    now, database = site.clock(), site.database
    before = find_draft(database, UUID(session[DRAFT])) if DRAFT in session else None
    place = list_places(load_projects(database), questionnaire.id)[0]
    mode: Mode = "facilitator" if "facilitator" in request.args else "self"
    start = Start(questionnaire, place, language.tag, now, token_bytes(RANDOM_BYTES), mode)
    draft = begin(database, start)
    answers = keep_fitting(questionnaire, before.answers if before else {}, now.date())
    save_draft(database, replace(draft, answers=answers, section=section))
    session[DRAFT] = str(draft.id)
    return draft.id


def keep_fitting(
    questionnaire: Questionnaire, answers: Mapping[str, object], today: date
) -> dict[str, object]:
    """Keep the answers that their questions still take; a question may be another one by now."""
    known = questionnaire.questions
    return {
        name: answer
        for name, answer in answers.items()
        if name in known and _fits(known[name], answer, today)
    }


def _fits(question: Question, answer: object, today: date) -> bool:
    if isinstance(answer, dict):
        return answer.get("missing") in question.missing
    try:
        kind_of(question).check(answer, question, today)
    except AnswerError:
        return False
    return True


def _list_entries(questionnaire: Questionnaire, language: Language) -> list[Entry]:
    say: Any = describe_form(questionnaire, language)["say"]
    numbers = number_questions(questionnaire)
    digits = str.maketrans("0123456789", language.digits)
    entries = [Entry(START, language.gettext("Before the first question"))]
    for section in questionnaire.sections:
        rules = [("", section.show_if)] if section.show_if else []
        rules += [
            (numbers.get(question.id, "").translate(digits), question.show_if)
            for question in section.questions
            if question.show_if and question.enabled
        ]
        said = [(number, say_only_if(rule, questionnaire, language)) for number, rule in rules]
        entries.append(Entry(section.id, say(section.title), tuple(said)))
    entries.append(Entry(REVIEW, language.gettext("Send your answers")))
    return [*entries, Entry(THANKS, language.gettext("After the last question"))]


def _watcher() -> Watcher:
    watcher: Watcher = current_app.config[WATCHER]
    return watcher


def _look() -> Look:
    return _watcher().look(current_site().clock().date())


def _read_wanted() -> dict[str, str]:
    """Read which page of the form is wanted, and how it is to be shown."""
    switches = [name for name in ("everything", "facilitator") if name in request.args]
    return {"place": request.args.get("place", START), **dict.fromkeys(switches, "1")}


def _choose(name: str, known: tuple[str, ...]) -> str:
    given = request.args.get(name, known[0])
    return given if given in known else known[0]


def _this_page_with(**changes: str | None) -> str:
    """Return the address of this page with some of its choices changed."""
    asked: dict[str, Any] = {**request.args.to_dict(), "lang": reader_language().tag, **changes}
    return url_for("preview.frame", **{name: value for name, value in asked.items() if value})
