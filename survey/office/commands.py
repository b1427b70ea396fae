"""The command that tells where the office is: `mahalla office`."""

from dataclasses import replace
from pathlib import Path

import click

from survey.settings import read_settings


@click.command("office")
@click.option("--database", type=click.Path(path_type=Path), help="The database file.")
@click.option("--site", help="Where devices reach the site, such as https://survey.example.org.")
def tell_office(database: Path | None, site: str | None) -> None:
    """Tell the secret address that opens the office pages on a device.

    Open it once on every device of the team: it offers interviewing, and whatever else is not for
    residents. Give it to nobody else. To close all doors, remove the file that ends in .office
    beside the database and ask for the new address.
    """
    from survey.office import office_key

    settings = read_settings()
    settings = replace(settings, database=database or settings.database)
    address = site or f"http://{settings.host}:{settings.port}"
    click.echo(f"{address.rstrip('/')}/office/{office_key(settings)}")
