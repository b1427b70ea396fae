"""The audit trail: complete, in order, and telling where it was tampered with."""

import json
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from survey.storage.audit import Actor, find_break, record
from survey.storage.database import ConstraintError, Database
from survey.storage.migrate import find_migrations, migrate
from survey.storage.open import connect
from tests.databases import SERVER, open_locks, place_empty

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

REPLACE = """
    insert or replace into audit select 1, at, 'omid', action, subject, detail, previous, hash,
    address, project, neighbourhood from audit where number = 1
"""
TRUNCATE = "truncate audit"


def write(database: Database, *actions: str) -> None:
    for action in actions:
        with database.transaction() as tx:
            record(tx, NOW, "sara", action, "project:east", {"title": "شرق"})


def test_an_entry_says_who_what_and_when(database: Database) -> None:
    """An entry keeps its actor, action, subject, time and details."""
    write(database, "project.saved")
    [entry] = database.query("select at, actor, action, subject, detail from audit")
    assert entry == {
        "at": "2026-11-22T12:00:00+00:00",
        "actor": "sara",
        "action": "project.saved",
        "subject": "project:east",
        "detail": json.dumps({"title": "شرق"}, ensure_ascii=False),
    }


def test_an_untouched_trail_is_whole(database: Database) -> None:
    """A trail that nobody touched has no break."""
    write(database, "a", "b", "c")
    assert find_break(database) is None


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        ("update audit set actor = 'omid' where number = 2", 2),
        ("update audit set detail = '{}' where number = 1", 1),
        ("delete from audit where number = 1", 1),
        ("delete from audit where number = 2", 2),
        ("update audit set hash = 'x' where number = 3", 3),
        ("update audit set number = 9 where number = 2", 2),
        ("update audit set address = '192.0.2.1' where number = 2", 2),
        ("update audit set project = '' where number = 3", 3),
        ("update audit set neighbourhood = 'old-town' where number = 1", 1),
    ],
)
def test_tampering_is_found(database: Database, tampering: str, found: int) -> None:
    """A changed, moved or removed entry is found at its place."""
    write(database, "a", "b", "c")
    open_locks(database)
    database.execute(tampering)
    assert find_break(database) == found


def test_an_undone_write_leaves_no_entry(database: Database) -> None:
    """The entry goes with the write it speaks of."""

    def fail() -> None:
        with database.transaction() as tx:
            record(tx, NOW, "sara", "project.saved", "project:east", {})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert database.query("select * from audit") == []


def test_entries_of_many_threads_make_one_chain(database: Database) -> None:
    """Threads that record at the same time do not fork the chain."""
    threads = [threading.Thread(target=write, args=(database, *"abcde")) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (find_break(database), len(database.query("select number from audit"))) == (None, 40)


@pytest.mark.parametrize(
    "tampering",
    [
        "update audit set actor = 'omid' where number = 1",
        "delete from audit where number = 2",
        "delete from audit",
        TRUNCATE if SERVER else REPLACE,
        "insert into audit select 7, at, actor, action, subject, detail, previous, hash, address, "
        "project, neighbourhood from audit where number = 2",
    ],
)
def test_the_database_refuses_to_change_the_trail(database: Database, tampering: str) -> None:
    """Nothing in the trail can be changed, removed, replaced or put out of order."""
    write(database, "a", "b")
    before = database.query("select * from audit")
    with pytest.raises(ConstraintError, match="an entry of the audit trail"):
        database.execute(tampering)
    assert database.query("select * from audit") == before


def test_an_entry_says_from_where(database: Database) -> None:
    """The address of who acts is a sealed part of the entry; other actors have none."""
    record(database, NOW, Actor("person:7", "192.0.2.7"), "project.saved", "project:east", {})
    record(database, NOW, "site", "project.saved", "project:east", {})
    rows = database.query("select actor, address from audit order by number")
    assert rows == [
        {"actor": "person:7", "address": "192.0.2.7"},
        {"actor": "site", "address": ""},
    ]
    assert find_break(database) is None


@pytest.mark.parametrize(
    ("subject", "detail", "place"),
    [
        ("project:east", {}, ("east", "")),
        ("release:east/first/3", {}, ("east", "")),
        ("quotes:east/first/old-town", {}, ("east", "old-town")),
        ("response:0190", {"project": "east"}, ("east", "")),
        ("sheet:0190", {"project": "east", "neighbourhood": "old-town"}, ("east", "old-town")),
        ("person:7", {}, ("", "")),
    ],
)
def test_an_entry_says_where_it_belongs(
    database: Database, subject: str, detail: dict[str, str], place: tuple[str, str]
) -> None:
    """The project and neighbourhood are read off the subject and the details."""
    record(database, NOW, "site", "any.done", subject, detail)
    [row] = database.query("select project, neighbourhood from audit")
    assert (row["project"], row["neighbourhood"]) == place


def test_entries_from_before_stay_whole(tmp_path: Path) -> None:
    """A trail written before entries told from where has no break after the step to it."""
    database = connect(place_empty(tmp_path / "old.db"))
    steps = find_migrations("postgres" if SERVER else "sqlite")
    migrate(database, [step for step in steps if step.number < 19])
    old = {"at": "2026-11-22T12:00:00+00:00", "actor": "sara", "action": "project.saved"}
    hashed = "0946e70382c0dca97ca02c1fbdc9da2cf32fbd56615640d6ccd0b3ad7116fe0c"
    row = {"number": 1, **old, "subject": "project:east", "detail": "{}", "previous": ""}
    database.insert("audit", {**row, "hash": hashed})
    migrate(database, steps)
    write(database, "project.saved")
    assert find_break(database) is None
