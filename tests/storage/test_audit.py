"""The audit trail: complete, in order, and telling where it was tampered with."""

import json
import threading
from datetime import UTC, datetime

import pytest

from survey.storage.audit import find_break, record
from survey.storage.database import Database

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


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
    ],
)
def test_tampering_is_found(database: Database, tampering: str, found: int) -> None:
    """A changed, moved or removed entry is found at its place."""
    write(database, "a", "b", "c")
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
