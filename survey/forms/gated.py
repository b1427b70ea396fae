"""A questionnaire as a project asks it in one way to answer: what its promises let through."""

from datetime import datetime

from survey.places.model import Project
from survey.questionnaire.gate import OF_INTERVIEWS, keep_promises
from survey.questionnaire.model import Questionnaire
from survey.responses.model import Mode


def ask_here(
    questionnaire: Questionnaire, project: Project | None, mode: Mode, begun: datetime
) -> Questionnaire:
    """Return what is asked of somebody who began then; without a project nothing dangerous is.

    A form that people fill in alone keeps no promise about interviews.
    """
    declared = project.promises_on(begun.date()) if project else frozenset()
    kept = declared if mode == "facilitator" else declared - OF_INTERVIEWS
    return keep_promises(questionnaire, kept)
