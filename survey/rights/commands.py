"""The command that removes what was kept long enough: `mahalla forget`."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from survey.settings import DatabasePlace, parse_database, read_settings

if TYPE_CHECKING:
    from survey.rights.expiry import Due

ACTOR = "command line"
HEADINGS = ("project", "wave", "what", "count", "oldest")


@click.command("forget")
@click.option("--project", default="", help="Only this project.")
@click.option("--dry-run", is_flag=True, help="Say what would be removed, and remove nothing.")
@click.option("--database", type=parse_database, metavar="PATH|URL", help="The database to use.")
def forget_old(project: str, dry_run: bool, database: DatabasePlace | None) -> None:
    """Remove what was kept as long as the projects say.

    Answers leave as if they were withdrawn: from the database, the snapshots and printed copies.
    Nothing is removed where no `retention:` stands in the project file (docs/projects.md). Let it
    run once a day.
    """
    from survey.places.store import load_projects, require_project
    from survey.rights.expiry import forget_due, list_due
    from survey.storage.open import open_database

    settings, now = read_settings(), datetime.now(UTC)
    settings = replace(settings, database=database or settings.database)
    opened = open_database(settings.database)
    chosen = [require_project(opened, project)] if project else load_projects(opened)
    due = [due for one in chosen for due in list_due(opened, one, now.date())]
    show_due(due)
    if not dry_run:
        forget_due(opened, settings, now, ACTOR, due)
    click.echo(f"{'Would be removed' if dry_run else 'Removed'}: {sum(len(d.ids) for d in due)}")


def show_due(due: "Sequence[Due]") -> None:
    """Print what is due as a table."""
    rows = [HEADINGS] if due else []
    rows += [(d.project, d.wave or "-", d.what, str(len(d.ids)), d.oldest.isoformat()) for d in due]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())
