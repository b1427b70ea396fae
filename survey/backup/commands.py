"""The commands of backups: `mahalla backup` and `mahalla restore`."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from survey.errors import N_, MahallaError, Problem
from survey.settings import DatabasePlace, own_file, parse_database, read_settings

PASSPHRASE = "MAHALLA_PASSPHRASE"
NO_PLACE = N_(
    "Say where the backup goes: a file, or a folder in which it gets a name of its own. "
    "MAHALLA_BACKUP can name a folder for all backups."
)


@click.command("backup")
@click.argument("place", required=False, type=click.Path(path_type=Path))
@click.option("--database", type=parse_database, metavar="PATH", help="The database file.")
@click.option("--recipient", multiple=True, help="Encrypt for this public key of age (age1…).")
@click.option(
    "--passphrase",
    "has_passphrase",
    is_flag=True,
    help=f"Encrypt with a passphrase, which is asked for unless {PASSPHRASE} holds it.",
)
@click.option("--keys", is_flag=True, help="Put the key files into it, too; encrypt it then.")
@click.option("--keep", type=click.IntRange(min=1), help="Keep so many in the folder, no older.")
@click.option("--new-key", is_flag=True, help="Make a pair of keys for backups, and nothing else.")
def back_up(
    place: Path | None,
    database: DatabasePlace | None,
    recipient: tuple[str, ...],
    has_passphrase: bool,
    keys: bool,
    keep: int | None,
    new_key: bool,
) -> None:
    """Back the database up while the site runs.

    PLACE is a file, or a folder in which the backup gets a name with its moment. It is kept only
    after it was restored for a trial and found whole (docs/backup.md).
    """
    from survey.backup.copying import find_file
    from survey.backup.keeping import remove_old
    from survey.backup.make import make_backup
    from survey.backup.model import Lock

    if new_key:
        show_pair()
        return
    settings, now = read_settings(), datetime.now(UTC)
    place = place or settings.backups
    if place is None:
        raise MahallaError(Problem(NO_PLACE))
    if keep and not place.suffix:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = Lock(ask_passphrase(True) if has_passphrase else "", recipient)
    source = find_file(database or settings.database)
    file, facts = make_backup(source, place, now, lock, keys)
    responses, rows = facts.rows.get("responses", 0), sum(facts.rows.values())
    click.echo(f"{file}: {responses} responses, {rows} rows")
    click.echo(f"The audit trail ends with entry {facts.entry}, sealed {facts.seal}")
    for path in remove_old(place, source, keep, now) if keep and place.is_dir() else []:
        click.echo(f"Removed: {path}")


@click.command("restore")
@click.argument("backup", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--database", type=parse_database, metavar="PATH", help="Where the database goes.")
@click.option(
    "--replace", "is_replacing", is_flag=True, help="Put the database that is there aside."
)
@click.option(
    "--passphrase",
    "has_passphrase",
    is_flag=True,
    help=f"Open it with a passphrase, which is asked for unless {PASSPHRASE} holds it.",
)
@click.option(
    "--identity",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Open it with the secret key of age in this file.",
)
def put_back(
    backup: Path,
    database: DatabasePlace | None,
    is_replacing: bool,
    has_passphrase: bool,
    identity: Path | None,
) -> None:
    """Put a backup back, while the site stands still.

    It is looked over first. What was withdrawn after it was made is withdrawn again, as far as the
    database that is replaced knows.
    """
    from survey.backup.model import Opener
    from survey.backup.restore import restore

    settings = read_settings()
    settings = replace(settings, database=database or settings.database)
    opener = Opener(
        ask_passphrase(False) if has_passphrase else "",
        identity.read_text("utf-8") if identity else "",
    )
    done = restore(backup, settings, datetime.now(UTC), opener, is_replacing)
    rows = done.facts.rows
    click.echo(f"{settings.database}: as it was at {done.about.made_at}")
    click.echo(f"{rows.get('responses', 0)} responses, entry {done.facts.entry} of the audit trail")
    if done.aside:
        click.echo(f"The database that was here is kept as {done.aside}")
        click.echo(f"Withdrawn again: {done.withdrawn}")
        click.echo(f"Interviews and forms that are only in the one that was here: {done.lost}")
    else:
        click.echo("Nothing was here that knows of later withdrawals: see docs/backup.md")
    if rows.get("identifiers") and not own_file(settings.database, ".seal.key").exists():
        click.echo("Names in it are sealed; put the file .seal.key beside it to read them")


def show_pair() -> None:
    """Print a pair of keys, and what each half is for."""
    from survey.backup.locking import make_pair

    public, secret = make_pair()
    click.echo(f"For MAHALLA_BACKUP_RECIPIENT, on the server: {public}")
    click.echo(f"For a safe place, not on the server:         {secret}")


def ask_passphrase(is_new: bool) -> str:
    """Return the passphrase from the environment, or ask for it: twice where it is a new one."""
    given = os.environ.get(PASSPHRASE)
    asked = given or click.prompt("Passphrase", hide_input=True, confirmation_prompt=is_new)
    return str(asked)
