"""The first person of a site: made at the first start, and let in by a link, not a password."""

from datetime import datetime

from survey.accounts.invitations import invite
from survey.accounts.model import Membership, Person
from survey.accounts.store import add_person, load_people
from survey.storage.database import Database

NAME = "admin"
ACTOR = "site"


def invite_first(database: Database, now: datetime) -> str | None:
    """Return the path of a link for the first administrator; None once anybody has a password.

    Where there are no people yet, one is made who looks after accounts and coordinates everywhere.
    Only a hash of each link is kept, so a later start makes another one.
    """
    with database.transaction() as tx:
        if tx.query("select 1 as there from people where password <> '' limit 1"):
            return None
        first = _find_first(tx) if load_people(tx) else _add_first(tx, now)
        return write_path(invite(tx, now, ACTOR, first.id)) if first else None


def write_path(token: str) -> str:
    """Write the path of the page on which a token lets somebody choose a password."""
    return f"/welcome/{token}"


def _add_first(tx: Database, now: datetime) -> Person:
    return add_person(
        tx, now, ACTOR, NAME, (Membership("administrator"), Membership("coordinator"))
    )


def _find_first(tx: Database) -> Person | None:
    """Return an administrator who waits for a link."""
    return next(
        (
            person
            for person in load_people(tx)
            if Membership("administrator") in person.memberships and not person.is_disabled
        ),
        None,
    )
