"""People as the page lists them: their roles, and whether they can sign in."""

from dataclasses import dataclass
from datetime import datetime

from survey.accounts.credentials import credentials_of, list_with_password
from survey.accounts.invitations import find_open_until, list_open
from survey.accounts.model import Person
from survey.accounts.ordering import order_name
from survey.accounts.store import load_people
from survey.accounts.trust import Asked, list_asked
from survey.locale import Language
from survey.people.model import may_manage, narrow, sees
from survey.storage.database import Database


@dataclass(frozen=True)
class Listed:
    """A person with the roles that the reader looks after.

    `invited_until` is set where a link waits; `has_password` where they have followed one. `asked`
    is what somebody has yet to confirm.
    """

    person: Person
    has_password: bool
    invited_until: datetime | None
    is_managed: bool
    asked: tuple[Asked, ...] = ()


def list_people(
    database: Database, reader: Person, now: datetime, language: Language
) -> list[Listed]:
    """List the people whom somebody looks after by title, those with closed accounts last."""
    known, invited = list_with_password(database), list_open(database, now)
    found = [
        Listed(
            narrow(reader, one),
            one.id in known,
            invited.get(one.id),
            may_manage(reader, one) and not one.is_disabled,
        )
        for one in load_people(database)
        if sees(reader, one)
    ]
    return sorted(
        found,
        key=lambda one: (one.person.is_disabled, order_name(one.person.title, language)),
    )


def describe(database: Database, reader: Person, person: Person, now: datetime) -> Listed:
    """Describe a person to somebody who looks after them."""
    narrowed = narrow(reader, person)
    places = {(one.project, one.neighbourhood) for one in narrowed.memberships}
    asked = list_asked(database, person.id)
    return Listed(
        narrowed,
        bool(credentials_of(database, person.id).password),
        find_open_until(database, now, person.id),
        may_manage(reader, person) and not person.is_disabled,
        tuple(one for one in asked if (one.gift.project, one.gift.neighbourhood) in places),
    )
