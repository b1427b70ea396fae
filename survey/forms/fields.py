"""The fields of a page filled and checked: what is wrong, what is unusual, what holds it up."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import cast

from wtforms.form import BaseForm

from survey.errors import N_
from survey.forms.model import Answers, Page, list_pages
from survey.kinds.fields import AnswerField, make_form, walk
from survey.locale import Language
from survey.questionnaire.flow import failed_checks
from survey.questionnaire.model import Question, Questionnaire

INSIDE = N_("Some of the answers below need another look.")
Reasons = Mapping[str, str]
"""Key of a question → why an unusual answer to it is right after all."""


def fill_page(
    page: Page, answers: Answers, language: Language, today: date, reasons: Reasons | None = None
) -> BaseForm:
    """Make the form of a page filled with `answers`."""
    form = make_form(page.questions, language, today)
    form.process(data={**answers, **_list_members(page, answers), **_list_values(page)})
    for field in walk(form):
        field.reason = (reasons or {}).get(field.key, "")
        if field.reason:
            field.warnings = _say_failed(field, page, "should")
    return form


def check_page(
    page: Page, answers: Answers, language: Language, today: date, reasons: Reasons | None = None
) -> BaseForm:
    """Make the form of a page filled with `answers`; its `errors` say what is wrong with them.

    Questions that do not apply are never wrong. An answer that is only unusual leaves `warnings` at
    its field; it holds up the page until there is a reason among `reasons`.
    """
    form = fill_page(page, answers, language, today, reasons)
    for field in walk(form):
        if field.key in page.visible:
            field.validate(form)
            field.errors = [*field.errors, *_say_failed(field, page, "must")]
            field.warnings = _say_failed(field, page, "should")
    for outer in cast("Iterable[AnswerField]", form):
        if not outer.errors and any(inner.errors for inner in outer.inner):
            outer.errors = [language.gettext(INSIDE)]
    return form


def is_held_up(field: AnswerField) -> bool:
    """Tell whether a field, or one inside it, has a mistake or a warning without a reason."""
    is_odd = bool(field.warnings) and not field.reason
    return bool(field.errors) or is_odd or any(map(is_held_up, field.inner))


def find_wrong_page(
    questionnaire: Questionnaire,
    answers: Answers,
    language: Language,
    today: date,
    reasons: Reasons | None = None,
) -> Page | None:
    """Return the first page on which something must be mended before the answers can be sent."""
    for page in list_pages(questionnaire, answers):
        form = check_page(page, answers, language, today, reasons)
        if any(is_held_up(field) for field in cast("Iterable[AnswerField]", form)):
            return page
    return None


def _list_members(page: Page, answers: Answers) -> dict[str, object]:
    """Give every repeat as many members as the page asks about."""
    listed: dict[str, object] = {}
    for question in page.questions:
        given = answers.get(question.id)
        if question.questions and not isinstance(given, dict):
            members = given if isinstance(given, list) else []
            count = len(page.settled.members.get(question.id, []))
            listed[question.id] = [*members, *({} for _ in range(count))][:count]
    return listed


def _list_values(page: Page) -> dict[str, object]:
    """Give the values that are worked out, for pages that show them."""
    worked_out = [q.id for q in page.questions if q.value is not None]
    return {name: page.settled.answers.get(name) for name in worked_out}


def _say_failed(field: AnswerField, page: Page, strength: str) -> list[str]:
    """Say what the checks of a field's question find in the answers together."""
    words = {name: field.language.text(text) for name, text in page.words}
    return [
        field.language.text(check.say, **words)
        for check in failed_checks(cast(Question, field.question), page.settled.scope_of(field.key))
        if check.strength == strength
    ]
