"""What the commands of this room do: score a table, freeze the figures of a project."""

from datetime import datetime
from pathlib import Path

import click

from survey.errors import N_, MahallaError, Problem
from survey.places.model import Project
from survey.places.store import find_project, load_projects
from survey.questionnaire.load import load_questionnaire
from survey.questionnaire.yaml_file import read_text
from survey.responses.store import keep_version, responses_of
from survey.responses.table import Table, read_table
from survey.results.frames import Respondent, lay_out
from survey.results.freeze import freeze
from survey.results.store import write_scores
from survey.results.whole import write_whole
from survey.scoring.score import score
from survey.settings import Settings
from survey.storage.database import Database
from survey.storage.open import open_database

MOST_SHOWN = 20
ACTOR = "command line"
NO_PROJECT = N_("There is no project “%(name)s”. `mahalla places list` names those there are.")


def score_table(questionnaire: Path, answers: Path, out: Path, now: datetime) -> None:
    """Score a table of answers into `out`, and say what was left out and what came of it."""
    asked = load_questionnaire(questionnaire)
    table = read_table(read_text(answers), asked, now.date(), str(answers))
    scores = score(asked, *lay_out(asked, respondents_of(table)))
    text = write_scores(scores)
    path = write_whole(out / "scores.csv", lambda file: file.write_text(text, encoding="utf-8"))
    _tell_rejected(table)
    click.echo(
        f"{len(table.rows)} respondents, {scores['area'].nunique()} areas, {len(scores)} figures: "
        f"{path}"
    )


def release_projects(settings: Settings, project_id: str | None, now: datetime) -> None:
    """Freeze the figures of one project, or of all."""
    database = open_database(settings.database)
    found = find_project(database, project_id) if project_id else None
    if project_id and not found:
        raise MahallaError(Problem(NO_PROJECT, {"name": project_id}))
    for project in [found] if found else load_projects(database):
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


def respondents_of(table: Table) -> list[Respondent]:
    """Take each row of a table as a respondent."""
    return [
        Respondent(
            id=row.id,
            area=row.neighbourhood,
            household=row.household,
            answers=row.answers,
            stratum=row.stratum,
            psu=row.psu,
            weight=row.weight,
            design=row.design,
        )
        for row in table.rows
    ]


def _tell_rejected(table: Table) -> None:
    for cell in table.rejected[:MOST_SHOWN]:
        place = f"row {cell.row}, {cell.column}" if cell.column else f"row {cell.row}"
        click.echo(f"left out: {place}, “{cell.value}”: {cell.reason.say()}", err=True)
    if len(table.rejected) > MOST_SHOWN:
        click.echo(f"left out: {len(table.rejected) - MOST_SHOWN} more cells", err=True)
