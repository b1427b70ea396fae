"""Which questions a respondent is asked: conditions applied in the order of asking."""

from collections.abc import Mapping

from survey.conditions.evaluate import evaluate
from survey.conditions.model import Condition
from survey.questionnaire.model import Question, Questionnaire, Section


def visible_questions(
    questionnaire: Questionnaire, answers: Mapping[str, object]
) -> frozenset[str]:
    """Return the ids of the questions asked of a person who gave `answers`.

    A hidden question counts as blank for every question after it, whatever was answered there.
    """
    shown: dict[str, object] = {}
    visible: set[str] = set()
    for section in questionnaire.sections:
        is_open = _holds(section.show_if, shown)
        for question in section.questions:
            if is_open and question.enabled and _holds(question.show_if, shown):
                visible.add(question.id)
                if question.id in answers:
                    shown[question.id] = answers[question.id]
    return frozenset(visible)


def strip_hidden(questionnaire: Questionnaire, answers: Mapping[str, object]) -> dict[str, object]:
    """Return the answers to visible questions only, in the order of asking."""
    kept = visible_questions(questionnaire, answers) & set(answers)
    return {name: answers[name] for name in questionnaire.questions if name in kept}


def visible_sections(
    questionnaire: Questionnaire, answers: Mapping[str, object]
) -> list[tuple[Section, list[Question]]]:
    """Return the sections that ask something, each with its visible questions, in order."""
    visible = visible_questions(questionnaire, answers)
    pages = [
        (section, [question for question in section.questions if question.id in visible])
        for section in questionnaire.sections
    ]
    return [(section, questions) for section, questions in pages if questions]


def _holds(condition: Condition | None, shown: Mapping[str, object]) -> bool:
    return condition is None or evaluate(condition, shown)
