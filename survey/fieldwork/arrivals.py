"""Arrivals in the database: a row for each response, and the sums of these, written together."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from survey.fieldwork.contents import select_named
from survey.fieldwork.durations import count_lengths
from survey.fieldwork.model import Detail, Interview
from survey.responses.changes import START, Mark
from survey.storage.database import Database, Row

TABLES = ("arrival_flags", "arrivals", "arrival_tallies", "arrival_days", "arrival_marks")
COUNTS = ("interviews", "refusals", "asked", "missing")

Place = tuple[str, str, str, str]
"""Project, wave and neighbourhood, and a household, a facilitator or a day there."""

Measured = Iterable[tuple[Interview, Mapping[str, Detail]]]
"""Interviews with the flags that were raised for each."""


def read_mark(database: Database, project: str) -> Mark:
    """Return up to which entry of the audit trail the arrivals of a project are counted."""
    rows = database.query(
        "select number, seal from arrival_marks where project = :project", project=project
    )
    return Mark(rows[0]["number"], rows[0]["seal"]) if rows else START


def write_mark(tx: Database, project: str, mark: Mark) -> None:
    """Keep up to which entry the arrivals of a project are counted."""
    row: Row = {"project": project, "number": mark.number, "seal": mark.seal}
    tx.upsert("arrival_marks", row, ["project"])


def forget_project(tx: Database, project: str) -> None:
    """Forget the arrivals of a project, to count them anew."""
    for table in TABLES:
        tx.execute(f"delete from {table} where project = :project", project=project)


def keep_arrivals(tx: Database, project: str, ids: Collection[UUID], measured: Measured) -> None:
    """Keep what was measured of some responses; those of them that were not measured are gone."""
    known = select_named(tx, "select * from arrivals where response", ids)
    old = {row["response"]: row for row in known if row["project"] == project}
    new = {str(one.id): (_write(one), flags) for one, flags in measured}
    for name in old.keys() - new.keys():
        tx.execute("delete from arrivals where response = :name", name=name)
    for row, _ in new.values():
        tx.upsert("arrivals", row, ["response"])
    _keep_flags(tx, ids, new.values())
    change_sums(tx, [row for row, _ in new.values()], old.values())


def change_sums(tx: Database, come: Iterable[Row], gone: Iterable[Row]) -> None:
    """Add the arrivals that came to the sums, and take from them those that went."""
    tallies: dict[Place, Counter[str]] = defaultdict(Counter)
    days: dict[Place, Counter[str]] = defaultdict(Counter)
    for sign, rows in ((1, come), (-1, gone)):
        for row in rows:
            here = row["project"], row["wave"], row["neighbourhood"]
            counted = _count(row)
            for sums, place in ((tallies, row["collector"]), (days, row["day"])):
                for name, count in counted.items():
                    sums[*here, place][name] += sign * count
    for cell, change in tallies.items():
        _change_tally(tx, cell, change)
    for cell, change in days.items():
        _change_day(tx, cell, change)


def find_siblings(database: Database, households: Iterable[Place]) -> frozenset[UUID]:
    """Name the interviews of some households."""
    found = (
        _list(
            database,
            "household = :last and is_refusal = 0",
            household,
        )
        for household in households
    )
    return frozenset(name for names in found for name in names)


def list_earlier(database: Database, one: Interview, most: int) -> list[UUID]:
    """Name the last interviews by the same facilitator in the same neighbourhood."""
    cell = one.project, one.wave, one.neighbourhood, one.collector
    last_ones = f"collector = :last and is_refusal = 0 order by last_sign desc limit {most}"
    return _list(database, last_ones, cell)


def _list(database: Database, condition: str, cell: Place) -> list[UUID]:
    rows = database.query(
        f"""
        select response from arrivals where project = :project and wave = :wave
            and neighbourhood = :neighbourhood and {condition}
        """,
        **_name(cell),
    )
    return [UUID(row["response"]) for row in rows]


def _name(cell: Place) -> dict[str, str]:
    return dict(zip(("project", "wave", "neighbourhood", "last"), cell, strict=True))


def _write(one: Interview) -> Row:
    return {
        "response": str(one.id),
        "project": one.project,
        "wave": one.wave,
        "neighbourhood": one.neighbourhood,
        "household": one.household,
        "collector": one.collector,
        "day": one.day.isoformat(),
        "last_sign": one.last_sign,
        "is_refusal": int(one.is_refusal),
        "seconds": one.seconds,
        "asked": one.asked,
        "missing": one.missing,
    }


def _keep_flags(
    tx: Database, ids: Collection[UUID], new: Iterable[tuple[Row, Mapping[str, Detail]]]
) -> None:
    """Raise flags anew; what somebody looked into keeps their note, and what is gone goes."""
    known = select_named(tx, "select response, flag from arrival_flags where response", ids)
    raised = [(row, flag, detail) for row, flags in new for flag, detail in flags.items()]
    named = {(row["response"], flag) for row, flag, _ in raised}
    for response, flag in {(one["response"], one["flag"]) for one in known} - named:
        tx.execute(
            "delete from arrival_flags where response = :response and flag = :flag",
            response=response,
            flag=flag,
        )
    for row, flag, detail in raised:
        place = {name: row[name] for name in ("response", "project", "wave", "neighbourhood")}
        written: Row = {**place, "flag": flag, "detail": json.dumps(dict(detail))}
        tx.upsert("arrival_flags", written, ["response", "flag"])


def _count(row: Row) -> Counter[str]:
    """Count one arrival: its numbers, and by its name the length that it had."""
    if row["is_refusal"]:
        return Counter(refusals=1)
    lengths = count_lengths([row["seconds"]] if row["seconds"] is not None else [])
    counted = Counter(interviews=1, asked=row["asked"], missing=row["missing"])
    return counted + Counter({str(length): 1 for length in lengths})


def _change_tally(tx: Database, cell: Place, change: Counter[str]) -> None:
    project, wave, neighbourhood, collector = cell
    here: Row = {
        "project": project,
        "wave": wave,
        "neighbourhood": neighbourhood,
        "collector": collector,
    }
    where = " and ".join(f"{name} = :{name}" for name in here)
    total = Counter(change)
    for row in tx.query(f"select * from arrival_tallies where {where}", **here):
        total.update({name: row[name] for name in COUNTS})
        total.update(json.loads(row["minutes"]))
    if not total["interviews"] and not total["refusals"]:
        tx.execute(f"delete from arrival_tallies where {where}", **here)
        return
    [last] = tx.query(f"select max(last_sign) as sign from arrivals where {where}", **here)
    minutes = {name: count for name, count in total.items() if name not in COUNTS and count}
    counts = {name: total[name] for name in COUNTS}
    row = {**here, **counts, "last_sign": last["sign"], "minutes": json.dumps(minutes)}
    tx.upsert("arrival_tallies", row, list(here))


def _change_day(tx: Database, cell: Place, change: Counter[str]) -> None:
    tx.execute(
        """
        insert into arrival_days (project, wave, neighbourhood, day, interviews, refusals)
        values (:project, :wave, :neighbourhood, :last, :interviews, :refusals)
        on conflict (project, wave, neighbourhood, day) do update set
            interviews = arrival_days.interviews + excluded.interviews,
            refusals = arrival_days.refusals + excluded.refusals
        """,
        interviews=change["interviews"],
        refusals=change["refusals"],
        **_name(cell),
    )
