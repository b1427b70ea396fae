"""The command that prints reports: `mahalla report`."""

from pathlib import Path

import click

from survey.errors import N_, MahallaError, Problem
from survey.locale import Language, load_languages
from survey.reports.make import write_all, write_report
from survey.results.model import Release
from survey.results.store import latest_release
from survey.settings import read_settings
from survey.storage.open import open_database

ONE_OR_ALL = N_("Say which report: --neighbourhood ID with --lang, or --all for every one.")
NOT_OFFERED = N_("There are no reports in “%(tag)s”. Choose from: %(known)s.")


@click.command("report")
@click.option("--neighbourhood", metavar="ID", help="Print the report of this neighbourhood.")
@click.option("--lang", "tag", default="en", show_default=True, help="Its language.")
@click.option("--all", "is_all", is_flag=True, help="Print the reports of all neighbourhoods.")
@click.option("--languages", metavar="fa,ar,en", help="Languages for --all; all of them otherwise.")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="The PDF, or the folder for --all.",
)
@click.option("--project", "project_id", metavar="ID", help="Of this project.")
@click.option("--database", type=click.Path(path_type=Path), help="The database file.")
def print_reports(
    neighbourhood: str | None,
    tag: str,
    is_all: bool,
    languages: str | None,
    out: Path,
    project_id: str | None,
    database: Path | None,
) -> None:
    """Print neighbourhood reports as PDF from the newest released figures.

    One with --neighbourhood and --lang into the file --out, or with --all every neighbourhood in
    every language into the folder --out.
    """
    if is_all == bool(neighbourhood):
        raise MahallaError(Problem(ONE_OR_ALL))
    settings = read_settings()
    store = open_database(database or settings.database)
    release = latest_release(store, project_id, neighbourhood)
    known = load_languages(settings.translations)
    if neighbourhood:
        click.echo(write_report(release, neighbourhood, find_language(tag, known), out))
    else:
        wanted = [find_language(name, known) for name in languages.split(",")] if languages else []
        print_all(release, wanted or [one for one in known.values() if one.offered], out)


def print_all(release: Release, languages: list[Language], folder: Path) -> None:
    """Print every report of a release and show how far it is."""
    count = len(languages) * len(release.project.neighbourhoods)
    with click.progressbar(length=count, label=release.project.id) as bar:
        written = write_all(release, languages, folder, progress=lambda _: bar.update(1))
    click.echo(f"{len(written)} reports: {folder}")


def find_language(tag: str, known: dict[str, Language]) -> Language:
    """Return a language that reports may be printed in; raises MahallaError for another."""
    language = known.get(tag.strip().replace("-", "_"))
    if language is None or not language.offered:
        offered = ", ".join(one.tag for one in known.values() if one.offered)
        raise MahallaError(Problem(NOT_OFFERED, {"tag": tag, "known": offered}))
    return language
