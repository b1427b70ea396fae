"""The fields of a page, found in the folders of their kinds, and what they say is wrong."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any

from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm

from survey.forms.model import Answers, Page, list_pages
from survey.locale import Language
from survey.questionnaire.model import Question, Questionnaire

Maker = Callable[[Question, Language, date], "UnboundField[Any]"]

PREFIX = "q"
"""Stands before every question's id in a form, so that it never meets another name there."""


def make_form(questions: Iterable[Question], language: Language, today: date) -> BaseForm:
    """Make a form of these questions; `process` fills it from a draft or from what was typed."""
    fields = {q.id: find_field(q.kind)(q, language, today) for q in questions}
    return BaseForm(fields, prefix=PREFIX)


@cache
def find_field(kind: str) -> Maker:
    """Return what makes the fields of a kind: `field` in the kind's `field.py`."""
    maker: Maker = import_module(f"survey.kinds.{kind}.field").field
    return maker


def fill_page(page: Page, answers: Answers, language: Language, today: date) -> BaseForm:
    """Make the form of a page filled with `answers`."""
    form = make_form(page.questions, language, today)
    form.process(data=dict(answers))
    return form


def check_page(page: Page, answers: Answers, language: Language, today: date) -> BaseForm:
    """Make the form of a page filled with `answers`; its `errors` say what is wrong with them.

    Questions that do not apply are never wrong.
    """
    form = fill_page(page, answers, language, today)
    for field in form:
        if field.short_name in page.visible:
            field.validate(form)
    return form


def find_wrong_page(
    questionnaire: Questionnaire, answers: Answers, language: Language, today: date
) -> Page | None:
    """Return the first page on which something must be mended before the answers can be sent."""
    for page in list_pages(questionnaire, answers):
        if check_page(page, answers, language, today).errors:
            return page
    return None
