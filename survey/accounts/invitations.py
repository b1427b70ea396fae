"""Links that work once: who follows one chooses a password, the first time or a new one.

Only a hash of the token is kept. Opening the link changes nothing: programs that look at every
link in a message do no harm.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from survey.accounts.model import Person
from survey.accounts.store import end_sign_ins, find_person
from survey.storage.audit import record
from survey.storage.database import Database

VALID = timedelta(days=7)
TOKEN_BYTES = 24


def invite(database: Database, now: datetime, actor: str, person: str) -> str:
    """Return a new token for a person; the one before it works no longer."""
    token = token_urlsafe(TOKEN_BYTES)
    row = {"hash": _hash(token), "person": person, "expires_at": (now + VALID).isoformat()}
    with database.transaction() as tx:
        tx.execute("delete from invitations where person = :person", person=person)
        tx.insert("invitations", row)
        record(tx, now, actor, "person.invited", f"person:{person}", {})
    return token


def reset_person(database: Database, now: datetime, actor: str, person: str) -> str:
    """Take away password, codes, PIN and devices, open a closed account, and return a new token."""
    with database.transaction() as tx:
        tx.execute(
            """
            update people set password = '', totp = '', totp_step = 0, pin = '', disabled = 0
            where id = :person
            """,
            person=person,
        )
        end_sign_ins(tx, person)
        record(tx, now, actor, "person.reset", f"person:{person}", {})
        return invite(tx, now, actor, person)


def find_invited(database: Database, now: datetime, token: str) -> Person | None:
    """Return whom a token invites; None where it is unknown, used or too old."""
    rows = database.query(
        "select person from invitations where hash = :hash and expires_at > :now",
        hash=_hash(token),
        now=now.isoformat(),
    )
    return find_person(database, rows[0]["person"]) if rows else None


def find_open_until(database: Database, now: datetime, person: str) -> datetime | None:
    """Return until when somebody's link works; None where there is none."""
    rows = database.query(
        "select expires_at from invitations where person = :person and expires_at > :now",
        person=person,
        now=now.isoformat(),
    )
    return datetime.fromisoformat(rows[0]["expires_at"]) if rows else None


def list_open(database: Database, now: datetime) -> dict[str, datetime]:
    """List until when the links of people work, by person."""
    rows = database.query(
        "select person, expires_at from invitations where expires_at > :now", now=now.isoformat()
    )
    return {row["person"]: datetime.fromisoformat(row["expires_at"]) for row in rows}


def use_invitation(
    database: Database, now: datetime, actor: str, token: str, password: str
) -> Person | None:
    """Let a token set a password, whose hash is given, and use it up; None where another did.

    All devices of the person are signed out, and the PIN is gone: where the password was lost to
    somebody, the PIN may have been too.
    """
    with database.transaction() as tx:
        person = find_invited(tx, now, token)
        used = tx.execute("delete from invitations where hash = :hash", hash=_hash(token))
        if person is None or not used:
            return None
        about = {"person": person.id}
        tx.execute(
            "update people set password = :password, pin = '' where id = :person",
            password=password,
            **about,
        )
        end_sign_ins(tx, person.id)
        record(tx, now, actor, "person.password_set", f"person:{person.id}", {"by": "link"})
        return person


def _hash(token: str) -> str:
    return sha256(f"invitation {token}".encode()).hexdigest()
