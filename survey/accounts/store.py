"""People in the database: added, bound to places, closed; each change with its audit entry."""

from dataclasses import asdict
from datetime import datetime
from uuid import uuid4

from survey.accounts.model import Membership, Person, fold_name
from survey.errors import N_, MahallaError, Problem
from survey.storage.audit import record
from survey.storage.database import ConstraintError, Database, Row, Value

TAKEN = N_("There is already a person called “%(name)s”. Choose another name.")
LAST = N_("This is the last administrator. Make somebody else an administrator first.")


def add_person(
    database: Database,
    now: datetime,
    actor: str,
    name: str,
    memberships: tuple[Membership, ...],
    title: str = "",
    language: str = "",
) -> Person:
    """Add a person who cannot sign in yet; raises MahallaError where the name is taken."""
    person = Person(str(uuid4()), fold_name(name), title or name, language, memberships)
    row = {"id": person.id, "name": person.name, "title": person.title, "language": language}
    try:
        with database.transaction() as tx:
            tx.insert("people", {**row, "made_at": now.isoformat()})
            _write_memberships(tx, person)
            record(tx, now, actor, "person.added", f"person:{person.id}", _tell(memberships))
    except ConstraintError as error:
        raise MahallaError(Problem(TAKEN, {"name": name})) from error
    return person


def find_person(database: Database, person: str) -> Person | None:
    """Return the person with this id, closed or not; None where there is none."""
    return _find(database, "id", person)


def find_named(database: Database, name: str) -> Person | None:
    """Return the person who types this name, however they write it."""
    return _find(database, "name", fold_name(name))


def load_people(database: Database) -> list[Person]:
    """Read all people, by name."""
    roles: dict[str, list[Membership]] = {}
    for row in database.query(
        "select * from memberships order by project, neighbourhood, role, service"
    ):
        roles.setdefault(row.pop("person"), []).append(_read_membership(row))
    rows = database.query("select * from people order by name")
    return [_make_person(row, roles.get(row["id"], [])) for row in rows]


def bind_person(
    database: Database, now: datetime, actor: str, person: str, memberships: tuple[Membership, ...]
) -> None:
    """Give a person these roles and no others. Raises MahallaError for the last administrator."""
    with database.transaction() as tx:
        had, before = has_administrator(tx), find_person(tx, person)
        tx.execute("delete from memberships where person = :person", person=person)
        _insert_memberships(tx, person, memberships)
        _drop_asked(tx, person)
        _keep_administrator(tx, had)
        if before and set(before.memberships) - set(memberships):
            _end_links_by(tx, person)
        record(tx, now, actor, "person.bound", f"person:{person}", _tell(memberships))


def close_person(database: Database, now: datetime, actor: str, person: str) -> None:
    """Close an account: nobody signs in with it, and who is signed in is not any more.

    Links that the person made for others end too: with one of them they could come in again.
    Raises MahallaError for the last administrator.
    """
    with database.transaction() as tx:
        had = has_administrator(tx)
        tx.execute("update people set disabled = 1 where id = :person", person=person)
        _keep_administrator(tx, had)
        end_sign_ins(tx, person)
        end_links(tx, person)
        _end_links_by(tx, person)
        record(tx, now, actor, "person.disabled", f"person:{person}", {})


def end_sign_ins(tx: Database, person: str) -> None:
    """Sign a person out everywhere, and who changed places with a PIN on a device they opened."""
    tx.execute("delete from sign_ins where person = :person or opened_by = :person", person=person)


def end_links(tx: Database, person: str) -> None:
    """Let the link that waits for a person work no longer."""
    tx.execute("delete from invitations where person = :person", person=person)


def has_administrator(database: Database) -> bool:
    """Tell whether anybody can look after all accounts."""
    rows = database.query(
        """
        select 1 as there from people join memberships on memberships.person = people.id
        where people.disabled = 0 and role = 'administrator' and project = '' limit 1
        """
    )
    return bool(rows)


def _end_links_by(tx: Database, person: str) -> None:
    """End the links that a person made for others: who made them is known by the audit trail."""
    tx.execute(
        """
        delete from invitations where 'person:' || person in (
            select subject from audit where actor = :actor and action = 'person.invited'
        )
        """,
        actor=f"person:{person}",
    )


def _keep_administrator(tx: Database, had: bool) -> None:
    """Refuse a write after which nobody could look after the accounts any more."""
    if had and not has_administrator(tx):
        raise MahallaError(Problem(LAST))


def _write_memberships(tx: Database, person: Person) -> None:
    _insert_memberships(tx, person.id, person.memberships)


def _insert_memberships(tx: Database, person: str, memberships: tuple[Membership, ...]) -> None:
    for one in memberships:
        row = {**asdict(one), "reads_sensitive": int(one.reads_sensitive)}
        tx.insert_once("memberships", {**row, "person": person})


def write_membership(one: Membership) -> str:
    """Write a role as the audit trail and the command line do: `coordinator of tal-afar/centre`."""
    place = "/".join(filter(None, (one.project, one.neighbourhood))) or "everything"
    service = f" for {one.service}" if one.service else ""
    return f"{one.role} of {place}{service}{' with sensitive answers' * one.reads_sensitive}"


def _tell(memberships: tuple[Membership, ...]) -> dict[str, Value]:
    """Say the roles for the trail, and the place where all of them are, so that it is found."""
    roles: dict[str, Value] = {"roles": "; ".join(map(write_membership, memberships))}
    projects = {one.project for one in memberships}
    places = {one.neighbourhood for one in memberships}
    if len(projects) == 1 and projects != {""}:
        roles |= {
            "project": projects.pop(),
            "neighbourhood": places.pop() if len(places) == 1 else "",
        }
    return roles


def _drop_asked(tx: Database, person: str) -> None:
    """Forget what was asked for in places where the person coordinates no longer."""
    tx.execute(
        """
        delete from asked_grants where person = :person and not exists (
            select 1 from memberships where memberships.person = asked_grants.person
                and role = 'coordinator' and memberships.project = asked_grants.project
                and memberships.neighbourhood = asked_grants.neighbourhood
        )
        """,
        person=person,
    )


def _find(database: Database, column: str, value: str) -> Person | None:
    rows = database.query(
        f"""
        select people.*, role, project, neighbourhood, service, reads_sensitive
        from people left join memberships on memberships.person = people.id
        where people.{column} = :value order by project, neighbourhood, role, service
        """,
        value=value,
    )
    roles = [_read_membership(row) for row in rows if row["role"]]
    return _make_person(rows[0], roles) if rows else None


def _read_membership(row: Row) -> Membership:
    return Membership(
        row["role"],
        row["project"],
        row["neighbourhood"],
        row["service"],
        bool(row["reads_sensitive"]),
    )


def _make_person(row: Row, memberships: list[Membership]) -> Person:
    return Person(
        id=row["id"],
        name=row["name"],
        title=row["title"],
        language=row["language"],
        memberships=tuple(memberships),
        is_disabled=bool(row["disabled"]),
    )
