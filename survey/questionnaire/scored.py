"""The questions that an index can be made from: those that are asked and have codes, by domain."""

from collections.abc import Iterable

from survey.kinds.find import kind_of
from survey.questionnaire.model import Question


def group_asked(questions: Iterable[Question]) -> dict[str, list[Question]]:
    """Group the questions that can be scored by their domain, "" without one."""
    grouped: dict[str, list[Question]] = {}
    for question in questions:
        if question.enabled and kind_of(question).codes(question) is not None:
            grouped.setdefault(question.item.domain if question.item else "", []).append(question)
    return grouped
