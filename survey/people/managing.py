"""Changing who may do what: each change looks again at who makes it, and leaves an audit entry."""

from dataclasses import dataclass, replace
from datetime import datetime

from survey.accounts.credentials import credentials_of
from survey.accounts.invitations import invite
from survey.accounts.model import Membership, Person
from survey.accounts.store import (
    add_person,
    bind_person,
    close_person,
    end_links,
    find_person,
)
from survey.accounts.trust import (
    Asked,
    ask_trust,
    confirm_trust,
    drop_trust,
    list_asked,
    pause_trust,
)
from survey.errors import N_, MahallaError, Problem
from survey.people.model import (
    add_role,
    may_confirm,
    may_give,
    may_give_to,
    may_manage,
    remove_role,
    widens,
)
from survey.storage.database import Database

NOT_YOURS = N_("You cannot give or take this role here. Ask an administrator.")
NOT_THEIRS = N_("This person also has roles that you cannot give. Ask an administrator to do this.")
NOT_YOURSELF = N_("Nobody gives a role to themselves. Ask another administrator to do it.")
NOT_ASKED = N_("Nobody asks for this any more.")
NOT_TWICE = N_(
    "Another administrator has to confirm this: neither who asked for it, nor who would read."
)
NOT_COME = N_("This person has not signed in yet. Confirm it when they have.")
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
    plain = replace(gift, reads_sensitive=False)
    person = add_person(tx, giver.now, giver.actor, title, (plain,), title, language)
    if gift.reads_sensitive:
        ask_trust(tx, giver.now, giver.actor, person.id, gift)
    return person, invite(tx, giver.now, giver.actor, person.id)


def give_role(tx: Database, giver: Giver, person: str, gift: Membership) -> None:
    """Give a role to somebody else; one that shall read sensitive answers is asked for besides.

    The same role without them takes them away. A link that was made for less works no longer.
    Raises MahallaError.
    """
    _check_gift(giver, gift)
    before = _find_open(tx, person)
    if not may_give_to(giver.person, before, gift):
        raise MahallaError(Problem(NOT_YOURSELF))
    if gift in before.memberships and gift.reads_sensitive:
        return
    plain = replace(gift, reads_sensitive=False)
    if plain not in before.memberships:
        _bind(tx, giver, person, add_role(before, plain))
    if gift.reads_sensitive:
        ask_trust(tx, giver.now, giver.actor, person, gift)
    else:
        drop_trust(tx, giver.now, giver.actor, person, gift)
    if widens(before, gift):
        end_links(tx, person)


def confirm_role(tx: Database, giver: Giver, person: str, gift: Membership) -> None:
    """Let somebody read the sensitive answers that another asked for them. Raises MahallaError."""
    _check_gift(giver, gift)
    asked = _find_asked(tx, _find_open(tx, person), gift)
    if not may_confirm(giver.person, asked):
        raise MahallaError(Problem(NOT_TWICE))
    if not credentials_of(tx, person).password:
        raise MahallaError(Problem(NOT_COME))
    confirm_trust(tx, giver.now, giver.actor, asked)


def take_role(tx: Database, giver: Giver, person: str, gift: Membership) -> None:
    """Take a role away. Raises MahallaError."""
    _bind(tx, giver, person, remove_role(_find_open(tx, person), gift))


def close_account(tx: Database, giver: Giver, person: str) -> None:
    """Close an account. Raises MahallaError where that is not for this giver to do."""
    _check_managed(giver, _find_open(tx, person))
    close_person(tx, giver.now, giver.actor, person)


def invite_again(tx: Database, giver: Giver, person: str) -> str:
    """Return the token of a new link. Raises MahallaError where that is not theirs to give.

    Whoever makes a link could follow it: what its person may read of sensitive answers has to be
    confirmed again.
    """
    _check_managed(giver, _find_open(tx, person))
    if person != giver.person.id:
        pause_trust(tx, giver.now, giver.actor, person)
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


def _find_asked(tx: Database, person: Person, gift: Membership) -> Asked:
    wanted = replace(gift, reads_sensitive=True)
    for asked in list_asked(tx, person.id):
        if asked.gift == wanted:
            return asked
    raise MahallaError(Problem(NOT_ASKED))


def _check_gift(giver: Giver, gift: Membership) -> None:
    if not may_give(giver.person, gift):
        raise MahallaError(Problem(NOT_YOURS))


def _check_managed(giver: Giver, person: Person) -> None:
    if not may_manage(giver.person, person):
        raise MahallaError(Problem(NOT_THEIRS))
