"""The command that moves an installation to a server: `mahalla move`."""

from pathlib import Path

import click

from survey.settings import DatabasePlace, parse_database, read_settings


@click.command("move")
@click.argument("address", type=parse_database)
@click.option("--database", type=click.Path(path_type=Path), help="The SQLite file to move.")
def move_database(address: DatabasePlace, database: Path | None) -> None:
    """Copy a SQLite database into an empty PostgreSQL database.

    ADDRESS is such as postgresql://mahalla@db.example.org/mahalla. The site must be stopped.
    Everything is copied and compared on both sides, or nothing is there; the file stays as it is.
    """
    from survey.move.files import list_copies
    from survey.move.work import require_places, transfer

    source, target = require_places(database or read_settings().database, address)
    with click.progressbar(length=0, label=f"{source} → {target}") as bar:

        def show(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        tables = transfer(source, target, show)
    for table in tables:
        click.echo(f"  {table.name}: {table.rows} rows, {table.hash[:16]} on both sides")
    click.echo("The audit trail is whole.")
    for old, new in list_copies(source, target):
        click.echo(f"Copy what lies in files, too: cp -pr {old} {new}")
    click.echo("Then set MAHALLA_DATABASE to the new address, and start the site.")
    click.echo(f"To go back, name {source} again: what came in since is on the server alone.")
