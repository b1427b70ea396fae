"""The SQLite side of the door: its promises to stores, and durability as it is set."""

import sqlite3
import sys
import threading
from pathlib import Path
from subprocess import run

import pytest

from survey.storage.database import ConstraintError, Database
from survey.storage.sqlite import SqliteDatabase


@pytest.fixture
def fruits(tmp_path: Path) -> Database:
    database = SqliteDatabase(tmp_path / "fruits.db")
    database.execute("create table fruits (name text primary key, colour text not null)")
    return database


def fail_after_adding(database: Database, name: str) -> None:
    with database.transaction() as tx:
        tx.insert("fruits", {"name": name, "colour": "green"})
        raise ZeroDivisionError


def names(database: Database) -> list[str]:
    return [row["name"] for row in database.query("select name from fruits order by name")]


def test_a_row_is_read_back(fruits: Database) -> None:
    """A row that was inserted is read by column name."""
    fruits.insert("fruits", {"name": "fig", "colour": "green"})
    found = fruits.query("select * from fruits where name = :name", name="fig")
    assert found == [{"name": "fig", "colour": "green"}]


def test_execute_counts_changed_rows(fruits: Database) -> None:
    """Executing a statement tells how many rows it changed."""
    fruits.insert("fruits", {"name": "fig", "colour": "green"})
    assert fruits.execute("update fruits set colour = :colour", colour="black") == 1


def test_a_repeated_key_is_refused(fruits: Database) -> None:
    """Inserting a taken key is an error."""
    fruits.insert("fruits", {"name": "fig", "colour": "green"})
    with pytest.raises(ConstraintError):
        fruits.insert("fruits", {"name": "fig", "colour": "black"})


def test_insert_once_keeps_the_first(fruits: Database) -> None:
    """A repeated key leaves the first row as it was, and that is told."""
    added = [fruits.insert_once("fruits", {"name": "fig", "colour": c}) for c in ("green", "black")]
    assert (added, fruits.query("select colour from fruits")) == (
        [True, False],
        [{"colour": "green"}],
    )


def test_insert_once_still_refuses_a_missing_value(fruits: Database) -> None:
    """Only a repeated key is forgiven, not a value that the schema demands."""
    with pytest.raises(ConstraintError):
        fruits.insert_once("fruits", {"name": "fig", "colour": None})


def test_upsert_replaces(fruits: Database) -> None:
    """An upsert of a taken key replaces the columns it gives."""
    fruits.insert("fruits", {"name": "fig", "colour": "green"})
    fruits.upsert("fruits", {"name": "fig", "colour": "black"}, ["name"])
    assert fruits.query("select * from fruits") == [{"name": "fig", "colour": "black"}]


def test_upsert_of_a_key_alone_adds_it_once(tmp_path: Path) -> None:
    """A table of keys alone can be upserted twice."""
    database = SqliteDatabase(tmp_path / "keys.db")
    database.execute("create table keys (name text primary key)")
    for _ in range(2):
        database.upsert("keys", {"name": "a"}, ["name"])
    assert database.query("select name from keys") == [{"name": "a"}]


def test_a_failed_transaction_leaves_nothing(fruits: Database) -> None:
    """An error inside a transaction undoes what came before it."""
    with pytest.raises(ZeroDivisionError):
        fail_after_adding(fruits, "fig")
    assert names(fruits) == []


def test_an_inner_transaction_fails_alone(fruits: Database) -> None:
    """A caught error of an inner transaction undoes only the inner one."""
    with fruits.transaction() as outer:
        outer.insert("fruits", {"name": "fig", "colour": "green"})
        with pytest.raises(ZeroDivisionError):
            fail_after_adding(outer, "plum")
    assert names(fruits) == ["fig"]


def test_others_see_a_transaction_only_when_it_is_committed(fruits: Database) -> None:
    """Another thread reads the old state while a transaction is open, without waiting."""
    seen: list[list[str]] = []
    with fruits.transaction() as tx:
        tx.insert("fruits", {"name": "fig", "colour": "green"})
        reader = threading.Thread(target=lambda: seen.append(names(fruits)))
        reader.start()
        reader.join()
    assert seen == [[]]


def test_threads_write_at_once(fruits: Database) -> None:
    """Sixteen threads that each add fifty rows add eight hundred."""

    def add(thread: int) -> None:
        for number in range(50):
            fruits.insert("fruits", {"name": f"{thread}-{number}", "colour": "green"})

    threads = [threading.Thread(target=add, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names(fruits)) == 800


@pytest.mark.parametrize(
    ("pragma", "setting"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)]
)
def test_every_thread_has_the_durable_settings(fruits: Database, pragma: str, setting: str) -> None:
    """Each connection uses the write-ahead log, syncs every commit and enforces foreign keys."""
    found: list[object] = []

    def look() -> None:
        found.extend(fruits.query(f"pragma {pragma}")[0].values())

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == [setting]


def test_a_closed_thread_may_come_back(fruits: Database) -> None:
    """Using the database after closing opens it anew."""
    fruits.insert("fruits", {"name": "fig", "colour": "green"})
    fruits.close()
    fruits.close()
    assert names(fruits) == ["fig"]


def files_of(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def test_what_is_deleted_is_in_no_file_any_more(tmp_path: Path) -> None:
    """A deleted text, short or on pages of its own, leaves neither the file nor its log behind."""
    database = SqliteDatabase(tmp_path / "fruits.db")
    database.execute("create table fruits (name text primary key, colour text not null)")
    database.execute("create index by_colour on fruits (colour)")
    for name in ("kumquat", "kumquat" * 5000):
        database.insert("fruits", {"name": name, "colour": f"{name}-yellow"})
    assert b"kumquat" in files_of(tmp_path / "fruits.db")
    database.execute("delete from fruits")
    assert database.scrub()
    assert b"kumquat" not in files_of(tmp_path / "fruits.db")


def test_scrubbing_says_where_somebody_still_reads(tmp_path: Path) -> None:
    """While somebody reads what was there before, it cannot go, and that is told."""
    database = SqliteDatabase(tmp_path / "fruits.db", busy_seconds=0.01)
    database.execute("create table fruits (name text primary key)")
    database.insert("fruits", {"name": "kumquat"})
    reader = sqlite3.connect(tmp_path / "fruits.db")
    reader.execute("begin")
    reader.execute("select * from fruits").fetchall()
    database.execute("delete from fruits")
    assert not database.scrub()
    reader.close()
    assert database.scrub()


READ = """
import sys
from pathlib import Path
from subprocess import run
from survey.storage.sqlite import SqliteDatabase

database = SqliteDatabase(Path(sys.argv[1]))
print(len(database.query("select name from fruits")))
database.close()
"""


def test_a_command_leaves_the_log_of_a_running_site_in_place(
    fruits: Database, tmp_path: Path
) -> None:
    """Another program that opens the file and closes it again sees that threads still use it."""
    fruits.insert("fruits", {"name": "fig", "colour": "green"})
    thread = threading.Thread(target=lambda: names(fruits))  # opens a connection of its own
    thread.start()
    thread.join()
    count_elsewhere(tmp_path / "fruits.db")
    fruits.insert("fruits", {"name": "lime", "colour": "green"})
    assert count_elsewhere(tmp_path / "fruits.db") == "2"


def count_elsewhere(path: Path) -> str:
    command = [sys.executable, "-c", READ, str(path)]
    return run(command, capture_output=True, text=True, check=True).stdout.strip()
