"""What a person is told when the file, its folder or its disk fails: a sentence, no traceback."""

import os
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from survey.errors import MahallaError
from survey.storage.audit import record
from survey.storage.database import Database
from survey.storage.open import open_database
from survey.storage.sqlite import SqliteDatabase

NOBODY = 65534
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def fill(database: Database, entries: int) -> None:
    with database.transaction() as tx:
        for number in range(entries):
            record(tx, NOW, "test", "entry.made", f"entry:{number}", {"words": "a" * 500})


def checkpointed(path: Path) -> Path:
    database = open_database(path)
    fill(database, 300)
    database.execute("pragma wal_checkpoint(truncate)")
    database.close()
    return path


def mounted(folder: Path, *options: str) -> Iterator[Path]:
    folder.mkdir(exist_ok=True)
    command = ["mount", *options, str(folder)]
    if os.getuid() != 0 or subprocess.run(command, capture_output=True).returncode != 0:
        pytest.skip("only root may mount a file system, and not everywhere")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    yield from mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=1m", "tmpfs")


@pytest.fixture
def nobodys_folder() -> Iterator[Path]:
    """Give a folder that exists for the user the test goes on as, who is not root."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        checkpointed(folder / "mahalla.db").chmod(0o444)
        folder.chmod(0o777)
        is_root = os.geteuid() == 0
        if is_root:
            os.seteuid(NOBODY)
        yield folder
        if is_root:
            os.seteuid(0)
        folder.chmod(0o700)


def test_a_text_file_is_not_a_database(tmp_path: Path) -> None:
    """A file of another sort is named, and what to do instead."""
    (tmp_path / "notes.txt").write_text("milk, bread, tea\n" * 100)
    with pytest.raises(MahallaError, match=r"notes\.txt: This file is not a database\. Name"):
        open_database(tmp_path / "notes.txt")


def test_an_overwritten_page_is_damage(tmp_path: Path) -> None:
    """A database with rubbish in its pages is called damaged, and the backup is mentioned."""
    path = checkpointed(tmp_path / "mahalla.db")
    with path.open("r+b") as file:
        middle = path.stat().st_size // 2
        file.seek(middle)
        file.write(b"\xff" * middle)
    with pytest.raises(MahallaError, match=r"The database is damaged\..*latest backup"):
        open_database(path).query("select * from audit order by number")


def test_a_cut_off_file_is_damage(tmp_path: Path) -> None:
    """A database whose end is missing is called damaged."""
    path = checkpointed(tmp_path / "mahalla.db")
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(MahallaError, match="The database is damaged"):
        open_database(path).query("select * from audit order by number")


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    """A SQLite file with another program's tables is refused before anything is written."""
    path = tmp_path / "music.db"
    music = sqlite3.connect(path)
    music.execute("create table songs (title text)")
    music.close()
    before = path.read_bytes()
    with pytest.raises(MahallaError, match="belongs to another program"):
        open_database(path)
    assert path.read_bytes() == before


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """A path into a folder that does not exist says so."""
    with pytest.raises(MahallaError, match="The folder of the database does not exist"):
        open_database(tmp_path / "nowhere" / "mahalla.db")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    """A path that is a folder cannot be opened."""
    with pytest.raises(MahallaError, match="neither opened nor created here"):
        open_database(tmp_path)


def test_a_folder_that_nobody_may_write_to() -> None:
    """A database cannot be made where even root may not write."""
    with pytest.raises(MahallaError, match="neither opened nor created here"):
        open_database(Path("/proc/mahalla.db"))


def test_a_read_only_file(nobodys_folder: Path) -> None:
    """Writing to a database file that is read-only says which right is missing."""
    database = open_database(nobodys_folder / "mahalla.db")
    with pytest.raises(MahallaError, match=r"cannot be written\. Give this user the right"):
        fill(database, 1)


def test_a_full_disk_saves_nothing_of_it(small_disk: Path) -> None:
    """A transaction that fills the disk is undone whole, and what was there stays readable."""
    database = open_database(small_disk / "mahalla.db")
    fill(database, 1)
    with pytest.raises(MahallaError, match="The disk is full: nothing of this was saved"):
        fill(database, 2000)
    assert database.query("select count(*) as entries from audit") == [{"entries": 1}]


def test_a_limit_on_file_sizes(tmp_path: Path) -> None:
    """A disk that refuses to grow the file is reported in a sentence on leaving the program."""
    program = """
import sys
from pathlib import Path
from survey.errors import MahallaError
from survey.storage.open import open_database

database = open_database(Path(sys.argv[1]))
database.execute("create table notes (words text)")
try:
    for _ in range(3000):
        database.insert("notes", {"words": "a" * 500})
except MahallaError as error:
    sys.exit(str(error))
"""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", program, str(tmp_path / "mahalla.db")]
    child = subprocess.run(command, preexec_fn=limit, capture_output=True, text=True, cwd=root)
    assert re.search("The disk (did not do|is full).*nothing of this was saved", child.stderr)


def test_a_locked_database(tmp_path: Path) -> None:
    """A write that another program blocks for too long says so."""
    path = checkpointed(tmp_path / "mahalla.db")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(MahallaError, match="kept the database locked"):
        fill(SqliteDatabase(path, busy_seconds=0.05), 1)
    other.close()


def test_a_programmers_mistake_stays_one(tmp_path: Path) -> None:
    """An error in the SQL is not dressed up as a problem of the disk."""
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        open_database(tmp_path / "mahalla.db").query("select * from nowhere")
