"""What opens an account, in the database: hashes of passwords, sealed secrets, PINs."""

from dataclasses import dataclass
from datetime import datetime

from survey.accounts.model import fold_name
from survey.accounts.store import end_links, end_sign_ins
from survey.storage.audit import record
from survey.storage.database import Database, Row


@dataclass(frozen=True)
class Credentials:
    """What is kept of one person to know them by; empty where they have none.

    `totp` is sealed, `totp_step` the half minute whose code was accepted last.
    """

    person: str = ""
    password: str = ""
    totp: str = ""
    totp_step: int = 0
    pin: str = ""


NOBODY = Credentials()


def find_credentials(database: Database, name: str) -> Credentials:
    """Return what opens the account of a name; nothing for unknown names and closed accounts."""
    rows = database.query(f"{_SELECT} where name = :name and disabled = 0", name=fold_name(name))
    return Credentials(**rows[0]) if rows else NOBODY


def credentials_of(database: Database, person: str) -> Credentials:
    """Return what opens a person's account; nothing for closed ones."""
    rows = database.query(f"{_SELECT} where id = :person and disabled = 0", person=person)
    return Credentials(**rows[0]) if rows else NOBODY


def list_with_password(database: Database) -> frozenset[str]:
    """List the people who have chosen a password and whose accounts are open."""
    rows = database.query("select id from people where password <> '' and disabled = 0")
    return frozenset(row["id"] for row in rows)


def keep_rehashed(database: Database, person: str, password: str) -> None:
    """Keep the same password hashed anew."""
    _update(database, person, {"password": password})


def change_password(
    database: Database, now: datetime, actor: str, person: str, password: str
) -> None:
    """Keep the hash of another password, and sign the person out on every device.

    A link that waits works no longer: who has it could choose yet another one.
    """
    with database.transaction() as tx:
        _update(tx, person, {"password": password})
        end_sign_ins(tx, person)
        end_links(tx, person)
        _record(tx, now, actor, person, "person.password_set", by="account")


def change_totp(
    database: Database, now: datetime, actor: str, person: str, totp: str, step: int = 0
) -> None:
    """Ask for codes from now on, or with an empty secret no longer."""
    with database.transaction() as tx:
        _update(tx, person, {"totp": totp, "totp_step": step})
        _record(tx, now, actor, person, "person.codes_begun" if totp else "person.codes_ended")


def use_step(database: Database, person: str, step: int) -> bool:
    """Take note that a half minute's code was used; say no where it, or a later one, was before."""
    return bool(
        database.execute(
            "update people set totp_step = :step where id = :person and totp_step < :step",
            person=person,
            step=step,
        )
    )


def change_pin(database: Database, now: datetime, actor: str, person: str, pin: str) -> None:
    """Keep the hash of a PIN, or with an empty one none."""
    with database.transaction() as tx:
        _update(tx, person, {"pin": pin})
        _record(tx, now, actor, person, "person.pin_set" if pin else "person.pin_removed")


_SELECT = "select id as person, password, totp, totp_step, pin from people"


def _update(tx: Database, person: str, row: Row) -> None:
    changes = ", ".join(f"{name} = :{name}" for name in row)
    tx.execute(f"update people set {changes} where id = :person", person=person, **row)


def _record(
    tx: Database, now: datetime, actor: str, person: str, action: str, **detail: str
) -> None:
    record(tx, now, actor, action, f"person:{person}", detail)
