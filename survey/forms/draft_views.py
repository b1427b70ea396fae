"""The pages of a draft: sections, review, thanks, going on later. Private, and never kept."""

from dataclasses import dataclass
from secrets import randbits
from typing import NoReturn
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as Answer

from survey.forms.client import describe_page
from survey.forms.fields import PREFIX, check_page, fill_page, find_wrong_page, make_form
from survey.forms.filling import find_edition, keep, send
from survey.forms.model import Page, find_page, list_pages
from survey.forms.start_views import DRAFT, describe_form, forget_draft, remember_language
from survey.forms.store import DIGITS, find_code, give_code, write_code
from survey.locale import Language, pick_language
from survey.places.store import find_project
from survey.questionnaire.flow import strip_hidden
from survey.questionnaire.model import Questionnaire
from survey.responses.drafts import find_draft
from survey.responses.ids import write_receipt
from survey.responses.model import Draft
from survey.site import current_site, reader_language

RECEIPT, CODE, FORM = "receipt", "code", "form"
"""The names, in the signed cookie, of what is shown after a draft was sent or put aside."""

CODE_BITS = 64

pages = Blueprint("draft", __name__)


@dataclass(frozen=True)
class Filling:
    """The draft that this browser is filling in, with its questionnaire, in its language."""

    draft: Draft
    questionnaire: Questionnaire
    language: Language


@pages.after_request
def _keep_private(response: Answer) -> Answer:
    response.headers["Cache-Control"] = "private, no-store"
    return response


@pages.get("/d/<section>")
def section_page(section: str) -> Answer | str:
    """Show one section with what was answered there."""
    filling = _open()
    answers, language = filling.draft.answers, filling.language
    page = find_page(filling.questionnaire, answers, section)
    if page is None:
        return _leave_section(filling, section)
    fill = check_page if "check" in request.args else fill_page
    return render_template(
        "forms/section.html",
        **describe_form(filling.questionnaire, language),
        page=page,
        visible=page.visible,
        form=fill(page, answers, language, current_site().clock().date()),
        rules=describe_page(page, strip_hidden(filling.questionnaire, answers)),
        has_more="more" in request.args,
    )


@pages.post("/d/<section>")
def turn_page(section: str) -> Answer:
    """Keep what was typed; then go on, go back, change the language or leave for later."""
    filling = _open()
    draft = _keep_typed(filling, section) or _lead_away()
    page = find_page(filling.questionnaire, draft.answers, section)
    if page is None:
        return _leave_section(filling, section)
    if "language" in request.form:
        return _change_language(filling, _show(section, check=request.args.get("check")))
    match request.form.get("go"):
        case "back" if page.previous:
            return _show(page.previous)
        case "later":
            return _put_aside(filling)
    return _go_on(filling, draft, page)


@pages.post("/d/<section>/save")
def save_section(section: str) -> tuple[str, int]:
    """Keep what was typed so far; 410 where the draft was sent or put aside meanwhile."""
    filling = _find_filling()
    is_kept = filling is not None and _keep_typed(filling, section) is not None
    return "", 204 if is_kept else 410


@pages.get("/review")
def review_page() -> str:
    """Show how much was answered, before the answers are sent."""
    filling = _open()
    return render_template(
        "forms/review.html",
        **describe_form(filling.questionnaire, filling.language),
        pages=list_pages(filling.questionnaire, filling.draft.answers),
        answers=filling.draft.answers,
    )


@pages.post("/review")
def finish_form() -> Answer:
    """Send the answers, unless something must be mended first."""
    filling, site = _open(), current_site()
    if "language" in request.form:
        return _change_language(filling, redirect(url_for(".review_page"), 303))
    draft, questionnaire, now = filling.draft, filling.questionnaire, site.clock()
    wrong = find_wrong_page(questionnaire, draft.answers, filling.language, now.date())
    if wrong:
        return _show(wrong.section.id, check="1")
    project = find_project(site.database, draft.project)
    site.writer.write(lambda tx: send(tx, questionnaire, project, draft.id, now))
    return _close(filling, RECEIPT, write_receipt(draft.id), "thanks_page")


@pages.get("/thanks")
def thanks_page() -> Answer | str:
    """Thank, and show the receipt."""
    return _show_closed("forms/thanks.html", RECEIPT, session.get(RECEIPT, ""))


@pages.get("/later")
def later_page() -> Answer | str:
    """Show the code with which the form can be taken up again."""
    code = write_code(session.get(CODE, ""), reader_language().digits)
    return _show_closed("forms/later.html", CODE, code)


@pages.get("/resume")
def resume_page() -> str:
    """Ask for the code of a draft."""
    return render_template(
        "forms/resume.html",
        languages=current_site().offered,
        address=_this_page_in,
        digits=DIGITS,
    )


@pages.post("/resume")
def resume_form() -> Answer:
    """Take up the draft whose code was typed."""
    site = current_site()
    draft = find_code(site.database, request.form.get("code", ""))
    found = draft and find_draft(site.database, draft)
    if not found:
        return redirect(url_for(".resume_page", unknown=1), 303)
    forget_draft(session)
    session[DRAFT] = str(found.id)
    return _show(found.section)


def _find_filling() -> Filling | None:
    """Return what this browser is filling in; None where nothing is open."""
    site = current_site()
    draft = find_draft(site.database, UUID(session[DRAFT])) if DRAFT in session else None
    questionnaire = site.questionnaires.get(draft.questionnaire) if draft else None
    if draft is None or questionnaire is None:
        return None
    edition = find_edition(site.database, questionnaire, draft.version)
    return Filling(draft, edition, pick_language(draft.language, site.languages))


def _open() -> Filling:
    return _find_filling() or _lead_away()


def _lead_away() -> NoReturn:
    """Lead to the receipt, or to where a form can be taken up again."""
    is_sent = RECEIPT in session
    abort(redirect(url_for(".thanks_page") if is_sent else url_for(".resume_page", lost=1)))


def _keep_typed(filling: Filling, section: str) -> Draft | None:
    """Keep what was typed into the questions that the page showed."""
    site = current_site()
    now, shown = site.clock(), _shown()
    questions = [
        question
        for part in filling.questionnaire.sections
        for question in part.questions
        if part.id == section and question.id in shown
    ]
    form = make_form(questions, filling.language, now.date())
    form.process(request.form)
    given: dict[str, object] = form.data
    return site.writer.write(lambda tx: keep(tx, filling.draft.id, given, now))


def _go_on(filling: Filling, draft: Draft, page: Page) -> Answer:
    """Lead to the next page, or back to this one where it has mistakes or new questions."""
    site, name = current_site(), page.section.id
    now = site.clock()
    if check_page(page, draft.answers, filling.language, now.date()).errors:
        return _show(name, check="1")
    new = [q.id for q in page.questions if q.id in page.visible - _shown()]
    if new:
        return _show(name, more="1", anchor=f"{PREFIX}-{new[0]}-box")
    if not page.next:
        return redirect(url_for(".review_page"), 303)
    site.writer.write(lambda tx: keep(tx, draft.id, {}, now, section=page.next))
    return _show(page.next)


def _shown() -> frozenset[str]:
    """Return the questions that the person who sent the page could see."""
    return frozenset(request.form.get("shown", "").split())


def _leave_section(filling: Filling, section: str) -> Answer:
    """Lead to the first page where a section does not apply; there may be no such section."""
    if section not in [part.id for part in filling.questionnaire.sections]:
        abort(404)
    return _show(list_pages(filling.questionnaire, filling.draft.answers)[0].section.id)


def _change_language(filling: Filling, response: Answer) -> Answer:
    site = current_site()
    offered = {language.tag: language for language in site.offered}
    language = pick_language(request.form["language"], offered)
    draft, now = filling.draft.id, site.clock()
    site.writer.write(lambda tx: keep(tx, draft, {}, now, language=language.tag))
    return remember_language(response, language)


def _show(
    section: str, check: str | None = None, more: str | None = None, anchor: str | None = None
) -> Answer:
    address = url_for(".section_page", section=section, check=check, more=more, _anchor=anchor)
    return redirect(address, 303)


def _put_aside(filling: Filling) -> Answer:
    draft, random = filling.draft.id, randbits(CODE_BITS)
    code = current_site().writer.write(lambda tx: give_code(tx, draft, random))
    return _close(filling, CODE, code, "later_page")


def _close(filling: Filling, name: str, code: str, page: str) -> Answer:
    """Forget the draft in this browser and show a code instead."""
    forget_draft(session)
    session.update({name: code, FORM: filling.questionnaire.id})
    return remember_language(redirect(url_for(f".{page}"), 303), filling.language)


def _show_closed(template: str, name: str, code: str) -> Answer | str:
    questionnaire = current_site().questionnaires.get(session.get(FORM, ""))
    if name not in session or questionnaire is None:
        return redirect(url_for(".resume_page"))
    described = describe_form(questionnaire, reader_language())
    return render_template(template, **described, address=_this_page_in, code=code)


def _this_page_in(language: Language) -> str:
    return url_for(request.endpoint or "", lang=language.tag)
