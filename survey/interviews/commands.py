"""The commands for the keys of interviews and for those exported from a tablet."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from survey.errors import N_, MahallaError, Problem
from survey.settings import DatabasePlace, parse_database, read_settings

if TYPE_CHECKING:
    from survey.interviews.keys import ProjectKey
    from survey.interviews.receiving import Office
    from survey.interviews.rescue import Rescued
    from survey.storage.database import Database

ACTOR = "command line"
NO_KEY = N_(
    "The project “%(name)s” has no key yet. `mahalla keys make` makes one, as "
    "its first tablet does."
)
ENDING = ".mahalla-keys"
OUTCOMES = {
    "new": "entered",
    "repeated": "was here already",
    "revised": "entered as a correction",
    "waiting": "waits at the desk of its interviewer, who must look it over",
    "conflict": "contradicts what is here; both are kept",
    "withdrawn": "was withdrawn; nothing of it is kept",
    "kept": "is sealed to a key that is not here; kept until the key is restored",
    "missing": "lacks files that are not here; mahalla rescue --without-lost takes it without them",
}

database_option = click.option(
    "--database", type=parse_database, metavar="PATH|URL", help="The database to use."
)
passphrase_option = click.option(
    "--passphrase-file",
    "secret",
    type=click.File(encoding="utf-8"),
    help="A file whose first line is the passphrase; without it you are asked.",
)


@click.group()
def keys() -> None:
    """The keys to which tablets seal interviews.

    Without the private key of its project nobody can read what is on a tablet. It lies in a folder
    beside the database, called like it (`mahalla.keys`), and must be saved apart from it.
    """


@keys.command()
@click.argument("project")
@database_option
def make(project: str, database: DatabasePlace | None) -> None:
    """Make the key of PROJECT, where it has none.

    The first tablet that is registered does the same.
    """
    from survey.interviews.keys import ensure_key
    from survey.places.store import require_project

    opened = _open(database)
    require_project(opened, project)
    key = ensure_key(opened, datetime.now(UTC), ACTOR, project)
    click.echo(f"{project} seals to {key.id}")
    _warn([key])


@keys.command(name="list")
@database_option
def list_all(database: DatabasePlace | None) -> None:
    """List the keys of all projects, and who holds copies of them."""
    from survey.interviews.keys import has_private, list_keys, list_strange

    opened = _open(database)
    found = list_keys(opened)
    for key in found:
        state = "opens only" if key.retired_at else "in use"
        here = "" if has_private(opened, key) else ", THE PRIVATE KEY IS NOT HERE"
        holders = ", ".join(key.holders) or "nobody"
        click.echo(f"{key.project}  {key.id}  {state}{here}, copies: {holders}")
    for strange in list_strange(opened):
        click.echo(f"?  {strange}  of no project: mahalla keys adopt PROJECT {strange}")
    _warn(found)


@keys.command()
@click.argument("project")
@click.argument("key")
@database_option
def adopt(project: str, key: str, database: DatabasePlace | None) -> None:
    """Let PROJECT have the private KEY that lies here and that the database does not know.

    So it is where the database was restored from a backup older than the key. Interviews that were
    kept unopened are entered with it; the project seals to the key that it has.
    """
    from survey.interviews.keys import adopt_key
    from survey.interviews.rescue import retry_kept
    from survey.places.store import require_project

    opened = _open(database)
    require_project(opened, project)
    adopt_key(opened, datetime.now(UTC), ACTOR, project, key)
    click.echo(f"{project} opens with {key}")
    _tell(retry_kept(_make_office(opened)))


@keys.command()
@click.argument("project")
@click.option("--holder", required=True, help="Who will keep this copy, by name.")
@click.option("--out", type=click.Path(path_type=Path), help="The file to write.")
@passphrase_option
@database_option
def backup(
    project: str,
    holder: str,
    out: Path | None,
    secret: TextIO | None,
    database: DatabasePlace | None,
) -> None:
    """Write a copy of the keys of PROJECT for one holder, sealed with a passphrase.

    Two people hold one each, with a passphrase of their own, in two places. The file is in the
    format of age: `age --decrypt` opens it too.
    """
    from survey.interviews.copies import note_copies, write_copy
    from survey.interviews.keys import list_keys
    from survey.places.store import require_project

    opened = _open(database)
    require_project(opened, project)
    found = list_keys(opened, project)
    if not found:
        raise MahallaError(Problem(NO_KEY, {"name": project}))
    file = out or Path(f"{project}-{holder}{ENDING}".replace("/", "_"))
    told = _read_passphrase(secret, is_new=True)
    write_copy(opened, found, holder, told, file)
    note_copies(opened, datetime.now(UTC), ACTOR, found, holder)
    click.echo(f"Wrote {file} for {holder}. Whoever has this file needs the passphrase too.")
    _warn(list_keys(opened, project))


@keys.command()
@click.argument("file", type=click.Path(path_type=Path))
@passphrase_option
@database_option
def restore(file: Path, secret: TextIO | None, database: DatabasePlace | None) -> None:
    """Put the keys of the copy FILE back where they are missing.

    Interviews that were kept unopened are entered with them.
    """
    from survey.interviews.copies import restore_copy
    from survey.interviews.rescue import retry_kept

    opened = _open(database)
    told = _read_passphrase(secret)
    put_back = restore_copy(opened, datetime.now(UTC), ACTOR, file, told)
    for key in put_back:
        click.echo(f"Put back {key}")
    if not put_back:
        click.echo("All keys of this copy are here already.")
    _tell(retry_kept(_make_office(opened)))


@keys.command()
@click.argument("project")
@database_option
def rotate(project: str, database: DatabasePlace | None) -> None:
    """Let PROJECT seal to a new key from now on.

    Older keys stay: interviews that are still on tablets were sealed to them. Copies must be made
    anew.
    """
    from survey.interviews.keys import find_current, renew_key
    from survey.places.store import require_project

    opened = _open(database)
    require_project(opened, project)
    current = find_current(opened, project)
    if current is None:
        raise MahallaError(Problem(NO_KEY, {"name": project}))
    key = renew_key(opened, datetime.now(UTC), ACTOR, project, current.id)
    click.echo(f"{project} seals to {key.id}; {current.id} still opens what was sealed before")
    _warn([key])


@click.command()
@click.argument("files", type=click.Path(path_type=Path), nargs=-1)
@click.option("--kept", is_flag=True, help="Try again what was kept here unopened.")
@click.option(
    "--without-lost",
    is_flag=True,
    help="Enter interviews without those of their files that are nowhere.",
)
@database_option
@click.pass_context
def rescue(
    context: click.Context,
    files: tuple[Path, ...],
    kept: bool,
    without_lost: bool,
    database: DatabasePlace | None,
) -> None:
    """Enter interviews out of FILES that were exported from a tablet.

    They take the same way as interviews that are sent: what is here already stays as it is.
    """
    from survey.interviews.rescue import rescue_file, retry_kept

    office = _make_office(_open(database))
    is_whole = True
    for file in files:
        click.echo(f"{file}:")
        is_whole &= _tell(rescue_file(office, file, datetime.now(UTC), without_lost))
    if kept:
        is_whole &= _tell(retry_kept(office, without_lost=without_lost))
    if not is_whole:
        context.exit(1)


def _read_passphrase(secret: TextIO | None, is_new: bool = False) -> str:
    if secret:
        return secret.readline().rstrip("\n")
    told: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=is_new)
    return told


def _tell(told: "Iterable[Rescued]") -> bool:
    """Say of each what became of it; return whether all of them were taken."""
    is_whole = True
    for one in told:
        if one.reason:
            click.echo(f"  {one.name or 'line'}: not taken: {one.reason.say()}")
        else:
            click.echo(f"  {one.name}: {OUTCOMES[one.outcome or 'kept']}")
        is_whole &= one.reason is None and one.outcome != "missing"
    return is_whole


def _warn(found: "Iterable[ProjectKey]") -> None:
    """Say whose interviews would be lost with this computer and one person."""
    for key in found:
        if key.lacks_holders:
            held = f"only {key.holders[0]} holds" if key.holders else "nobody holds"
            click.echo(
                f"WARNING: {held} a copy of {key.id}. Make copies for two people: "
                f"mahalla keys backup {key.project} --holder NAME",
                err=True,
            )


def _make_office(database: "Database") -> "Office":
    from survey.interviews.receiving import Office, write_alone
    from survey.locale import load_languages

    return Office(database, write_alone(database), load_languages(read_settings().translations))


def _open(database: DatabasePlace | None) -> "Database":
    from survey.storage.open import open_database

    return open_database(database or read_settings().database)
