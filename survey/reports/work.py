"""What the command of this room does: print one report, or everything."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from survey.errors import N_, MahallaError, Problem
from survey.locale import Language, load_languages, pick_language
from survey.reports.archive import index, zipped
from survey.reports.archive.make import Outcome, Step, make_archive
from survey.reports.archive.model import Wish
from survey.reports.archive.plan import choose_products
from survey.reports.files import hold
from survey.reports.look import Look
from survey.reports.make import write_report
from survey.results.model import Release
from survey.results.store import find_releases, latest_release
from survey.settings import Settings
from survey.storage.audit import record
from survey.storage.database import Database
from survey.storage.open import open_database

ACTOR = "command line"
NOT_OFFERED = N_("There are no reports in “%(tag)s”. Choose from: %(known)s.")


def print_one(
    settings: Settings,
    project: str | None,
    place: str,
    tag: str,
    file: Path,
    is_large: bool = False,
) -> None:
    """Print the report of one neighbourhood into `file` and say where it is."""
    database = open_database(settings.database)
    release = latest_release(database, project, place)
    note_printing(database, [release])
    language = find_language(tag, load_languages(settings.translations))
    click.echo(write_report(release, place, language, file, look=Look(is_large)))


def print_every(
    settings: Settings,
    project: str | None,
    tags: str | None,
    products: str | None,
    is_large: bool,
    folder: Path,
    speaker: str | None,
) -> None:
    """Print everything of a project, or of every project, and say so in the speaker's language."""
    known = load_languages(settings.translations)
    wish = Wish(choose_languages(tags, known), choose_products(products), Look(is_large))
    releases = find_all(settings, project)
    note_printing(open_database(settings.database), releases)
    print_all(releases, wish, known, folder, pick_language(speaker, known))


def find_all(settings: Settings, project: str | None) -> list[Release]:
    """Return the newest release of a project, or of every project; raises MahallaError for none."""
    database = open_database(settings.database)
    releases = [] if project else find_releases(database)
    return releases or [latest_release(database, project)]


def note_printing(database: Database, releases: Sequence[Release]) -> None:
    """Say in the audit trail that reports of these releases are taken out of the database."""
    now = datetime.now(UTC)
    with database.transaction() as tx:
        for release in releases:
            record(tx, now, ACTOR, "reports.printed", f"project:{release.project.id}", {})


def choose_languages(tags: str | None, known: dict[str, Language]) -> tuple[Language, ...]:
    """Read the tags of languages, with commas between; all that are offered where none is named."""
    if tags is None:
        return tuple(one for one in known.values() if one.offered)
    return tuple(find_language(tag, known) for tag in tags.split(","))


def print_all(
    releases: Sequence[Release],
    wish: Wish,
    known: dict[str, Language],
    folder: Path,
    speaker: Language,
) -> None:
    """Print everything that is wished for, and show in the speaker's language how far it is."""
    with hold(folder), click.progressbar(length=0, label=str(folder)) as bar:

        def show(step: Step) -> None:
            bar.length = step.of
            bar.update(step.done - bar.pos)

        outcome = make_archive(releases, wish, known, folder, show)
    for sentence in describe_outcome(outcome, folder, speaker):
        click.echo(sentence)


def describe_outcome(outcome: Outcome, folder: Path, speaker: Language) -> Iterator[str]:
    """Say what was printed, what stayed as it was and what was removed, and where to look."""
    say = speaker.ngettext
    yield say("%(count)s copy was printed.", "%(count)s copies were printed.", outcome.made)
    if outcome.kept:
        one = "%(count)s copy was there already, and nothing about it has changed."
        many = "%(count)s copies were there already, and nothing about them has changed."
        yield say(one, many, outcome.kept)
    if outcome.removed:
        one = "%(count)s file that no longer belongs here was removed."
        many = "%(count)s files that no longer belong here were removed."
        yield say(one, many, outcome.removed)
    page, packed = folder / index.NAME, folder / zipped.NAME
    yield speaker.gettext("%(page)s lists them, %(zip)s holds them all.", page=page, zip=packed)


def find_language(tag: str, known: dict[str, Language]) -> Language:
    """Return a language that reports may be printed in; raises MahallaError for another."""
    language = known.get(tag.strip().replace("-", "_"))
    if language is None or not language.offered:
        offered = ", ".join(one.tag for one in known.values() if one.offered)
        raise MahallaError(Problem(NOT_OFFERED, {"tag": tag, "known": offered}))
    return language
