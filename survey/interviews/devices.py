"""Devices in the database: registered, known by their token, listed, revoked."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from survey.accounts.model import Person, Reach
from survey.accounts.permissions import COLLECT
from survey.interviews.model import Device
from survey.responses.store import read_time
from survey.storage.audit import record
from survey.storage.database import Database, Row, Value

TOKEN_BYTES = 32
LONGEST_NAME = 60
SEEN_EVERY = timedelta(minutes=1)
"""How often a device that goes on sending is noted as seen."""

NOUN = "device:"


def add_device(
    tx: Database, now: datetime, actor: str, device: str, token: str, name: str, person: Person
) -> Device:
    """Register a tablet for whoever is signed in, where they may interview now.

    The token is kept hashed: only the device has it. `reach` stays what it was: a person who
    leaves does not take the tablets along.
    """
    reach = person.reach(COLLECT)
    row: Row = {
        "id": device,
        "hash": hash_token(token),
        "name": name,
        "person": person.id,
        "places": json.dumps(sorted(reach.places)),
        "made_at": now.isoformat(),
        "seen_at": now.isoformat(),
    }
    tx.insert("devices", row)
    detail = {"device": name, **_find_place(reach)}
    record(tx, now, actor, "device.registered", f"{NOUN}{device}", detail)
    return Device(device, name, person.id, reach, now, now)


def find_device(database: Database, token: str) -> Device | None:
    """Return the device that has this token, revoked or not."""
    rows = database.query("select * from devices where hash = :hash", hash=hash_token(token))
    return _read(rows[0]) if rows else None


def find_device_called(database: Database, device: str) -> Device | None:
    """Return the device with this id; None where there is none."""
    rows = database.query("select * from devices where id = :id", id=device)
    return _read(rows[0]) if rows else None


def list_devices(database: Database) -> list[Device]:
    """List all devices, those in use first, and of them the one last seen."""
    rows = database.query("select * from devices order by revoked_at is not null, seen_at desc, id")
    return [_read(row) for row in rows]


def note_seen(tx: Database, now: datetime, device: Device, unsent: int | None) -> None:
    """Take note that a device was heard of, and how many interviews it said it holds."""
    tx.execute(
        "update devices set seen_at = :now, unsent = coalesce(:unsent, unsent) where id = :id",
        now=now.isoformat(),
        unsent=unsent,
        id=device.id,
    )


def is_news(device: Device, now: datetime, unsent: int | None) -> bool:
    """Tell whether there is something to note of a device that was heard of."""
    return now - device.seen_at >= SEEN_EVERY or unsent not in (None, device.unsent)


def revoke_device(tx: Database, now: datetime, actor: str, device: Device) -> None:
    """Let the token of a device open nothing any more; what it holds can be exported to a file."""
    if tx.execute(
        "update devices set revoked_at = :now where id = :id and revoked_at is null",
        now=now.isoformat(),
        id=device.id,
    ):
        detail = {"device": device.name, **_find_place(device.reach)}
        record(tx, now, actor, "device.revoked", f"{NOUN}{device.id}", detail)


def note_people(tx: Database, device: Device, named: Iterable[tuple[str, str, str]]) -> None:
    """Remember whom the list of a device named: ids of people, projects and neighbourhoods."""
    for person, project, neighbourhood in named:
        row = {"person": person, "project": project, "neighbourhood": neighbourhood}
        tx.insert_once("device_people", {"device": device.id, **row})


def list_named(database: Database, device: Device) -> set[tuple[str, str, str]]:
    """Return whom the list of a device named already."""
    rows = database.query(
        "select person, project, neighbourhood from device_people where device = :id", id=device.id
    )
    return {(row["person"], row["project"], row["neighbourhood"]) for row in rows}


def was_named(
    database: Database, device: str, person: str, project: str, neighbourhood: str
) -> bool:
    """Tell whether a device (any, where it is empty) was told that somebody interviews there."""
    rows = database.query(
        """
        select 1 from device_people
        where person = :person and project = :project and neighbourhood = :neighbourhood
            and (device = :device or :device = '')
        limit 1
        """,
        person=person,
        project=project,
        neighbourhood=neighbourhood,
        device=device,
    )
    return bool(rows)


def hash_token(token: str) -> str:
    """Return what is kept of a token: it is long and random, so its hash tells nothing."""
    return sha256(f"device {token}".encode()).hexdigest()


def _find_place(reach: Reach) -> dict[str, Value]:
    """Say for the trail whose device it is, where it is one project's."""
    projects = {project for project, _ in reach.places}
    return {"project": projects.pop()} if len(projects) == 1 else {}


def _read(row: Row) -> Device:
    places = frozenset((project, place) for project, place in json.loads(row["places"]))
    return Device(
        id=row["id"],
        name=row["name"],
        person=row["person"],
        reach=Reach(places),
        made_at=datetime.fromisoformat(row["made_at"]),
        seen_at=datetime.fromisoformat(row["seen_at"]),
        unsent=row["unsent"],
        revoked_at=read_time(row["revoked_at"]),
    )
