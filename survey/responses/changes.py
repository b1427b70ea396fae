"""What became of responses since an entry of the audit trail, which numbers all writes in order."""

import json
from dataclasses import dataclass
from uuid import UUID

from survey.storage.database import Database, Row

NOUN = "response:"
ENTERED = "response.submitted"
ENTERED_TOGETHER = "responses.submitted"
"""One entry for the rows of a table; its detail lists their ids."""

ALTERED = ("response.revised", "response.withdrawn", "response.cleared")
"""What the trail says of responses besides, such as that one was read, changes none of them."""


@dataclass(frozen=True)
class Mark:
    """An entry of the audit trail: its number and its seal (START before the first one).

    Moments would not do: a response is given its moment of arrival before it is written, and
    many share one.
    """

    number: int
    seal: str


START = Mark(0, "")


@dataclass(frozen=True)
class Changes:
    """The responses written between two marks: those only entered, and those altered or gone."""

    entered: frozenset[UUID]
    altered: frozenset[UUID]


def last_mark(database: Database) -> Mark:
    """Return the newest entry of the audit trail."""
    rows = database.query("select number, hash from audit order by number desc limit 1")
    return Mark(rows[0]["number"], rows[0]["hash"]) if rows else START


def next_mark(database: Database, after: Mark, most: int) -> Mark:
    """Return the newest entry, or the one `most` entries after another if that is older."""
    rows = database.query(
        """
        select number, hash from audit where number > :after and number <= :until
        order by number desc limit 1
        """,
        after=after.number,
        until=after.number + most,
    )
    return Mark(rows[0]["number"], rows[0]["hash"]) if rows else after


def has_mark(database: Database, mark: Mark) -> bool:
    """Tell whether the trail still has this entry; a restored backup may have lost it."""
    rows = database.query("select hash from audit where number = :number", number=mark.number)
    return mark == START or [row["hash"] for row in rows] == [mark.seal]


def list_changes(database: Database, project: str, after: Mark, until: Mark) -> Changes:
    """List what was written to responses after one mark, up to another.

    Responses entered into other projects are left out; altered ones may belong to any.
    """
    rows = database.query(
        f"""
        select subject, action, detail from audit
        where number > :after and number <= :until and (
            (subject like '{NOUN}%' and action in {(ENTERED, *ALTERED)})
            or action = '{ENTERED_TOGETHER}'
        )
        """,
        after=after.number,
        until=until.number,
    )
    altered = {_read_id(row["subject"]) for row in rows if row["action"] in ALTERED}
    entered = {one for row in rows for one in _list_entered(row, project)}
    return Changes(frozenset(entered - altered), frozenset(altered))


def _list_entered(row: Row, project: str) -> list[UUID]:
    """List the responses of a project that an entry says were entered."""
    if row["action"] == ENTERED_TOGETHER and row["subject"] == f"project:{project}":
        return [UUID(one) for one in json.loads(row["detail"])["ids"].split()]
    if row["action"] == ENTERED and json.loads(row["detail"])["project"] == project:
        return [_read_id(row["subject"])]
    return []


def _read_id(subject: str) -> UUID:
    return UUID(subject.removeprefix(NOUN))
