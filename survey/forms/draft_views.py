"""The sections of a draft: shown, kept as they are typed, turned. Private, and never kept."""

from secrets import randbits

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import open_to_all
from survey.forms.client import describe_page
from survey.forms.fields import check_page, fill_page
from survey.forms.filling import keep
from survey.forms.interview import (
    JUMP,
    describe_interview,
    leave_interview,
    must_mend,
)
from survey.forms.members import change_members, find_change
from survey.forms.model import Page, find_page, find_section, list_pages
from survey.forms.nearby import find_after
from survey.forms.opened import (
    CODE,
    Filling,
    change_language,
    close,
    find_filling,
    lead_away,
    open_filling,
    show_section,
)
from survey.forms.pages import describe_form, keep_private
from survey.forms.reading import read_section
from survey.forms.reasons import find_reasons
from survey.forms.store import give_code
from survey.forms.typed import find_anchor, take_typed
from survey.kinds.fields import walk
from survey.kinds.find import kind_of
from survey.kinds.reading import PREFIX
from survey.responses.model import Draft
from survey.site import current_site

CODE_BITS = 64
TEMPLATES = {"facilitator": "forms/facilitator_section.html"}

pages = Blueprint("draft", __name__)
pages.after_request(keep_private)


@pages.get("/d/<section>")
@open_to_all
def section_page(section: str) -> Answer | str:
    """Show one section with what was answered there."""
    filling = open_filling()
    answers, language = filling.draft.answers, filling.language
    page = find_page(filling.questionnaire, answers, section)
    if page is None:
        return _leave_section(filling, section)
    fill = check_page if "check" in request.args else fill_page
    today, reasons = current_site().clock().date(), find_reasons(filling.draft)
    form = fill(page, answers, language, today, reasons)
    return render_template(
        TEMPLATES.get(filling.draft.mode, "forms/section.html"),
        **describe_form(filling.questionnaire, language),
        **describe_interview(filling),
        page=page,
        visible=page.visible,
        closed=page.settled.closed,
        form=form,
        wrong=[field for field in walk(form) if field.errors],
        shown=[field.key for field in walk(form) if field.key in page.visible],
        rules=describe_page(page),
        has_more="more" in request.args,
        services=find_after(filling.draft, page),
    )


@pages.post("/d/<section>")
@open_to_all
def turn_page(section: str) -> Answer:
    """Keep what was typed; then go on, go back, change the language or leave for later."""
    filling = open_filling()
    draft = _keep_typed(filling, section) or lead_away()
    page = find_page(filling.questionnaire, draft.answers, section)
    if page is None:
        return _leave_section(filling, section)
    if "language" in request.form:
        here = show_section(section, check=request.args.get("check"), back=_back())
        return change_language(filling, here)
    if anchor := find_anchor():
        return show_section(section, anchor=anchor, back=_back())
    if change := find_change(request.form.get("go", ""), filling.questionnaire, draft.answers):
        members, now = change_members(draft.answers, change), current_site().clock()
        current_site().writer.write(lambda tx: keep(tx, draft.id, members, now))
        return show_section(section, anchor=change.anchor, back=_back())
    match request.form.get("go", ""):
        case "back" if page.previous:
            return show_section(page.previous)
        case "later":
            return _put_aside(filling)
        case "review":
            return redirect(url_for("forms.end.review_page"), 303)
        case name if name.startswith(JUMP):
            return _jump(filling, draft, name.removeprefix(JUMP))
    return _go_on(filling, draft, page)


@pages.post("/d/<section>/save")
@open_to_all
def save_section(section: str) -> tuple[str, int]:
    """Keep what was typed so far; 410 where the draft was sent or put aside meanwhile."""
    filling = find_filling()
    is_kept = filling is not None and _keep_typed(filling, section) is not None
    return "", 204 if is_kept else 410


def _keep_typed(filling: Filling, section: str) -> Draft | None:
    """Keep what was typed into the questions that the page showed."""
    site = current_site()
    now, shown = site.clock(), _shown()
    part = find_section(filling.questionnaire, section)
    asked = [q for q in part.questions if q.id in shown or not kind_of(q).is_asked] if part else []
    typed, draft = take_typed(filling, part), filling.draft
    told = read_section(draft, part, asked, typed, now.date())
    return site.writer.write(
        lambda tx: keep(tx, draft.id, told.answers, now, paradata=told.paradata)
    )


def _go_on(filling: Filling, draft: Draft, page: Page) -> Answer:
    """Lead to the next page, or back to this one where it has mistakes or new questions."""
    site, name = current_site(), page.id
    now = site.clock()
    reasons = find_reasons(draft)
    form = check_page(page, draft.answers, filling.language, now.date(), reasons)
    if any(must_mend(draft, field) for field in walk(form)):
        return show_section(name, check="1", back=_back())
    unseen = page.visible - _shown()
    new = [
        field.key
        for field in walk(form)
        if field.key in unseen and kind_of(field.question).is_asked
    ]
    if new:
        return show_section(name, more="1", anchor=f"{PREFIX}-{new[0]}-box", back=_back())
    if not page.next or _back():
        section_in_review = page.section.id if _back() else None
        return redirect(url_for("forms.end.review_page", _anchor=section_in_review), 303)
    site.writer.write(lambda tx: keep(tx, draft.id, {}, now, section=page.next))
    return show_section(page.next)


def _jump(filling: Filling, draft: Draft, section: str) -> Answer:
    """Lead to any section that applies, whatever is still missing in this one."""
    page = find_page(filling.questionnaire, draft.answers, section)
    if page is None:
        return _leave_section(filling, section)
    site = current_site()
    now = site.clock()
    site.writer.write(lambda tx: keep(tx, draft.id, {}, now, section=page.id))
    return show_section(page.id)


def _back() -> str | None:
    """Tell whether the page was opened from the review, to which it leads back."""
    return request.args.get("back")


def _shown() -> frozenset[str]:
    """Return the questions that the person who sent the page could see."""
    return frozenset(request.form.get("shown", "").split())


def _leave_section(filling: Filling, section: str) -> Answer:
    """Lead to the first page where a section does not apply; there may be no such section."""
    if find_section(filling.questionnaire, section) is None:
        abort(404)
    return show_section(list_pages(filling.questionnaire, filling.draft.answers)[0].id)


def _put_aside(filling: Filling) -> Answer:
    if filling.draft.mode == "facilitator":
        return leave_interview(filling)
    draft, random = filling.draft.id, randbits(CODE_BITS)
    code = current_site().writer.write(lambda tx: give_code(tx, draft, random))
    return close(filling, CODE, code, "forms.resume.later_page")
