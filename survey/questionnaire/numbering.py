"""The numbers by which paper and fast entry name questions and answers, the same on both."""

from collections.abc import Mapping

from survey.kinds.find import kind_of
from survey.questionnaire.model import Missing, Question, Questionnaire

MISSING_NUMBERS: Mapping[Missing, int] = {"not_applicable": -7, "dont_know": -8, "refused": -9}
"""What is written for an answer that is none; negative, so that it is never an option's number."""


def number_questions(questionnaire: Questionnaire) -> dict[str, str]:
    """Number the questions that are asked, in order: "1", "2"; inside a repeat "2.1", "2.2"."""
    asked = [q for q in questionnaire.questions.values() if is_numbered(q)]
    numbers: dict[str, str] = {}
    for number, question in enumerate(asked, start=1):
        numbers[question.id] = str(number)
        inner = [part for part in question.questions if is_numbered(part)]
        numbers |= {part.id: f"{number}.{place}" for place, part in enumerate(inner, start=1)}
    return numbers


def is_numbered(question: Question) -> bool:
    """Tell whether a question stands on paper with a number: it is asked, and takes an answer."""
    return question.enabled and kind_of(question).is_asked


def number_options(question: Question) -> dict[str, int]:
    """Number the answers of a question by name: options from 1, then those that are none."""
    options = {option.name: place for place, option in enumerate(question.options, start=1)}
    return {**options, **{word: MISSING_NUMBERS[word] for word in question.missing}}
