"""Changing who may do what: each change looks again at who makes it, and leaves an audit entry."""

from dataclasses import dataclass
from datetime import datetime

from survey.accounts.invitations import invite
from survey.accounts.model import Membership, Person
from survey.accounts.store import (
    add_person,
    bind_person,
    close_person,
    end_links,
    find_person,
)
from survey.errors import N_, MahallaError, Problem
from survey.people.model import add_role, may_give, may_manage, remove_role, widens
from survey.storage.database import Database

NOT_YOURS = N_("You cannot give or take this role here. Ask an administrator.")
NOT_THEIRS = N_("This person also has roles that you cannot give. Ask an administrator to do this.")
NO_NAME = N_("Write the name of this person.")
IS_CLOSED = N_("This account is closed. The command %(command)s opens it again.")

LONGEST_NAME = 60


@dataclass(frozen=True)
class Giver:
    """Who makes a change, as the audit trail names them, and when."""

    person: Person
    actor: str
    now: datetime


def add_invited(
    tx: Database, giver: Giver, title: str, gift: Membership, language: str
) -> tuple[Person, str]:
    """Add a person with a role; return them with the token of a link. Raises MahallaError."""
    title = " ".join(title.split())[:LONGEST_NAME]
    if not title:
        raise MahallaError(Problem(NO_NAME))
    _check_gift(giver, gift)
    person = add_person(tx, giver.now, giver.actor, title, (gift,), title, language)
    return person, invite(tx, giver.now, giver.actor, person.id)


def give_role(tx: Database, giver: Giver, person: str, gift: Membership) -> None:
    """Give a role, or the same one with or without sensitive answers. Raises MahallaError.

    A link that was made for less works no longer.
    """
    _check_gift(giver, gift)
    before = _find_open(tx, person)
    _bind(tx, giver, person, add_role(before, gift))
    if widens(before, gift):
        end_links(tx, person)


def take_role(tx: Database, giver: Giver, person: str, gift: Membership) -> None:
    """Take a role away. Raises MahallaError."""
    _bind(tx, giver, person, remove_role(_find_open(tx, person), gift))


def close_account(tx: Database, giver: Giver, person: str) -> None:
    """Close an account. Raises MahallaError where that is not for this giver to do."""
    _check_managed(giver, _find_open(tx, person))
    close_person(tx, giver.now, giver.actor, person)


def invite_again(tx: Database, giver: Giver, person: str) -> str:
    """Return the token of a new link. Raises MahallaError where that is not theirs to give."""
    _check_managed(giver, _find_open(tx, person))
    return invite(tx, giver.now, giver.actor, person)


def _bind(tx: Database, giver: Giver, person: str, roles: tuple[Membership, ...]) -> None:
    before = _find_open(tx, person).memberships
    for lost in set(before) - set(roles):
        _check_gift(giver, lost)
    bind_person(tx, giver.now, giver.actor, person, roles)


def _find_open(tx: Database, person: str) -> Person:
    found = find_person(tx, person)
    if found is None or found.is_disabled:
        raise MahallaError(Problem(IS_CLOSED, {"command": "mahalla user reset"}))
    return found


def _check_gift(giver: Giver, gift: Membership) -> None:
    if not may_give(giver.person, gift):
        raise MahallaError(Problem(NOT_YOURS))


def _check_managed(giver: Giver, person: Person) -> None:
    if not may_manage(giver.person, person):
        raise MahallaError(Problem(NOT_THEIRS))
