"""Leave to read sensitive answers that one person asked for and another has yet to confirm."""

from dataclasses import dataclass, replace
from datetime import datetime

from survey.accounts.model import Membership
from survey.accounts.store import bind_person, end_links, find_person, write_membership
from survey.storage.audit import record
from survey.storage.database import Database, Row, Value


@dataclass(frozen=True)
class Asked:
    """What somebody asked for: that a coordinator of a place may read sensitive answers there."""

    person: str
    gift: Membership
    by: str
    at: datetime


def ask_trust(tx: Database, now: datetime, actor: str, person: str, gift: Membership) -> None:
    """Take note that a grant is asked for; whoever asks again is who asked."""
    row: Row = {**_place(person, gift), "asked_by": str(actor), "asked_at": now.isoformat()}
    tx.upsert("asked_grants", row, ["person", "project", "neighbourhood"])
    _record(tx, now, actor, "person.trust_asked", person, gift)


def confirm_trust(tx: Database, now: datetime, actor: str, asked: Asked) -> None:
    """Let a grant hold that was asked for. A link that waits was made before it, and ends."""
    person = find_person(tx, asked.person)
    if person is None:
        return
    plain = replace(asked.gift, reads_sensitive=False)
    others = tuple(one for one in person.memberships if one not in (plain, asked.gift))
    _record(tx, now, actor, "person.trust_confirmed", person.id, asked.gift)
    bind_person(tx, now, actor, person.id, (*others, asked.gift))
    end_links(tx, person.id)
    _delete(tx, person.id, asked.gift)


def drop_trust(tx: Database, now: datetime, actor: str, person: str, gift: Membership) -> None:
    """Ask no longer; nothing happens where nobody did."""
    if _delete(tx, person, gift):
        _record(tx, now, actor, "person.trust_dropped", person, gift)


def pause_trust(tx: Database, now: datetime, actor: str, person: str) -> None:
    """Ask anew for all that a person was granted: somebody else holds a link to the account."""
    found = find_person(tx, person)
    granted = [one for one in found.memberships if one.reads_sensitive] if found else []
    if found is None or not granted:
        return
    plain = tuple(replace(one, reads_sensitive=False) for one in found.memberships)
    bind_person(tx, now, actor, person, plain)
    for gift in granted:
        ask_trust(tx, now, actor, person, gift)


def list_asked(database: Database, person: str) -> list[Asked]:
    """List what is asked for a person, the narrowest place last."""
    rows = database.query(
        "select * from asked_grants where person = :person order by project, neighbourhood",
        person=person,
    )
    return [_read(row) for row in rows]


def _read(row: Row) -> Asked:
    gift = Membership("coordinator", row["project"], row["neighbourhood"], reads_sensitive=True)
    return Asked(row["person"], gift, row["asked_by"], datetime.fromisoformat(row["asked_at"]))


def _place(person: str, gift: Membership) -> dict[str, Value]:
    return {"person": person, "project": gift.project, "neighbourhood": gift.neighbourhood}


def _delete(tx: Database, person: str, gift: Membership) -> bool:
    return bool(
        tx.execute(
            """
            delete from asked_grants
            where person = :person and project = :project and neighbourhood = :neighbourhood
            """,
            **_place(person, gift),
        )
    )


def _record(
    tx: Database, now: datetime, actor: str, action: str, person: str, gift: Membership
) -> None:
    detail = {
        "roles": write_membership(gift),
        "project": gift.project,
        "neighbourhood": gift.neighbourhood,
    }
    record(tx, now, actor, action, f"person:{person}", detail)
