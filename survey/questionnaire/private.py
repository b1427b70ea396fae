"""Which answers are shown to as few as possible: sensitive ones, names, and what tells of them."""

from collections.abc import Iterator
from typing import Any

from survey.conditions.evaluate import questions_in
from survey.questionnaire.flow import looked_at
from survey.questionnaire.model import Question, Questionnaire


def find_private(
    questionnaire: Questionnaire, newer: Questionnaire | None = None
) -> frozenset[str]:
    """Name the questions whose answers, or whose being asked, could harm who answered.

    These are the sensitive and the identifying ones, and all that depend on them: that a question
    was asked tells what was answered before. A mark of the `newer` version of a questionnaire holds
    for what was answered before it was set.
    """
    private = {q.id for q in questionnaire.questions.values() if _is_marked(q)}
    private |= find_private(newer) & questionnaire.questions.keys() if newer else set()
    while found := set(_list_dependent(questionnaire, private)) - private:
        private |= found
    return frozenset(private)


def _is_marked(question: Question) -> bool:
    inner = (_is_marked(one) for one in question.questions)
    return question.sensitive or question.identifying or any(inner)


def _list_dependent(questionnaire: Questionnaire, private: set[str]) -> Iterator[str]:
    for section in questionnaire.sections:
        around = set(questions_in(section.show_if)) if section.show_if else set()
        for question in section.questions:
            settings: Any = question.settings
            names = {*around, *looked_at(question), getattr(settings, "count", None)}
            if names & private:
                yield question.id
