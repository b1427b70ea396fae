"""The command that looks an installation over: `mahalla doctor`."""

from dataclasses import replace
from datetime import UTC, datetime

import click

from survey.settings import DatabasePlace, parse_database, read_settings


@click.command("doctor")
@click.option("--database", type=parse_database, metavar="PATH|URL", help="The database file.")
@click.pass_context
def look_over(context: click.Context, database: DatabasePlace | None) -> None:
    """Look this installation over: what is wrong, and what to do about it.

    Run it as the user who runs Mahalla, once a day by itself if you can; Mahalla may run meanwhile.
    The exit status is 1 where something is wrong.
    """
    from survey.doctor.work import examine
    from survey.locale import load_languages, pick_language

    settings = read_settings()
    settings = replace(settings, database=database or settings.database)
    asked = context.find_root().params.get("lang")
    speaker = pick_language(asked, load_languages(settings.translations))
    context.exit(0 if examine(settings, datetime.now(UTC), speaker) else 1)
