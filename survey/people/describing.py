"""People as the page lists them: their roles, and whether they can sign in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from survey.accounts.credentials import credentials_of
from survey.accounts.invitations import find_open_until
from survey.accounts.model import Person
from survey.accounts.store import load_people
from survey.people.model import may_manage, narrow, sees
from survey.storage.database import Database


@dataclass(frozen=True)
class Listed:
    """A person with the roles that the reader looks after.

    `invited_until` is set where a link waits; `has_password` where they have followed one.
    """

    person: Person
    has_password: bool
    invited_until: datetime | None
    is_managed: bool


def list_people(database: Database, reader: Person, now: datetime) -> list[Listed]:
    """List the people whom somebody looks after by title, those with closed accounts last."""
    found = (one for one in load_people(database) if sees(reader, one))
    return [describe(database, reader, one, now) for one in _sort(found)]


def describe(database: Database, reader: Person, person: Person, now: datetime) -> Listed:
    """Describe a person to somebody who looks after them."""
    return Listed(
        narrow(reader, person),
        bool(credentials_of(database, person.id).password),
        find_open_until(database, now, person.id),
        may_manage(reader, person) and not person.is_disabled,
    )


def _sort(people: Iterable[Person]) -> list[Person]:
    return sorted(people, key=lambda one: (one.is_disabled, one.title.casefold(), one.name))
