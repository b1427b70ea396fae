"""The commands about places: `mahalla places load` and `mahalla places list`."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from survey.errors import N_, MahallaError, Problem, Where
from survey.places.file import load_project_file
from survey.places.model import Project
from survey.places.store import load_projects, save_project
from survey.questionnaire.gate import find_waiting
from survey.questionnaire.load import load_questionnaire
from survey.questionnaire.model import Question, Questionnaire
from survey.settings import DatabasePlace, parse_database, read_settings
from survey.storage.open import open_database

ACTOR = "command line"
NO_QUESTIONNAIRE = N_(
    "There is no questionnaire “%(id)s” in %(folder)s. Correct `questionnaire:`, or add the file."
)


@click.group()
def places() -> None:
    """Projects, neighbourhoods and waves."""


@places.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--database", type=parse_database, metavar="PATH|URL", help="The database to use.")
def load(file: Path, database: DatabasePlace | None) -> None:
    """Register the project in FILE, or bring it up to date."""
    settings = read_settings()
    project = load_project_file(file, settings.questionnaires)
    form = settings.questionnaires / f"{project.questionnaire}.yaml"
    if not form.is_file():
        values = {"id": project.questionnaire, "folder": settings.questionnaires}
        raise MahallaError(Problem(NO_QUESTIONNAIRE, values, Where(str(file))))
    questionnaire = load_questionnaire(form)
    save_project(open_database(database or settings.database), datetime.now(UTC), ACTOR, project)
    click.echo(f"Saved {describe(project)}")
    for line in tell_gate(questionnaire, project):
        click.echo(line)


@places.command("list")
@click.option("--database", type=parse_database, metavar="PATH|URL", help="The database to use.")
def list_(database: DatabasePlace | None) -> None:
    """Name the registered projects and their neighbourhoods."""
    projects = load_projects(open_database(database or read_settings().database))
    if not projects:
        click.echo("There is no project yet. Register one with: mahalla places load FILE.yaml")
    for project in projects:
        click.echo(describe(project))
        for place in project.neighbourhoods:
            click.echo(f"  {place.id}: {place.name.source}")


def describe(project: Project) -> str:
    """Say in one line what a project holds."""
    counts = f"neighbourhoods: {len(project.neighbourhoods)}, waves: {len(project.waves)}"
    return f"{project.id} ({project.questionnaire}; {counts})"


def tell_gate(questionnaire: Questionnaire, project: Project) -> Iterator[str]:
    """Say of every question that needs a promise whether it is asked, since when, or why not."""
    declared = {need for one in project.declares for need in one.what}
    for question in find_waiting(questionnaire):
        lacking = [need for need in question.needs if need not in declared]
        if lacking:
            yield f"“{question.id}” is off: nobody declares {', '.join(lacking)}."
        else:
            yield from tell_open(question, project)


def tell_open(question: Question, project: Project) -> Iterator[str]:
    """Say from when on a question is asked, and in which waves that is too late to score it."""
    since = max(
        min(one.on for one in project.declares if need in one.what) for need in question.needs
    )
    yield f"“{question.id}” is on from {since}, in interviews only."
    for wave in project.waves:
        if wave.starts < since <= wave.ends:
            yield (
                f"“{question.id}” is not scored in the wave “{wave.id}”: it began on "
                f"{wave.starts}, and not everybody was asked."
            )
