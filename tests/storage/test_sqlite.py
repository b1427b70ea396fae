"""The SQLite side of the door: durability as it is set, and what its files hold."""

import sqlite3
import sys
import threading
from pathlib import Path
from subprocess import run

import pytest

from survey.storage.database import Database
from survey.storage.sqlite import SqliteDatabase


@pytest.fixture
def fruits(tmp_path: Path) -> SqliteDatabase:
    database = SqliteDatabase(tmp_path / "fruits.db")
    database.execute("create table fruits (name text primary key, colour text not null)")
    return database


def names(database: Database) -> list[str]:
    return [row["name"] for row in database.query("select name from fruits order by name")]


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


def test_threads_share_connections(fruits: SqliteDatabase) -> None:
    """One after another uses the same one; inside a transaction it is nobody else's."""
    for _ in range(3):
        thread = threading.Thread(target=names, args=(fruits,))
        thread.start()
        thread.join()
    assert len(fruits._reading) == 1
    with fruits.transaction() as tx:
        tx.insert("fruits", {"name": "fig", "colour": "green"})
        assert names(tx) == ["fig"]
        seen: list[list[str]] = []
        thread = threading.Thread(target=lambda: seen.append(names(fruits)))
        thread.start()
        thread.join()
    assert seen == [[]]
    assert names(fruits) == ["fig"]


def test_a_transaction_that_nobody_ended_is_nobody_elses(fruits: SqliteDatabase) -> None:
    """What a forgotten “begin” holds is given up, and the next write stands."""
    fruits.execute("begin immediate")
    fruits.insert("fruits", {"name": "fig", "colour": "green"})
    assert count_elsewhere(fruits.path) == "1"


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
