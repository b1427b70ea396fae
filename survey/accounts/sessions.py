"""Who is signed in on which device: kept on the server, so that it ends when we say so."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from survey.accounts.model import Person
from survey.accounts.store import end_sign_ins, find_person
from survey.storage.audit import Actor, record
from survey.storage.database import Database, Row

TOKEN_BYTES = 24
FIELD_DAYS = timedelta(days=14)
"""A facilitator's tablet may be offline for days; it holds no more than they typed."""

OFFICE_DAYS = timedelta(days=1)
"""Everybody else, and who gave but a PIN, signs in anew each day."""


@dataclass(frozen=True)
class SignIn:
    """Where somebody is signed in; `is_here` on the device that asks."""

    device: str
    by_pin: bool
    made_at: datetime
    is_here: bool


@dataclass(frozen=True)
class Opened:
    """Whose password opened a device, and until when."""

    by: str
    until: datetime


def open_session(
    database: Database,
    now: datetime,
    person: Person,
    device: str = "",
    by_pin: bool = False,
    address: str = "",
    before: Opened | None = None,
) -> str:
    """Sign a person in; the token that is returned is kept by the device alone.

    A session that takes the place of the one `before` ends with it, at the latest.
    """
    token = token_urlsafe(TOKEN_BYTES)
    ends = now + _lasting(person, by_pin)
    row: Row = {
        "hash": _hash(token),
        "person": person.id,
        "by_pin": int(by_pin),
        "device": device,
        "made_at": now.isoformat(),
        "opened_by": before.by if before else person.id,
        "expires_at": min(ends, before.until if before else ends).isoformat(),
    }
    with database.transaction() as tx:
        tx.execute("delete from sign_ins where expires_at <= :now", now=now.isoformat())
        tx.insert("sign_ins", row)
        way = {"by": "pin" if by_pin else "password"}
        subject = f"person:{person.id}"
        record(tx, now, Actor(subject, address), "person.signed_in", subject, way)
    return token


def find_session(database: Database, now: datetime, token: str) -> Person | None:
    """Return who signed in with this token; None once it ended or the account is closed."""
    rows = database.query(
        "select person, by_pin from sign_ins where hash = :hash and expires_at > :now",
        hash=_hash(token),
        now=now.isoformat(),
    )
    person = find_person(database, rows[0]["person"]) if rows else None
    if person is None or person.is_disabled:
        return None
    return replace(person, by_pin=bool(rows[0]["by_pin"]))


def find_opened(database: Database, token: str) -> Opened | None:
    """Return how the device with a session was opened; None where there is none."""
    rows = database.query(
        "select opened_by, expires_at from sign_ins where hash = :hash", hash=_hash(token)
    )
    if not rows:
        return None
    return Opened(rows[0]["opened_by"], datetime.fromisoformat(rows[0]["expires_at"]))


def list_sessions(database: Database, now: datetime, person: str, token: str) -> list[SignIn]:
    """List where a person is signed in, this device (which has the token) first."""
    rows = database.query(
        """
        select hash, device, by_pin, made_at from sign_ins
        where person = :person and expires_at > :now order by made_at desc
        """,
        person=person,
        now=now.isoformat(),
    )
    found = [
        SignIn(
            row["device"],
            bool(row["by_pin"]),
            datetime.fromisoformat(row["made_at"]),
            row["hash"] == _hash(token),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: not one.is_here)


def close_session(database: Database, token: str) -> None:
    """Sign out on one device."""
    database.execute("delete from sign_ins where hash = :hash", hash=_hash(token))


def close_sessions(database: Database, now: datetime, actor: str, person: str) -> None:
    """Sign a person out on every device."""
    with database.transaction() as tx:
        end_sign_ins(tx, person)
        record(tx, now, actor, "person.signed_out", f"person:{person}", {})


def _lasting(person: Person, by_pin: bool) -> timedelta:
    works_outside = {one.role for one in person.memberships} == {"facilitator"}
    return FIELD_DAYS if works_outside and not by_pin else OFFICE_DAYS


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
