"""What pages read of the fieldwork: sums, interviews begun, flags and who looked into them."""

import json
from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from survey.fieldwork.model import Day, Raised, Tally
from survey.storage.audit import record
from survey.storage.database import Database, Row

MOST_SHOWN = 50


def read_tallies(database: Database, project: str, wave: str) -> list[Tally]:
    """Return the sums of a wave, by neighbourhood and facilitator."""
    rows = database.query(
        "select * from arrival_tallies where project = :project and wave = :wave",
        project=project,
        wave=wave,
    )
    return [_read_tally(row) for row in rows]


def read_days(database: Database, project: str, wave: str, since: date) -> list[Day]:
    """Return what came day by day, from one on, by neighbourhood."""
    rows = database.query(
        """
        select neighbourhood, day, interviews, refusals from arrival_days
        where project = :project and wave = :wave and day >= :since
        """,
        project=project,
        wave=wave,
        since=since.isoformat(),
    )
    return [Day(**{**row, "day": date.fromisoformat(row["day"])}) for row in rows]


def count_begun(database: Database, project: str) -> dict[tuple[str, str], int]:
    """Count the interviews that were begun and wait, by neighbourhood and facilitator."""
    rows = database.query(
        """
        select neighbourhood, collector, count(*) as begun from drafts
        where project = :project and mode = 'facilitator' and revises = ''
        group by neighbourhood, collector
        """,
        project=project,
    )
    return {(row["neighbourhood"], row["collector"]): row["begun"] for row in rows}


def count_flags(database: Database, project: str, wave: str) -> dict[tuple[str, str], int]:
    """Count the flags that nobody has looked into, by neighbourhood and flag."""
    rows = database.query(
        """
        select neighbourhood, flag, count(*) as raised from arrival_flags
        where project = :project and wave = :wave and looked_on is null
        group by neighbourhood, flag
        """,
        project=project,
        wave=wave,
    )
    return {(row["neighbourhood"], row["flag"]): row["raised"] for row in rows}


def list_raised(
    database: Database,
    project: str,
    wave: str,
    neighbourhoods: Collection[str],
    flag: str = "",
    is_looked_into: bool = False,
) -> list[Raised]:
    """List the newest flags of some neighbourhoods: those that wait, or were looked into."""
    listed = {f"place_{number}": name for number, name in enumerate(neighbourhoods)}
    places = ", ".join(f":{name}" for name in listed) or "null"
    rows = database.query(
        f"""
        select flags.*, arrivals.household, arrivals.collector, arrivals.last_sign
        from arrival_flags as flags join arrivals on arrivals.response = flags.response
        where flags.project = :project and flags.wave = :wave
            and flags.neighbourhood in ({places}) and (:flag = '' or flags.flag = :flag)
            and flags.looked_on is {"not null" if is_looked_into else "null"}
        order by arrivals.last_sign desc, flags.response, flags.flag limit :most
        """,
        project=project,
        wave=wave,
        flag=flag,
        most=MOST_SHOWN,
        **listed,
    )
    return [_read_raised(row) for row in rows]


def find_raised(database: Database, project: str, response: UUID, flag: str) -> Raised | None:
    """Return a flag of a response, or None."""
    rows = database.query(
        """
        select flags.*, arrivals.household, arrivals.collector, arrivals.last_sign
        from arrival_flags as flags join arrivals on arrivals.response = flags.response
        where flags.project = :project and flags.response = :response and flags.flag = :flag
        """,
        project=project,
        response=str(response),
        flag=flag,
    )
    return _read_raised(rows[0]) if rows else None


def note_looked(
    tx: Database, now: datetime, actor: str, title: str, raised: Raised, project: str, note: str
) -> None:
    """Keep that somebody looked into a flag, and what they found; the trail has not the note.

    The note leaves with the response when that is withdrawn, and nothing leaves the trail.
    """
    tx.execute(
        """
        update arrival_flags set looked_on = :today, looked_by = :title, note = :note
        where response = :response and flag = :flag
        """,
        today=now.date().isoformat(),
        title=title,
        note=note,
        response=str(raised.response),
        flag=raised.flag,
    )
    detail = {"project": project, "neighbourhood": raised.neighbourhood, "flag": raised.flag}
    record(tx, now, actor, "response.looked_into", f"response:{raised.response}", detail)


def _read_tally(row: Row) -> Tally:
    return Tally(
        neighbourhood=row["neighbourhood"],
        collector=row["collector"],
        interviews=row["interviews"],
        refusals=row["refusals"],
        asked=row["asked"],
        missing=row["missing"],
        last_sign=row["last_sign"],
        minutes={int(length): count for length, count in json.loads(row["minutes"]).items()},
    )


def _read_raised(row: Row) -> Raised:
    return Raised(
        response=UUID(row["response"]),
        flag=row["flag"],
        detail=json.loads(row["detail"]),
        neighbourhood=row["neighbourhood"],
        household=row["household"],
        collector=row["collector"],
        last_sign=row["last_sign"],
        looked_on=date.fromisoformat(row["looked_on"]) if row["looked_on"] else None,
        looked_by=row["looked_by"],
        note=row["note"],
    )
