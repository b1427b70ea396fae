"""What the command of this room does: print one report, or every one."""

from pathlib import Path

import click

from survey.errors import N_, MahallaError, Problem
from survey.locale import Language, load_languages
from survey.reports.archive.pool import write_all
from survey.reports.make import write_report
from survey.results.model import Release
from survey.results.store import find_releases, latest_release
from survey.settings import Settings
from survey.storage.open import open_database

NOT_OFFERED = N_("There are no reports in “%(tag)s”. Choose from: %(known)s.")


def print_one(settings: Settings, project: str | None, place: str, tag: str, file: Path) -> None:
    """Print the report of one neighbourhood into `file` and say where it is."""
    release = latest_release(open_database(settings.database), project, place)
    language = find_language(tag, load_languages(settings.translations))
    click.echo(write_report(release, place, language, file))


def print_every(settings: Settings, project: str | None, tags: str | None, folder: Path) -> None:
    """Print all reports of a project, or of every project, in the languages of `tags` or in all."""
    database = open_database(settings.database)
    known = load_languages(settings.translations)
    wanted = [find_language(tag, known) for tag in tags.split(",")] if tags else []
    releases = [] if project else find_releases(database)
    for release in releases or [latest_release(database, project)]:
        print_all(release, wanted or [one for one in known.values() if one.offered], folder)


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
