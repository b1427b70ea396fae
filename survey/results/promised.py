"""A questionnaire as it was asked in a wave: questions whose promises came later do not count."""

from survey.places.model import Project, Wave
from survey.questionnaire.gate import keep_promises
from survey.questionnaire.model import Questionnaire


def ask_in(questionnaire: Questionnaire, project: Project, wave: Wave) -> Questionnaire:
    """Return what everybody was asked in a wave: what had been declared when it began.

    Answers to other questions that need a promise are taken as not asked for.
    """
    return keep_promises(questionnaire, project.promises_in(wave))


def name_asked(questionnaire: Questionnaire) -> str:
    """Name a version together with the promises under which it was asked."""
    return "+".join((questionnaire.version, *questionnaire.promises))
