"""A questionnaire without its conditions, for authors who want to see every question."""

from dataclasses import replace
from typing import Any

from survey.questionnaire.model import Question, Questionnaire

ENDING = ".everything"
"""Put behind the id; no questionnaire's own id and no catalogue is called like that."""


def show_everything(questionnaire: Questionnaire) -> Questionnaire:
    """Return the questionnaire under another id, with nothing that comes or goes."""
    sections = tuple(
        replace(section, show_if=None, questions=tuple(map(_show, section.questions)))
        for section in questionnaire.sections
    )
    return replace(
        questionnaire,
        id=questionnaire.id + ENDING,
        version=questionnaire.version + ENDING,
        sections=sections,
    )


def _show(question: Question) -> Question:
    options = tuple(replace(option, show_if=None) for option in question.options)
    return replace(
        question,
        show_if=None,
        options=options,
        settings=_ask_about_somebody(question.settings)
        if question.questions
        else question.settings,
        questions=tuple(map(_show, question.questions)),
    )


def _ask_about_somebody(settings: Any) -> Any:
    """Let a repeat ask about one member at least, however many there are said to be."""
    return settings.model_copy(update={"count": None, "min": max(1, settings.min)})
