"""What was kept as long as its project says, looked up in the database."""

from datetime import datetime
from uuid import UUID

from survey.storage.database import Database

Kept = tuple[UUID, str, datetime]
"""A response or draft, its wave (empty for drafts), and since when it is kept."""


def list_received(database: Database, project: str, before: datetime) -> list[Kept]:
    """List the responses of a project that the server received before a moment, refusals too."""
    rows = database.query(
        """
        select id, wave, received_at as since from responses
        where project = :project and received_at < :before order by received_at, id
        """,
        project=project,
        before=before.isoformat(timespec="microseconds"),
    )
    return [(UUID(row["id"]), row["wave"], datetime.fromisoformat(row["since"])) for row in rows]


def list_left(database: Database, project: str, before: datetime) -> list[Kept]:
    """List the drafts of a project that nobody touched since a moment."""
    rows = database.query(
        """
        select id, updated_at as since from drafts
        where project = :project and updated_at < :before order by updated_at, id
        """,
        project=project,
        before=before.isoformat(),
    )
    return [(UUID(row["id"]), "", datetime.fromisoformat(row["since"])) for row in rows]
