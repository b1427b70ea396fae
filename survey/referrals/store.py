"""Referrals in the database: sealed, tied to no answer, read by one service, deleted in time."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from hashlib import sha256
from uuid import uuid4

from survey.referrals.model import (
    Agreement,
    Contact,
    Count,
    Listed,
    Referral,
    Status,
    Step,
    last_day_kept,
)
from survey.storage.audit import record
from survey.storage.database import Database, Row
from survey.storage.unlocking import unlock

PURPOSE = "referrals"
BLOCK = 512
"""Contacts and notes are filled up to so many letters: how long one is tells nothing."""


def make_referral(
    database: Database,
    today: date,
    code: str,
    place: tuple[str, str],
    contact: Contact,
    agreement: Agreement,
) -> None:
    """Keep a referral to the service of a project, which are `place`; `code` takes it back.

    There is no entry in the audit trail: its time would tell whose interview came just before.
    """
    name, (project, service) = str(uuid4()), place
    consent: Row = {"language": agreement.language, "words": agreement.words}
    row: Row = {
        "id": name,
        "code": hash_code(code),
        "project": project,
        "service": service,
        "status": "waiting",
        "consent": agreement.version,
        "contact": _seal(database, f"{name} contact", asdict(contact)),
        "changed_on": today.isoformat(),
    }
    with database.transaction() as tx:
        tx.insert_once("referral_consents", {"hash": agreement.version, **consent})
        tx.insert("referrals", row)
        _add_step(tx, name, "waiting", today)


def list_referrals(database: Database, project: str, service: str) -> list[Listed]:
    """List the referrals to a service, the oldest first."""
    rows = database.query(
        "select id, project, service, status from referrals "
        "where project = :project and service = :service",
        project=project,
        service=service,
    )
    listed = [_list(database, row) for row in rows]
    return sorted(listed, key=lambda one: (one.since, one.id))


def find_referral(database: Database, name: str) -> Listed | None:
    """Return the referral with this id as lists show it; None where there is none."""
    rows = database.query(
        "select id, project, service, status from referrals where id = :id", id=name
    )
    return _list(database, rows[0]) if rows else None


def read_referral(database: Database, now: datetime, actor: str, name: str) -> Referral | None:
    """Open a referral, which leaves an entry in the audit trail; None where it is gone."""
    with database.transaction() as tx:
        listed = find_referral(tx, name)
        if listed is None:
            return None
        record(tx, now, actor, "referral.read", f"referral:{name}", {"service": listed.service})
        [row] = tx.query(
            "select contact, note, language, words from referrals "
            "join referral_consents on hash = consent where id = :id",
            id=name,
        )
    return Referral(
        listed,
        Contact(**_open(database, f"{name} contact", row["contact"])),
        Agreement(row["words"], row["language"]),
        _open(database, f"{name} note", row["note"])["note"] if row["note"] else "",
    )


def change_referral(
    database: Database, now: datetime, actor: str, name: str, status: Status, note: str
) -> None:
    """Say what became of a referral, and keep the service's own note."""
    changes: Row = {
        "status": status,
        "note": _seal(database, f"{name} note", {"note": note}) if note else "",
        "changed_on": now.date().isoformat(),
    }
    with database.transaction() as tx:
        listed = find_referral(tx, name)
        if listed is None:
            return
        if listed.status != status:
            _add_step(tx, name, status, now.date())
        tx.execute(
            "update referrals set status = :status, note = :note, changed_on = :changed_on "
            "where id = :id",
            id=name,
            **changes,
        )
        record(tx, now, actor, "referral.changed", f"referral:{name}", {"service": listed.service})


def withdraw_referral(database: Database, now: datetime, code: str) -> bool:
    """Delete the referral that a code takes back; say whether there was one."""
    with database.transaction() as tx:
        rows = tx.query("select id from referrals where code = :code", code=hash_code(code))
        for row in rows:
            _delete(tx, row["id"])
            record(tx, now, "respondent", "referral.withdrawn", f"referral:{row['id']}", {})
    return bool(rows)


def find_old(database: Database, today: date) -> dict[str, list[str]]:
    """Find the referrals that were kept long enough, by project."""
    old: dict[str, list[str]] = {}
    for project in database.query("select id, keep_referrals from projects order by id"):
        last = last_day_kept(today, project["keep_referrals"])
        rows = database.query(
            "select id from referrals where project = :project and changed_on <= :last",
            project=project["id"],
            last=last.isoformat(),
        )
        if rows:
            old[project["id"]] = [row["id"] for row in rows]
    return old


def forget_referrals(database: Database, now: datetime, actor: str) -> int:
    """Delete what was kept long enough; return how many referrals those were."""
    old = find_old(database, now.date())
    if not old:
        return 0
    with database.transaction() as tx:
        for project, names in old.items():
            for name in names:
                _delete(tx, name)
            record(tx, now, actor, "referrals.forgotten", f"referrals:{project}", {})
    return sum(map(len, old.values()))


def count_referrals(database: Database, project: str) -> dict[str, Count]:
    """Count the referrals of a project, by service."""
    rows = database.query(
        "select service, count(*) as kept, sum(case when status = 'waiting' then 1 else 0 end) "
        "as waiting from referrals where project = :project group by service",
        project=project,
    )
    return {row["service"]: Count(row["waiting"], row["kept"]) for row in rows}


def hash_code(code: str) -> str:
    """Return what is kept of a code: whoever reads the database cannot take anything back."""
    return sha256(f"referral {code}".encode()).hexdigest()


def _delete(tx: Database, name: str) -> None:
    tx.execute("delete from referral_steps where referral = :id", id=name)
    tx.execute("delete from referrals where id = :id", id=name)


def _add_step(tx: Database, name: str, status: Status, day: date) -> None:
    [row] = tx.query("select count(*) as count from referral_steps where referral = :id", id=name)
    step: Row = {"referral": name, "number": row["count"] + 1}
    tx.insert("referral_steps", {**step, "status": status, "day": day.isoformat()})


def _list(database: Database, row: Row) -> Listed:
    steps = database.query(
        "select status, day from referral_steps where referral = :id order by number", id=row["id"]
    )
    return Listed(**row, steps=tuple(_read_steps(steps)))


def _read_steps(rows: Iterable[Row]) -> Iterable[Step]:
    return (Step(row["status"], date.fromisoformat(row["day"])) for row in rows)


def _seal(database: Database, about: str, parts: Row) -> str:
    plain = json.dumps(parts, ensure_ascii=False)
    size = -(-len(plain.encode()) // BLOCK) * BLOCK
    return unlock(database).seal(PURPOSE, about, plain + " " * (size - len(plain.encode())))


def _open(database: Database, about: str, sealed: str) -> Row:
    parts: Row = json.loads(database.vault.open(PURPOSE, about, sealed))
    return parts
