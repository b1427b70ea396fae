"""A backup holds the database as it was at one moment, or there is none."""

import json
import sqlite3
import subprocess
import sys
import tarfile
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from survey.backup.keeping import list_backups, name_backup, parse_span, remove_old
from survey.backup.locking import make_pair
from survey.backup.make import make_backup
from survey.backup.model import Lock, Opener
from survey.backup.package import unpack
from survey.backup.schedule import attend_backups, find_due
from survey.cli import main
from survey.errors import MahallaError
from survey.responses.store import submit
from survey.settings import Server, Settings
from survey.storage.database import Database
from tests.backup.conftest import answer, read_ids
from tests.responses.conftest import NOW

OPEN = Lock()


def test_it_works(path: Path, database: Database, tmp_path: Path) -> None:
    """A backup in a folder is named by its moment and holds every row."""
    file, facts = make_backup(path, tmp_path, NOW, OPEN)
    about, files = unpack(file, Opener(), tmp_path)
    assert (file.name, facts.rows["responses"]) == ("mahalla-20261122T120000Z.backup.tar", 5)
    assert (about.locked, sorted(files), read_ids(files[".db"])) == (
        "no",
        [".db"],
        ["00", "01", "02", "03", "04"],
    )


def test_only_its_owner_reads_it(path: Path, database: Database, tmp_path: Path) -> None:
    """A backup is as secret as the database, and nothing else is left of its making."""
    file, _ = make_backup(path, tmp_path / "one.tar", NOW, OPEN)
    assert file.stat().st_mode & 0o077 == 0
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_others_write_meanwhile(path: Path, database: Database, trees, tmp_path: Path) -> None:
    """While it is made, answers come in; it has all those from before, and every one whole."""
    stop, sent = threading.Event(), [5]

    def send() -> None:
        while not stop.is_set():
            submit(database, "test", answer(trees, sent[0]))
            sent[0] += 1

    sender = threading.Thread(target=send)
    sender.start()
    try:
        backups = [make_backup(path, tmp_path / f"{n}.tar", NOW, OPEN) for n in range(3)]
    finally:
        stop.set()
        sender.join()
    counts = [facts.rows["responses"] for _, facts in backups]
    assert counts == sorted(counts)
    assert counts[0] >= 5
    assert sent[0] > counts[0]


@pytest.mark.parametrize("kind", ["passphrase", "recipient"])
def test_a_locked_one_shows_nothing(
    path: Path, database: Database, tmp_path: Path, kind: str
) -> None:
    """Without the passphrase or the secret key it does not open; with it, it has the keys too."""
    public, secret = make_pair()
    lock = Lock("two words") if kind == "passphrase" else Lock(recipients=(public,))
    opener = Opener("two words") if kind == "passphrase" else Opener(identity=secret)
    file, _ = make_backup(path, tmp_path / "one.tar", NOW, lock, with_keys=True)
    with tarfile.open(file) as tar:
        names = [name for name in tar.getnames() if not name.endswith(".age")]
    assert names == ["about.json"]
    with pytest.raises(MahallaError, match="locked"):
        unpack(file, Opener(), tmp_path)
    with pytest.raises(MahallaError, match="does not open"):
        unpack(file, Opener("wrong", "" if kind == "passphrase" else make_pair()[1]), tmp_path)
    _, files = unpack(file, opener, tmp_path)
    assert sorted(files) == [".db", ".key", ".seal.key"]
    assert files[".key"].read_text() == "secret"


def test_keys_go_into_no_open_one(path: Path, database: Database, tmp_path: Path) -> None:
    """Whoever finds a backup must not find with it what opens the names."""
    with pytest.raises(MahallaError, match="everybody can open"):
        make_backup(path, tmp_path, NOW, OPEN, with_keys=True)


def test_a_damaged_database_gives_none(path: Path, database: Database, tmp_path: Path) -> None:
    """What is broken is not kept as if it were whole, and the older backup stays as it is."""
    file = tmp_path / "one.tar"
    file.write_text("the older one")
    with sqlite3.connect(path) as past:
        past.execute("drop trigger audit_is_never_changed")
        past.execute("update audit set actor = 'omid' where number = 1")
    with pytest.raises(MahallaError, match="Entry 1 of the audit trail"):
        make_backup(path, file, NOW, OPEN)
    assert (file.read_text(), list(tmp_path.glob(".*"))) == ("the older one", [])


@pytest.mark.parametrize("place", [0.003, 0.4, 0.6])
def test_a_changed_byte_is_noticed(
    path: Path, database: Database, tmp_path: Path, place: float
) -> None:
    """A backup that a disk or a person changed does not pass for the one that was made."""
    file, _ = make_backup(path, tmp_path / "one.tar", NOW, OPEN)
    content = bytearray(file.read_bytes())
    content[int(len(content) * place)] ^= 1
    file.write_bytes(content)
    with pytest.raises(MahallaError):
        unpack(file, Opener(), tmp_path)


def test_a_file_that_is_none_is_a_sentence(tmp_path: Path) -> None:
    """Any other file is refused in a sentence."""
    (tmp_path / "x.tar").write_text("nothing")
    with pytest.raises(MahallaError, match="no backup of Mahalla"):
        unpack(tmp_path / "x.tar", Opener(), tmp_path)


@pytest.mark.parametrize("name", ["../../evil.key", ".service", "/etc/x.key", ".keys/../a.pem"])
def test_a_backup_does_not_choose_where_files_go(tmp_path: Path, name: str) -> None:
    """Names that no backup of ours has are refused."""
    about = {"made_at": "", "schema": 1, "locked": "no", "files": {".db": "", name: ""}}
    (tmp_path / "about.json").write_text(json.dumps(about))
    with tarfile.open(tmp_path / "x.tar", "w") as tar:
        tar.add(tmp_path / "about.json", "about.json")
    with pytest.raises(MahallaError, match="no backup of Mahalla"):
        unpack(tmp_path / "x.tar", Opener(), tmp_path)


def test_only_the_newest_are_kept(path: Path, tmp_path: Path) -> None:
    """Older ones go; files that are no backups of this database stay."""
    for day in range(4):
        (tmp_path / name_backup(path, NOW + timedelta(days=day))).touch()
    (tmp_path / "other-20200101T000000Z.backup.tar").touch()
    remove_old(tmp_path, path, 2, NOW + timedelta(days=5))
    days = [one.made_at.day for one in list_backups(tmp_path, path)]
    assert (days, len(list(tmp_path.glob("other*")))) == ([25, 24], 1)


def test_a_clock_that_was_wrong_pushes_out_no_later_backup(path: Path, tmp_path: Path) -> None:
    """Backups with moments that have not come yet go before the one that was just made."""
    for year in (1, 2, 3):
        (tmp_path / name_backup(path, NOW + timedelta(days=365 * year))).touch()
    (tmp_path / name_backup(path, NOW)).touch()
    (tmp_path / name_backup(path, NOW - timedelta(days=1))).touch()
    remove_old(tmp_path, path, 2, NOW)
    days = [one.made_at.day for one in list_backups(tmp_path, path)]
    assert days == [22, 21]


def test_the_next_one_is_due_in_time(path: Path, tmp_path: Path) -> None:
    """It is due a while after the newest, at once without one; a future one does not count."""
    day = timedelta(days=1)
    assert find_due(tmp_path, path, day, NOW) == NOW
    (tmp_path / name_backup(path, NOW - timedelta(hours=5))).touch()
    (tmp_path / name_backup(path, NOW + timedelta(days=500))).touch()
    assert find_due(tmp_path, path, day, NOW) == NOW + timedelta(hours=19)


def test_what_failed_is_tried_again_in_an_hour(path: Path, tmp_path: Path) -> None:
    """A failure is not repeated at once; one of a clock that was wrong puts nothing off."""
    day, hour = timedelta(days=1), timedelta(hours=1)
    assert find_due(tmp_path, path, day, NOW, NOW) == NOW + hour
    assert find_due(tmp_path, path, day, NOW, NOW + timedelta(days=500)) == NOW


@pytest.mark.parametrize("text", ["", "24", "h", "0h", "1y", "-1d"])
def test_what_is_no_span_is_a_sentence(text: str) -> None:
    """A span is a number with its unit."""
    assert parse_span("24h") == timedelta(days=1)
    with pytest.raises(MahallaError, match="no span of time"):
        parse_span(text)


def test_the_site_makes_them_by_itself(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    """With MAHALLA_BACKUP a backup is there soon after the start."""
    from dataclasses import replace

    folder = tmp_path / "backups"
    with attend_backups(replace(settings, backups=folder)):
        for _ in range(600):
            if list(folder.glob("*.tar")):
                break
            threading.Event().wait(0.1)
    assert [one.path.suffix for one in list_backups(folder, Path("mahalla.db"))] == [".tar"]
    assert folder.stat().st_mode & 0o077 == 0


def test_a_killed_one_leaves_nothing_behind(path: Path, database: Database, tmp_path: Path) -> None:
    """What a killed backup left is gone after the next one."""
    killed = subprocess.Popen([sys.executable, "-c", "pass"])
    killed.wait()
    left = tmp_path / f".x.tar.{killed.pid}.0123abcd.part"
    left.mkdir()
    make_backup(path, tmp_path / "one.tar", NOW, OPEN)
    assert not left.exists()


def test_a_server_has_backups_of_its_own() -> None:
    """For PostgreSQL a sentence says what to use instead."""
    asked = ["backup", "--database", "postgresql://localhost/mahalla", "/tmp"]
    done = CliRunner().invoke(main, asked)
    assert (done.exit_code, "pg_dump" in done.output) == (1, True)
    assert str(Server("postgresql://localhost/mahalla")) in done.output


def test_the_command_says_what_it_holds(path: Path, database: Database, tmp_path: Path) -> None:
    """It names the file, its responses and the end of the audit trail, and removes old ones."""
    for day in range(3):
        (tmp_path / name_backup(path, NOW - timedelta(days=day))).touch()
    asked = ["backup", "--database", str(path), "--keep", "2", str(tmp_path)]
    done = CliRunner().invoke(main, asked)
    assert (done.exit_code, "5 responses" in done.output) == (0, True), done.output
    assert "audit trail ends with entry" in done.output
    assert len(list_backups(tmp_path, path)) == 2
