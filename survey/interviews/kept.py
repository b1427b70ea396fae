"""Envelopes that were kept as they came: told to the office, and tried again from there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from survey.interviews.devices import list_devices
from survey.interviews.model import Device
from survey.interviews.receiving import Office
from survey.interviews.rescue import Rescued, retry_kept
from survey.storage.audit import record
from survey.storage.database import Database, Row, Value

MOST_TRIED = 200
"""So many are listed, and tried at once: more is a matter for the command."""


@dataclass(frozen=True)
class Desk:
    """Whose desk an interview waits at, and of which household it is."""

    collector: str
    neighbourhood: str
    household: str


@dataclass(frozen=True)
class Kept:
    """An envelope that could not be entered: its key is not here, or its id is taken.

    `desk` is where what has the same id waits, None where nothing does.
    """

    interview: UUID
    sha256: str
    device: Device
    lacks_key: bool
    received_at: datetime
    desk: Desk | None


def list_kept_of(database: Database, project: str, places: Collection[str]) -> list[Kept]:
    """List the envelopes of tablets that interview in some neighbourhoods, the oldest first.

    Which neighbourhood one is of is sealed in it, and where nobody knows its key its project too;
    so the tablet it came from decides. What came out of a file was told to who read it in.
    """
    rows = database.query(
        """
        select kept.id, kept.sha256, kept.device, kept.reason, kept.received_at,
            drafts.collector, drafts.neighbourhood, drafts.household
        from kept_envelopes as kept left join drafts
            on drafts.id = kept.id and drafts.project = :project
        where kept.project in (:project, '')
        order by kept.received_at, kept.id
        """,
        project=project,
    )
    devices = _find_devices(database, project, places)
    return [_read(row, devices[row["device"]], places) for row in rows if row["device"] in devices]


def count_kept_of(database: Database, project: str, places: Collection[str]) -> int:
    """Count what `list_kept_of` lists."""
    rows = database.query(
        """
        select device, count(*) as many from kept_envelopes
        where project in (:project, '') group by device
        """,
        project=project,
    )
    devices = _find_devices(database, project, places) if rows else {}
    return sum(row["many"] for row in rows if row["device"] in devices)


def try_again(
    office: Office, now: datetime, actor: str, project: str, kept: Sequence[Kept]
) -> list[Rescued]:
    """Try to enter these by the way of those that are sent; the trail says who did."""
    detail: dict[str, Value] = {"project": project, "interviews": len(kept)}

    def note(tx: Database) -> None:
        record(tx, now, actor, "interview.retried", f"project:{project}", detail)

    office.write(note)
    return list(retry_kept(office, [(one.interview, one.sha256) for one in kept]))


def _find_devices(database: Database, project: str, places: Collection[str]) -> dict[str, Device]:
    """Return the tablets, those locked out too, that serve one of these neighbourhoods."""
    return {
        one.id: one
        for one in list_devices(database)
        if any(one.reach.covers(project, place) for place in places)
    }


def _read(row: Row, device: Device, places: Collection[str]) -> Kept:
    is_here = row["collector"] is not None and row["neighbourhood"] in places
    desk = Desk(row["collector"], row["neighbourhood"], row["household"]) if is_here else None
    return Kept(
        interview=UUID(row["id"]),
        sha256=row["sha256"],
        device=device,
        lacks_key=row["reason"] == "key",
        received_at=datetime.fromisoformat(row["received_at"]),
        desk=desk,
    )
