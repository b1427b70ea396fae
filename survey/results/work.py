"""What `mahalla release` does: freeze the figures of a project."""

from datetime import datetime
from pathlib import Path

import click

from survey.places.model import Project
from survey.places.store import load_projects, require_project
from survey.questionnaire.load import load_questionnaire
from survey.questionnaire.yaml_file import read_text
from survey.responses.store import keep_version, responses_of
from survey.results.freeze import freeze
from survey.settings import Settings
from survey.storage.database import Database
from survey.storage.open import open_database

ACTOR = "command line"


def release_projects(settings: Settings, project_id: str | None, now: datetime) -> None:
    """Freeze the figures of one project, or of all."""
    database = open_database(settings.database)
    named = [require_project(database, project_id)] if project_id else load_projects(database)
    for project in named:
        path = settings.questionnaires / f"{project.questionnaire}.yaml"
        release_project(database, project, path, now)


def release_project(database: Database, project: Project, path: Path, now: datetime) -> None:
    """Freeze the figures of every wave that has answers and say what came of it."""
    questionnaire = load_questionnaire(path)
    keep_version(database, now, ACTOR, questionnaire, read_text(path))
    for wave in project.waves:
        if next(responses_of(database, project.id, wave.id, now), None) is None:
            continue
        made = freeze(database, ACTOR, project, wave, questionnaire, now)
        news = "new figures" if made.made_at == now else "unchanged: too little is new"
        click.echo(f"{project.id}, {wave.id}: {made.responses} responses, {news}")
