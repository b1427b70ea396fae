"""What was withdrawn after a backup was made does not come back with it.

The database that the backup replaces still knows: its tombstones are compared with those of the
backup, and what is missing is withdrawn again.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from survey.places.store import load_projects
from survey.responses.withdrawal import (
    Withdrawn,
    clear_contents,
    forget_response,
    is_withdrawn,
)
from survey.rights.expiry import forget_due, list_due
from survey.rights.withdraw import clear_traces, withdraw
from survey.settings import Settings
from survey.storage.audit import record
from survey.storage.database import Database, Row

ACTOR = "command line"
REFUSED = """
select distinct id from revisions where consent = 'refused' and standing = 'correction'
"""
UNDER_WAY = """
select id from drafts union select id from interviews union select id from kept_envelopes
union select interview from interview_files except select id from responses
"""
"""Where there may be answers without a response: forms half filled, interviews not yet entered."""

ARRIVED = """
select id, hash from responses union select id, hash from revisions
union select id, sha256 from kept_envelopes
union select id, sha256 from interviews where outcome = 'waiting'
"""
"""What was acknowledged and is here; what is `waiting` is a draft for the desk."""


def replay(old: Database, restored: Database, settings: Settings, now: datetime) -> int:
    """Withdraw from `restored` what `old` knows to be withdrawn; return of how many people it was.

    Interviews and forms that were not yet responses go too, and answers that a later refusal
    deleted.
    """
    missing = _list_missing(old, restored)
    gone = list(_withdraw(old, restored, now)) if missing else []
    with restored.transaction() as tx:
        begun = [one for one in _list_ids(tx, UNDER_WAY) if missing and is_withdrawn(old, one)]
        for response in begun:
            forget_response(tx, response)
        for row in missing:
            _bury(tx, row)
        for response in _list_refused(old, restored):
            clear_contents(tx, response)
            tx.execute("delete from kept_envelopes where id = :id", id=str(response))
            detail = {"reason": "refused after the backup was made"}
            record(tx, now, ACTOR, "response.cleared", f"response:{response}", detail)
    clear_traces(restored, settings, gone)
    return len(gone) + len(begun)


def forget_overdue(restored: Database, settings: Settings, now: datetime) -> None:
    """Remove what projects no longer keep: it may have been removed before, and has come back."""
    for project in load_projects(restored):
        forget_due(restored, settings, now, ACTOR, list_due(restored, project, now.date()))


def count_lost(old: Database, restored: Database) -> int:
    """Count the interviews of which the backup is too old to know all, withdrawn ones left out.

    Those that wait at the desk or are kept sealed count too: the tablet has let go of them.
    """
    known = {tuple(row.values()) for row in restored.query(ARRIVED)}
    arrived = {tuple(row.values()) for row in old.query(ARRIVED)}
    ids = {UUID(one) for one, _ in arrived - known}
    return sum(not is_withdrawn(restored, one) for one in ids)


def _list_ids(database: Database, statement: str) -> list[UUID]:
    return [UUID(row["id"]) for row in database.query(statement)]


def _list_missing(old: Database, restored: Database) -> list[Row]:
    known = {row["response"] for row in restored.query("select response from withdrawals")}
    rows = old.query("select response, project, wave, at, way from withdrawals order by at")
    return [row for row in rows if row["response"] not in known]


def _withdraw(old: Database, restored: Database, now: datetime) -> Iterator[Withdrawn]:
    for row in restored.query("select id from responses order by id"):
        response = UUID(row["id"])
        if is_withdrawn(old, response):
            gone = withdraw(restored, now, ACTOR, response, "office")
            if gone:
                yield gone


def _bury(tx: Database, row: Row) -> None:
    """Leave the tombstone as it was, with its moment and who asked.

    One of what the backup never knew is left too: a device may still send it again.
    """
    if tx.query("select 1 as there from projects where id = :id", id=row["project"]):
        tx.upsert("withdrawals", row, ["response"])


def _list_refused(old: Database, restored: Database) -> list[UUID]:
    """List who refused after the backup was made, and has answers in it."""
    before = set(_list_ids(restored, REFUSED))
    there = {*_list_ids(restored, "select id from responses"), *_list_ids(restored, UNDER_WAY)}
    after = set(_list_ids(old, REFUSED)) - before
    return sorted(after & there)
