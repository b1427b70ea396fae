"""The trail in the database: read newest first, and no more of it than somebody may see.

What residents did themselves is never read here: when an answer came in is not for the office. Nor
are the entries that list the rows of a table: the import itself has one that counts them.
"""

import json
from datetime import datetime

from survey.storage.database import Database, Row, Value
from survey.trail.model import PERSON, Entry, Sight, Wanted

RESIDENT = "respondent"
ROWS = "responses.submitted"
MOST = 50
"""Entries of one page."""


def read_entries(database: Database, sight: Sight, wanted: Wanted, most: int = MOST) -> list[Entry]:
    """Read the newest entries that are wanted and may be seen."""
    values: dict[str, Value] = {}
    conditions = [*_limit(sight, values), *_choose(wanted, values)]
    rows = database.query(
        f"""
        select number, at, actor, action, subject, detail, address, project, neighbourhood
        from audit where actor <> :resident and action <> :rows
            {"".join(f" and {one}" for one in conditions)}
        order by number desc limit :most
        """,
        resident=RESIDENT,
        rows=ROWS,
        most=most,
        **values,
    )
    return [_read(row) for row in rows]


def list_actors(database: Database, sight: Sight) -> list[str]:
    """List everybody who did something that may be seen."""
    values: dict[str, Value] = {}
    conditions = "".join(f" and {one}" for one in _limit(sight, values))
    rows = database.query(
        f"select distinct actor from audit where actor <> :resident{conditions} order by actor",
        resident=RESIDENT,
        **values,
    )
    return [row["actor"] for row in rows]


def _limit(sight: Sight, values: dict[str, Value]) -> list[str]:
    """Say in SQL what may be seen: entries of one's places, and of the accounts of one's people."""
    if sight.places is None:
        return []
    seen = []
    for count, (project, neighbourhood) in enumerate(sorted(sight.places)):
        values[f"project_{count}"] = project
        here = f"project = :project_{count}"
        if neighbourhood:
            values[f"neighbourhood_{count}"] = neighbourhood
            here += f" and neighbourhood = :neighbourhood_{count}"
        seen.append(f"({here})")
    for count, person in enumerate(sorted(sight.people)):
        values[f"person_{count}"] = f"{PERSON}{person}"
        seen.append(f"subject = :person_{count}")
    return [f"({' or '.join(seen)})"] if seen else ["1 = 0"]


def _choose(wanted: Wanted, values: dict[str, Value]) -> list[str]:
    """Say in SQL what is looked for."""
    asked: dict[str, tuple[str, Value]] = {
        "actor": ("actor = :actor", wanted.actor or None),
        "since": ("at >= :since", wanted.since.isoformat() if wanted.since else None),
        "until": ("at < :until", wanted.until.isoformat() if wanted.until else None),
        "before": ("number < :before", wanted.before),
        "kind": ("action like :kind", f"{wanted.kind}.%" if wanted.kind else None),
    }
    given = {name: one for name, one in asked.items() if one[1] is not None}
    values.update({name: value for name, (_, value) in given.items()})
    return [condition for condition, _ in given.values()]


def _read(row: Row) -> Entry:
    return Entry(
        **{
            **row,
            "at": datetime.fromisoformat(row["at"]),
            "detail": json.loads(row["detail"]),
        }
    )
