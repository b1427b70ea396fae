"""The command that takes answers out: `mahalla export`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from survey.errors import N_, MahallaError, Problem
from survey.locale import load_languages, pick_language
from survey.settings import DatabasePlace, parse_database, read_settings

if TYPE_CHECKING:
    from survey.places.model import Project
    from survey.storage.database import Database

ACTOR = "command line"
NO_REASON = N_("Say with --reason, in a few words, why the sensitive answers are needed.")
WRITTEN = N_(
    "%(file)s: %(rows)s responses, one in each row. These are answers of single people: keep the "
    "file where nobody else can read it, and delete it when it was used."
)
LEFT_OUT = N_("Left out, because of what they could tell: %(questions)s.")


@click.command("export")
@click.argument("project")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file, FILE.csv.")
@click.option("--wave", default="", metavar="ID", help="Its wave; all of them otherwise.")
@click.option(
    "--questionnaire", default="", metavar="ID", help="Another one that the project asked before."
)
@click.option(
    "--sensitive", "is_whole", is_flag=True, help="The sensitive answers too; say why (--reason)."
)
@click.option("--reason", default="", help="What it is needed for, to be kept in the audit trail.")
@click.option("--database", type=parse_database, metavar="PATH|URL", help="The database to use.")
@click.pass_context
def export_answers(
    context: click.Context,
    project: str,
    out: Path,
    wave: str,
    questionnaire: str,
    is_whole: bool,
    reason: str,
    database: DatabasePlace | None,
) -> None:
    """Take the answers of PROJECT out, one response a row.

    Names and telephones are never in it, sensitive answers only if asked for. `mahalla import`
    reads the file back (docs/export.md). Every export is an entry in the audit trail.
    """
    from survey.exchange.model import Order
    from survey.exchange.taking import take_into
    from survey.inspection.reading import check_reason
    from survey.storage.open import open_database

    settings, now = read_settings(), datetime.now(UTC)
    opened = open_database(database or settings.database)
    order = Order(
        project=_find_asked(opened, project, wave),
        until=now,
        wave=wave,
        is_whole=is_whole,
        reason=" ".join(reason.split()),
        questionnaire=questionnaire,
    )
    if is_whole and check_reason(order.reason):
        raise MahallaError(Problem(NO_REASON))
    written = take_into(out, opened, ACTOR, order)
    tag = context.find_root().params.get("lang")
    speaker = pick_language(tag, load_languages(settings.translations))
    click.echo(speaker.gettext(WRITTEN, file=out, rows=written.rows))
    if written.left_out:
        click.echo(speaker.gettext(LEFT_OUT, questions=", ".join(written.left_out)))


def _find_asked(database: "Database", name: str, wave: str) -> "Project":
    """Return a project that has the wave, if one is named."""
    from survey.places.store import require_project
    from survey.responses.importing import NO_WAVE

    project = require_project(database, name)
    if wave and project.wave(wave) is None:
        waves = ", ".join(known.id for known in project.waves)
        raise MahallaError(Problem(NO_WAVE, {"project": name, "wave": wave, "waves": waves}))
    return project
