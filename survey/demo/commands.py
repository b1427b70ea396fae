"""The command that shows what Mahalla does: `mahalla demo`."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from survey.demo.load import load_sample, load_tal_afar
from survey.errors import N_, MahallaError, Problem, Where
from survey.locale import load_languages
from survey.places.store import load_projects
from survey.reports.make import write_all
from survey.results.commands import release_project
from survey.results.model import Release
from survey.results.store import find_releases
from survey.serve.server import check_port
from survey.serve.server import serve as serve_site
from survey.settings import Settings, read_settings
from survey.storage.open import open_database

REAL_ANSWERS = Path("shared/data/tal-afar/responses.csv")
NO_FOLDER = N_("This folder cannot be made: %(reason)s. Name another with --dir.")


@click.command("demo")
@click.option(
    "--dir", "folder", default="demo", type=click.Path(path_type=Path), help="Where all of it goes."
)
@click.option("--serve/--no-serve", default=True, help="Serve the site when everything is made.")
@click.option("--port", type=int, help="The port to serve on.")
def demonstrate(folder: Path, serve: bool, port: int | None) -> None:
    """Load the sample projects, score them, print the reports and serve the site.

    The sample town and its answers are invented. Tal Afar's answers are real, and are taken in
    where `shared/data` lies beside this checkout.
    """
    settings = read_settings()
    settings = replace(
        settings,
        database=folder / "mahalla.db",
        reports=folder / "reports",
        port=settings.port if port is None else port,
    )
    if serve:
        check_port(settings.host, settings.port)
    prepare(settings, datetime.now(UTC))
    if serve:
        serve_site(settings, lambda address: click.echo(f"Mahalla is at {address} (Ctrl-C stops)"))


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
    for release in find_releases(database):
        print_reports(settings, release)
    click.echo(f"The reports are in {settings.reports.resolve()}")


def print_reports(settings: Settings, release: Release) -> None:
    """Print the report of every neighbourhood in every language, with a progress bar."""
    languages = [one for one in load_languages(settings.translations).values() if one.offered]
    count = len(languages) * len(release.project.neighbourhoods)
    with click.progressbar(length=count, label=f"Reports of {release.project.id}") as bar:
        folder = settings.reports / release.name
        write_all(release, languages, folder, progress=lambda _: bar.update(1))


def make_folder(folder: Path) -> None:
    """Make a folder, or say why it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise MahallaError(Problem(NO_FOLDER, {"reason": reason}, Where(str(folder)))) from error
