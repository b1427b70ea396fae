"""The questions that are scored: which an index can be made from, and which count the other way."""

from collections.abc import Iterable

from survey.kinds.find import kind_of
from survey.questionnaire.model import Domain, Question


def group_asked(questions: Iterable[Question]) -> dict[str, list[Question]]:
    """Group the questions that can be scored by their domain, "" without one."""
    grouped: dict[str, list[Question]] = {}
    for question in questions:
        is_counted = question.enabled and not question.identifying
        if is_counted and kind_of(question).codes(question) is not None:
            grouped.setdefault(question.item.domain if question.item else "", []).append(question)
    return grouped


def is_turned(question: Question, domain: Domain | None) -> bool:
    """Tell whether the lowest code of a question is the highest score in its domain."""
    is_negative = question.item is not None and question.item.polarity == "negative"
    return is_negative != (domain is not None and domain.polarity == "harm")
