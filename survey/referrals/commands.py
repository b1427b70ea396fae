"""The command that deletes old referrals: `mahalla referrals forget`."""

from datetime import UTC, datetime

import click

from survey.settings import DatabasePlace, parse_database, read_settings

ACTOR = "command line"


@click.group()
def referrals() -> None:
    """Referrals to services that help people."""


@referrals.command()
@click.option("--dry-run", is_flag=True, help="Say how many would be deleted, and delete none.")
@click.option("--database", type=parse_database, metavar="PATH|URL", help="The database to use.")
def forget(dry_run: bool, database: DatabasePlace | None) -> None:
    """Delete referrals that were kept as long as their project says.

    The site does so too whenever it starts and when a service looks at its list.
    """
    from survey.referrals.store import find_old, forget_referrals
    from survey.storage.open import open_database

    opened, now = open_database(database or read_settings().database), datetime.now(UTC)
    if dry_run:
        count = sum(map(len, find_old(opened, now.date()).values()))
        click.echo(f"Referrals that would be deleted: {count}")
        return
    click.echo(f"Referrals deleted: {forget_referrals(opened, now, ACTOR)}")
