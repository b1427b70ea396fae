"""A project for every questionnaire, so that a new one can be answered at once."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from survey.errors import N_
from survey.locale import INTERFACE, Text
from survey.places.model import Project, Wave
from survey.places.store import load_projects, save_project
from survey.questionnaire.model import Questionnaire
from survey.storage.database import Database

FIRST_WAVE = Text(N_("First wave"), INTERFACE)
OPEN_FOR = timedelta(days=365)


def begin_projects(
    database: Database, now: datetime, actor: str, questionnaires: Iterable[Questionnaire]
) -> None:
    """Register a project for each questionnaire that none asks yet.

    It has no neighbourhoods and one wave, open for a year; a table that is imported brings its
    neighbourhoods along, and a project file may replace it.
    """
    asked = {project.questionnaire for project in load_projects(database)}
    for questionnaire in questionnaires:
        if questionnaire.id not in asked:
            with database.transaction() as tx:
                save_project(tx, now, actor, begin_project(questionnaire, now.date()))


def begin_project(questionnaire: Questionnaire, today: date) -> Project:
    """Make a project that is called like its questionnaire."""
    return Project(
        id=questionnaire.id,
        title=questionnaire.title,
        organisation=Text(""),
        questionnaire=questionnaire.id,
        waves=(Wave("first", FIRST_WAVE, today, today + OPEN_FOR),),
        neighbourhoods=(),
    )
