"""The commands for people with an account: `mahalla user add`, `list`, `confirm` and others."""

from dataclasses import replace
from datetime import UTC, datetime

import click

from survey.accounts.permissions import ROLES
from survey.settings import DatabasePlace, Settings, parse_database, read_settings

ACTOR = "command line"

database_option = click.option(
    "--database", type=parse_database, metavar="PATH|URL", help="The database to use."
)
site_option = click.option(
    "--site", help="Where devices reach the site, such as https://survey.example.org."
)


@click.group()
def user() -> None:
    """People with an account, and what each of them may do."""


@user.command()
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), required=True, help="What they do.")
@click.option("--project", default="", help="In this project only; otherwise everywhere.")
@click.option("--neighbourhood", default="", help="In this neighbourhood of the project only.")
@click.option("--service", default="", help="The service that a partner association answers for.")
@click.option("--title", default="", help="What others see in place of the name.")
@click.option("--language", default="", help="The language of their first page, such as fa.")
@click.option("--sensitive", is_flag=True, help="Let this coordinator read sensitive answers too.")
@database_option
@site_option
def add(
    name: str,
    role: str,
    project: str,
    neighbourhood: str,
    service: str,
    title: str,
    language: str,
    sensitive: bool,
    database: DatabasePlace | None,
    site: str | None,
) -> None:
    """Add NAME, and print the link with which they choose a password.

    A second role for the same person, and everything else, is given on the page “People” of the
    office.
    """
    from survey.accounts.invitations import invite
    from survey.accounts.places import check_membership
    from survey.accounts.store import add_person
    from survey.storage.open import open_database

    settings, now = _read_settings(database), datetime.now(UTC)
    opened = open_database(settings.database)
    membership = check_membership(opened, role, project, neighbourhood, service, sensitive)
    with opened.transaction() as tx:
        person = add_person(tx, now, ACTOR, name, (membership,), title, language)
        token = invite(tx, now, ACTOR, person.id)
    _tell_link(settings, site, person.title, token, language)


@user.command("list")
@database_option
def list_(database: DatabasePlace | None) -> None:
    """List the people, what they do and where."""
    from survey.accounts.store import load_people, write_membership
    from survey.storage.open import open_database

    people = load_people(open_database(_read_settings(database).database))
    if not people:
        click.echo("There is nobody yet. The first start of `mahalla serve` makes “admin”.")
    for person in people:
        state = " (closed)" if person.is_disabled else ""
        click.echo(f"{person.name}{state}: {person.title}")
        for one in person.memberships:
            click.echo(f"  {write_membership(one)}")


@user.command()
@click.argument("name")
@database_option
def confirm(name: str, database: DatabasePlace | None) -> None:
    """Let NAME read the sensitive answers that an administrator asked for on the page “People”.

    Another administrator can do the same there; this is for sites that have only one.
    """
    from survey.accounts.places import find_by_name
    from survey.accounts.store import write_membership
    from survey.accounts.trust import confirm_trust, list_asked
    from survey.storage.open import open_database

    opened = open_database(_read_settings(database).database)
    person = find_by_name(opened, name)
    asked = list_asked(opened, person.id)
    with opened.transaction() as tx:
        for one in asked:
            confirm_trust(tx, datetime.now(UTC), ACTOR, one)
    for one in asked:
        click.echo(f"{person.title}: {write_membership(one.gift)}")
    if not asked:
        click.echo(f"Nothing is asked for {person.title}")


@user.command()
@click.argument("name")
@database_option
def disable(name: str, database: DatabasePlace | None) -> None:
    """Close the account of NAME at once, on every device."""
    from survey.accounts.places import find_by_name
    from survey.accounts.store import close_person
    from survey.storage.open import open_database

    opened = open_database(_read_settings(database).database)
    person = find_by_name(opened, name)
    close_person(opened, datetime.now(UTC), ACTOR, person.id)
    click.echo(f"The account of {person.title} is closed")


@user.command()
@click.argument("name")
@database_option
@site_option
def reset(name: str, database: DatabasePlace | None, site: str | None) -> None:
    """Take away password, codes and PIN of NAME, and print a link to choose a new password.

    It also opens an account again that was closed. Whoever is signed in as NAME is signed out.
    """
    from survey.accounts.invitations import reset_person
    from survey.accounts.places import find_by_name
    from survey.storage.open import open_database

    settings = _read_settings(database)
    opened = open_database(settings.database)
    person = find_by_name(opened, name)
    token = reset_person(opened, datetime.now(UTC), ACTOR, person.id)
    _tell_link(settings, site, person.title, token, person.language)


def _read_settings(database: DatabasePlace | None) -> Settings:
    settings = read_settings()
    return replace(settings, database=database or settings.database)


def _tell_link(settings: Settings, site: str | None, title: str, token: str, language: str) -> None:
    from survey.accounts.first import write_path
    from survey.accounts.invitations import VALID

    address = (site or settings.site or f"http://{settings.host}:{settings.port}").rstrip("/")
    asked = f"?lang={language}" if language else ""
    click.echo(
        f"Give this link to {title} and nobody else. It works once, within {VALID.days} days:"
    )
    click.echo(f"{address}{write_path(token)}{asked}")
