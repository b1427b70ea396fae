"""The whole job on the sample projects: load, score, print, serve."""

from datetime import UTC, datetime
from pathlib import Path

import click

from survey.demo.load import load_sample, load_tal_afar
from survey.errors import N_, MahallaError, Problem, Where
from survey.locale import DEFAULT, load_languages
from survey.places.store import load_projects
from survey.reports.archive.model import Wish
from survey.reports.look import USUAL
from survey.reports.make import REPORT
from survey.reports.work import print_all
from survey.results.store import find_releases
from survey.results.work import release_project
from survey.serve.server import check_port, serve, tell_address
from survey.settings import Settings
from survey.storage.open import open_database

REAL_ANSWERS = Path("shared/data/tal-afar/responses.csv")
NO_FOLDER = N_("This folder cannot be made: %(reason)s. Name another with --dir.")


def show(settings: Settings, is_served: bool) -> None:
    """Do the whole job; a port that is in use is said before it, not after."""
    if is_served:
        check_port(settings.host, settings.port)
    prepare(settings, datetime.now(UTC))
    if is_served:
        serve(settings, tell_address)


def prepare(settings: Settings, now: datetime) -> None:
    """Load, score and print everything into the folder of `settings`."""
    make_folder(settings.reports)
    database = open_database(settings.database)
    click.echo(f"Sample town: {load_sample(database, settings, now)} invented interviews")
    table = settings.home.parent / REAL_ANSWERS
    if table.exists():
        taken = load_tal_afar(database, settings, now, table)
        click.echo(f"Tal Afar: {taken.new + taken.repeated} real interviews")
    else:
        click.echo("Tal Afar is left out: its answers are not on this computer")
    for project in load_projects(database):
        path = settings.questionnaires / f"{project.questionnaire}.yaml"
        release_project(database, project, path, now)
    known = load_languages(settings.translations)
    # The site prints the others when they are asked for.
    languages = tuple(one for one in known.values() if one.offered and not one.drafts)
    for release in find_releases(database):
        folder = settings.reports / release.name
        print_all([release], Wish(languages, (REPORT,), USUAL), known, folder, known[DEFAULT])
    click.echo(f"The reports are in {settings.reports.resolve()}")


def make_folder(folder: Path) -> None:
    """Make a folder, or say why it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise MahallaError(Problem(NO_FOLDER, {"reason": reason}, Where(str(folder)))) from error
