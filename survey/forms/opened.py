"""The draft that is open in this browser: found by its signed cookie, forgotten when it closes."""

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_bytes
from typing import Any, NoReturn
from uuid import UUID

from flask import abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import current_person, places_of
from survey.accounts.permissions import COLLECT
from survey.forms.facilitator import FACILITATOR, conducts, is_theirs
from survey.forms.filling import find_edition, keep, set_pages
from survey.forms.gated import ask_here
from survey.forms.kiosk import read_kiosk
from survey.forms.nearby import describe_nearby, remember_place
from survey.forms.pages import describe_form, remember_language, this_page_in
from survey.locale import Language, pick_language
from survey.places.store import find_project
from survey.questionnaire.flow import arrange
from survey.questionnaire.gate import find_waiting
from survey.questionnaire.model import Questionnaire
from survey.responses.drafts import find_draft
from survey.responses.model import Draft, Submission
from survey.responses.receipts import CODE_BYTES, give_receipt
from survey.responses.store import find_response
from survey.site import current_site, reader_language

DRAFT = "draft"
"""The name, in the signed cookie, of the draft that this browser is filling in."""

RECEIPT, CODE, FORM = "receipt", "code", "form"
"""The names, in the signed cookie, of what is shown after a draft was sent or put aside."""

HANDED = "handed"
"""The name, in the signed cookie, of the receipt that the household of the last interview gets."""

DEVICE = ("_user_id", "_fresh", "_id", "facilitator", "kiosk", "_permanent")
"""The names, in the signed cookie, of what belongs to the device and not to a form."""


@dataclass(frozen=True)
class Filling:
    """The draft that this browser is filling in, with its questionnaire, in its language."""

    draft: Draft
    questionnaire: Questionnaire
    language: Language


def forget_draft(kept: MutableMapping[str, Any]) -> None:
    """Forget in this browser what a person filled in; what the device is used for stays."""
    for name in set(kept) - set(DEVICE):
        del kept[name]


def find_filling() -> Filling | None:
    """Return what this browser is filling in; None where nothing is open."""
    site = current_site()
    draft = find_draft(site.database, UUID(session[DRAFT])) if DRAFT in session else None
    questionnaire = site.questionnaires.get(draft.questionnaire) if draft else None
    if draft is None or questionnaire is None or not conducts(current_person(), draft):
        return None
    edition = find_edition(site.database, questionnaire, draft.version)
    project = find_project(site.database, draft.project) if find_waiting(edition) else None
    edition = ask_here(edition, project, draft.mode, draft.started_at)
    edition = arrange(set_pages(edition, draft.mode), find_order(draft))
    return Filling(draft, edition, pick_language(draft.language, site.languages))


def find_order(draft: Draft) -> Mapping[str, Sequence[str]]:
    """Return the orders that were drawn when the draft was begun."""
    order = draft.paradata.get("order")
    return order if isinstance(order, Mapping) else {}


def open_filling() -> Filling:
    """Return what this browser is filling in, or lead to where something can be done."""
    return find_filling() or lead_away()


def lead_away() -> NoReturn:
    """Lead to the receipt, or to where a form can be taken up again.

    Who sent a form, and whom the answer never reached, is thanked now. An interview is taken up at
    the desk, which asks who is not signed in any more to sign in.
    """
    if sent := find_arrived():
        abort(_thank_again(sent))
    is_interview = FACILITATOR in session and (DRAFT in session or places_of(COLLECT))
    if is_interview and RECEIPT not in session:
        abort(redirect(url_for("forms.facilitator.desk_page")))
    is_sent = RECEIPT in session
    page = "forms.end.thanks_page" if is_sent else "forms.resume.resume_page"
    abort(redirect(url_for(page, lost=None if is_sent else 1)))


def change_language(filling: Filling, response: Answer) -> Answer:
    """Go on in the language whose button was pressed."""
    site = current_site()
    offered = {language.tag: language for language in site.offered}
    language = pick_language(request.form["language"], offered)
    draft, now = filling.draft.id, site.clock()
    site.writer.write(lambda tx: keep(tx, draft, {}, now, language=language.tag))
    return remember_language(response, language)


def show_section(
    section: str,
    check: str | None = None,
    more: str | None = None,
    anchor: str | None = None,
    back: str | None = None,
) -> Answer:
    """Lead to a section of the form; with `back` it is left for the review, where one came from."""
    address = url_for(
        "forms.draft.section_page",
        section=section,
        check=check,
        more=more,
        back=back,
        _anchor=anchor,
    )
    return redirect(address, 303)


def close(filling: Filling, name: str, code: str, page: str) -> Answer:
    """Forget the draft in this browser and show a code instead."""
    return _close(filling.draft, name, code, page)


def _close(asked: Draft | Submission, name: str, code: str, page: str) -> Answer:
    forget_draft(session)
    session.update({name: code, FORM: asked.questionnaire, **remember_place(asked)})
    language = pick_language(asked.language, current_site().languages)
    return remember_language(redirect(url_for(page), 303), language)


def finish_interview(asked: Draft | Submission, code: str) -> Answer:
    """Close an interview that was sent: the next one begins at once.

    The code of its receipt is shown until then, and nowhere else.
    """
    forget_draft(session)
    session[HANDED] = code
    return redirect(url_for("forms.facilitator.round_page", project=asked.project), 303)


def show_closed(template: str, name: str, code: str) -> Answer | str:
    """Show a code, where there is one under this name."""
    questionnaire = current_site().questionnaires.get(session.get(FORM, ""))
    if name not in session or questionnaire is None:
        return redirect(url_for("forms.resume.resume_page"))
    described = describe_form(questionnaire, reader_language())
    return render_template(
        template, **described, **describe_nearby(session), address=this_page_in, code=code
    )


def find_arrived() -> Submission | None:
    """Return what was sent here while its thanks got lost on the way; None where nothing was.

    The signed cookie still names its draft, which is a response by now. At a kiosk it is shown no
    longer than a form would be: after that somebody else may stand there.
    """
    site = current_site()
    if DRAFT not in session or find_draft(site.database, UUID(session[DRAFT])):
        return None
    now, kiosk = site.clock(), read_kiosk(session)
    sent = find_response(site.database, UUID(session[DRAFT]), now)
    if sent is None or sent.questionnaire not in site.questionnaires:
        return None
    if kiosk and now - sent.received_at > timedelta(seconds=kiosk.idle):
        return None
    is_open = sent.channel == "self" or is_theirs(current_person(), sent)
    return sent if is_open else None


def _thank_again(sent: Submission) -> Answer:
    """Show another receipt of what was sent; who corrected something has one already."""
    site, random = current_site(), token_bytes(CODE_BYTES)
    code = "" if sent.revises else site.writer.write(lambda tx: give_receipt(tx, sent.id, random))
    if sent.channel == "self":
        return _close(sent, RECEIPT, code, "forms.end.thanks_page")
    return finish_interview(sent, code)
