"""Answers in words, as they are read over before they are sent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import cast

from survey.forms.model import Answers, Page
from survey.kinds.fields import AnswerField, make_form
from survey.kinds.find import kind_of
from survey.locale import Language, Text
from survey.questionnaire.model import Question

Say = Callable[[Text], str]
BETWEEN = " · "


@dataclass(frozen=True)
class Line:
    """One question and what was answered, empty where nothing was.

    `missing` is the word of an answer that is none. `is_due` marks a blank that must still be
    filled, `is_odd` what cannot be read yet.
    """

    question: Question
    answer: str
    missing: str
    is_due: bool
    is_odd: bool


def list_lines(
    page: Page, answers: Answers, language: Language, today: date, say: Say
) -> list[Line]:
    """List the questions that are asked on a page with their answers."""
    asked = [q for q in page.questions if q.id in page.visible and kind_of(q).is_asked]
    form = make_form(asked, language, today)
    form.process(data=dict(answers))
    return [_read_over(question, cast(AnswerField, form[question.id]), say) for question in asked]


def put_in_words(question: Question, field: AnswerField, say: Say) -> str:
    """Say the answer to `question` that `field` was filled with."""
    language = field.language
    if isinstance(field.data, list) and question.questions:
        return language.ngettext("%(count)s entry", "%(count)s entries", len(field.data))
    if question.options and not _is_typed(field.data):
        texts = {option.name: option.text for option in question.options}
        return BETWEEN.join(say(texts[name]) for name in field.texts if name in texts)
    return field.in_words


def _read_over(question: Question, field: AnswerField, say: Say) -> Line:
    return Line(
        question=question,
        answer=put_in_words(question, field, say),
        missing="".join(field.ticked[:1]),
        is_due=question.required and field.data is None,
        is_odd=_is_typed(field.data),
    )


def _is_typed(answer: object) -> bool:
    return isinstance(answer, dict) and "typed" in answer
