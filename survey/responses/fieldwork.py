"""How the interviewing goes: who collects, and what is known of a household; never answers."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from survey.storage.database import Database

MOST_BEGUN, MOST_SENT = 20, 5


@dataclass(frozen=True)
class Visits:
    """How often a household was asked in a wave; `begun` interviews are not finished yet."""

    interviews: int
    refusals: int
    begun: int


def count_visits(
    database: Database, project: str, wave: str, neighbourhood: str, household: str
) -> Visits:
    """Count what a household was asked in a wave. An empty code stands for no household."""
    if not household:
        return Visits(0, 0, 0)
    asked = {"project": project, "neighbourhood": neighbourhood, "household": household}
    [responses] = database.query(
        """
        select count(*) as all_of_them, count(*) filter (where consent = 'refused') as refusals
        from responses
        where project = :project and wave = :wave and household = :household
            and coalesce(neighbourhood, '') = :neighbourhood
        """,
        wave=wave,
        **asked,
    )
    [drafts] = database.query(
        """
        select count(*) as begun from drafts
        where project = :project and household = :household
            and neighbourhood = :neighbourhood and revises = ''
        """,
        **asked,
    )
    refusals = responses["refusals"]
    return Visits(responses["all_of_them"] - refusals, refusals, drafts["begun"])


def list_visits(database: Database, project: str, wave: str) -> dict[tuple[str, str], int]:
    """Count how often each household was asked in a wave, by neighbourhood and code."""
    rows = database.query(
        """
        select coalesce(neighbourhood, '') as place, household, count(*) as count from responses
        where project = :project and wave = :wave and household <> ''
        group by coalesce(neighbourhood, ''), household order by place, household
        """,
        project=project,
        wave=wave,
    )
    return {(row["place"], row["household"]): row["count"] for row in rows}


def list_begun(database: Database, collector: str) -> list[UUID]:
    """Name the interviews that somebody began and that wait, the last one first."""
    rows = database.query(
        """
        select id from drafts where mode = 'facilitator' and collector = :collector
        order by updated_at desc, id limit :most
        """,
        collector=collector,
        most=MOST_BEGUN,
    )
    return [UUID(row["id"]) for row in rows]


def list_sent_on(database: Database, collector: str, day: date) -> list[UUID]:
    """Name the interviews that somebody sent on a day (UTC), the last one first."""
    rows = database.query(
        """
        select id from responses
        where channel = 'tablet' and consent <> 'refused' and collector = :collector
            and received_at >= :day and received_at < :next
        order by received_at desc, id limit :most
        """,
        collector=collector,
        day=day.isoformat(),
        next=(day + timedelta(days=1)).isoformat(),
        most=MOST_SENT,
    )
    return [UUID(row["id"]) for row in rows]
