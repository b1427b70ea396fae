"""Answers read back to who gave them, in words, without what others must not see."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from survey.forms.filling import set_pages
from survey.forms.model import list_pages
from survey.forms.words import Line, Say, list_lines, put_in_words
from survey.kinds.fields import AnswerField, make_form
from survey.kinds.find import kind_of
from survey.locale import Language, Text
from survey.questionnaire.model import Question, Questionnaire


@dataclass(frozen=True)
class Member:
    """One member of a household, as they are called, with what was said of them."""

    called: str
    lines: list[Line]


@dataclass(frozen=True)
class Told:
    """What was answered to one question; `members` where it was asked for each of them."""

    line: Line
    members: list[Member]


@dataclass(frozen=True)
class Part:
    """The answers of one section."""

    title: Text
    told: list[Told]


def read_back(
    questionnaire: Questionnaire,
    answers: Mapping[str, object],
    language: Language,
    today: date,
    say: Say,
    private: frozenset[str],
) -> list[Part]:
    """List the answers of a response by section, in the order of asking, without private ones."""
    parts = []
    for page in list_pages(set_pages(questionnaire, "facilitator"), answers):
        open_ones = tuple(q for q in page.questions if q.id not in private)
        lines = list_lines(replace(page, questions=open_ones), answers, language, today, say)
        told = [
            Told(line, list(_list_members(line, answers, language, today, say))) for line in lines
        ]
        if told:
            parts.append(Part(page.section.title, told))
    return parts


def _list_members(
    line: Line, answers: Mapping[str, object], language: Language, today: date, say: Say
) -> Iterator[Member]:
    given = answers.get(line.question.id)
    each = line.question.each
    if not (line.question.questions and isinstance(given, list) and each):
        return
    for number, member in enumerate(given, start=1):
        asked = [q for q in line.question.questions if kind_of(q).is_asked and q.id in member]
        form = make_form(asked, language, today)
        form.process(data=member)
        lines = [_say_line(q, cast(AnswerField, form[q.id]), say) for q in asked]
        yield Member(cast(Any, say)(each, number=language.number(number)), lines)


def _say_line(question: Question, field: AnswerField, say: Say) -> Line:
    missing = "".join(field.ticked[:1])
    return Line(question, put_in_words(question, field, say), missing, is_due=False, is_odd=False)
