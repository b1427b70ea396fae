"""What is read of responses to measure them: few columns of many, in the order they came."""

import json
from collections.abc import Collection
from datetime import UTC, datetime
from uuid import UUID

from survey.fieldwork.reading import Content
from survey.responses.store import find_response, read_time
from survey.storage.database import Database, Row, Value

EVER = datetime.max.replace(tzinfo=UTC)
COLUMNS = (
    "id, project, wave, version, neighbourhood, household, collector, channel, consent, "
    "received_at, started_at, finished_at, answers, paradata"
)


def read_contents(database: Database, project: str, ids: Collection[UUID]) -> list[Content]:
    """Read what these responses of a project are measured by, in the order they came."""
    rows = select_named(database, f"select {COLUMNS} from responses where id", ids)
    named = "select distinct id from revisions where standing = 'correction' and id"
    corrected = {row["id"] for row in select_named(database, named, ids)}
    found = [
        _read(database, row, row["id"] in corrected) for row in rows if row["project"] == project
    ]
    return sorted(found, key=lambda one: (one.received_at, one.id))


def select_named(database: Database, select: str, ids: Collection[UUID]) -> list[Row]:
    """Run a query that ends with a column, for the rows in which that is one of some ids."""
    if not ids:
        return []
    values: dict[str, Value] = {f"id_{place}": str(one) for place, one in enumerate(ids)}
    return database.query(f"{select} in ({', '.join(f':{name}' for name in values)})", **values)


def _read(database: Database, row: Row, is_corrected: bool) -> Content:
    """Read a response: how it came stays as it was, what is said in it is the last correction."""
    answers, consent = json.loads(row["answers"]), row["consent"]
    stands = {"neighbourhood": row["neighbourhood"] or "", "household": row["household"]}
    corrected = find_response(database, UUID(row["id"]), EVER) if is_corrected else None
    if corrected:
        answers, consent = dict(corrected.answers), corrected.consent
        stands = {
            "neighbourhood": corrected.neighbourhood,
            "household": corrected.household,
        }
    return Content(
        id=UUID(row["id"]),
        project=row["project"],
        wave=row["wave"],
        version=row["version"],
        collector=row["collector"],
        channel=row["channel"],
        consent=consent,
        received_at=datetime.fromisoformat(row["received_at"]),
        started_at=read_time(row["started_at"]),
        finished_at=read_time(row["finished_at"]),
        answers=answers,
        paradata=json.loads(row["paradata"]),
        **stands,
    )
