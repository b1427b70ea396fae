"""Conflicts in the database: those that wait, and how others were settled; nothing is deleted."""

from collections.abc import Collection
from datetime import UTC, datetime
from uuid import UUID

from survey.conflicts.model import Conflict
from survey.responses.store import find_hash, find_response, revisions_of
from survey.storage.audit import record
from survey.storage.database import Database, Row

EVER = datetime.max.replace(tzinfo=UTC)
MOST_LISTED = 50
WAITING = """
    from revisions left join settlements
        on settlements.response = revisions.id and settlements.number = revisions.number
    where revisions.standing = 'conflict' and revisions.project = :project
        and (settlements.is_partial is null or settlements.is_partial = 1)
"""


def list_conflicts(
    database: Database, project: str, neighbourhoods: Collection[str]
) -> list[Conflict]:
    """List the conflicts of some neighbourhoods that wait, the oldest first."""
    rows = database.query(
        f"select revisions.id, revisions.number {WAITING} order by revisions.received_at",
        project=project,
    )
    found = (find_conflict(database, UUID(row["id"]), row["number"]) for row in rows)
    waiting = [one for one in found if one and one.came.neighbourhood in neighbourhoods]
    return waiting[:MOST_LISTED]


def count_conflicts(database: Database, project: str, neighbourhoods: Collection[str]) -> int:
    """Count the conflicts of some neighbourhoods that wait, without reading them."""
    rows = database.query(
        f"select coalesce(revisions.neighbourhood, '') as place {WAITING}", project=project
    )
    return sum(1 for row in rows if row["place"] in neighbourhoods)


def find_conflict(database: Database, response: UUID, number: int) -> Conflict | None:
    """Return a conflict that waits; None where there is none, or it was settled."""
    revisions = {one.number: one for one in revisions_of(database, response)}
    came = revisions.get(number)
    stands = find_response(database, response, EVER)
    if came is None or stands is None or came.standing != "conflict":
        return None
    rows = database.query(
        "select is_partial from settlements where response = :response and number = :number",
        response=str(response),
        number=number,
    )
    if rows and not rows[0]["is_partial"]:
        return None
    base = find_hash(database, response)
    return Conflict(stands, came.submission, number, base, is_partial=bool(rows))


def keep_settlement(
    tx: Database, now: datetime, actor: str, conflict: Conflict, note: str, is_partial: bool
) -> None:
    """Keep that a conflict was settled, by whom and why; the trail has not the note.

    The note leaves with the response when that is withdrawn, and nothing leaves the trail.
    """
    row: Row = {
        "response": str(conflict.id),
        "number": conflict.number,
        "settled_at": now.isoformat(),
        "settled_by": str(actor),
        "note": note,
        "is_partial": int(is_partial),
    }
    tx.upsert("settlements", row, ["response", "number"])
    stands = conflict.stands
    detail = {"project": stands.project, "neighbourhood": stands.neighbourhood}
    record(tx, now, actor, "response.settled", f"response:{conflict.id}", detail)


def list_of_household(database: Database, response: UUID) -> list[UUID]:
    """Name the other interviews that a household has in the same wave, in the order they came."""
    rows = database.query(
        """
        select others.id from responses as one join responses as others
            on others.project = one.project and others.wave = one.wave
            and others.household = one.household
        where one.id = :id and one.household <> '' and others.id <> one.id
            and coalesce(others.neighbourhood, '') = coalesce(one.neighbourhood, '')
            and others.consent <> 'refused'
        order by others.received_at, others.id
        """,
        id=str(response),
    )
    return [UUID(row["id"]) for row in rows]
