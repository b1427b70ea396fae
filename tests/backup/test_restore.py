"""A backup put back: whole, over nothing that is not kept, and without what was withdrawn since."""

import shutil
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from survey.backup.make import make_backup
from survey.backup.model import Lock, Opener
from survey.backup.restore import restore
from survey.cli import main
from survey.errors import MahallaError
from survey.responses.drafts import save_draft
from survey.responses.store import submit
from survey.responses.withdrawal import is_withdrawn
from survey.rights.withdraw import withdraw
from survey.settings import Settings
from survey.storage.audit import find_break
from survey.storage.database import Database
from survey.storage.open import open_database
from survey.storage.sqlite import SqliteDatabase
from tests.backup.conftest import answer, begin, name_id, read_ids
from tests.responses.conftest import NOW

LATER = NOW + timedelta(hours=3)
KEPT = {
    "sha256": "b",
    "device": "",
    "project": "east",
    "reason": "key",
    "envelope": b"sealed",
    "received_at": NOW.isoformat(),
}


@pytest.fixture
def backup(path: Path, database: Database, tmp_path: Path) -> Path:
    return make_backup(path, tmp_path / "one.tar", NOW, Lock())[0]


def test_it_works_where_nothing_is(settings: Settings, backup: Path, tmp_path: Path) -> None:
    """On a new computer the database is what it was, and its trail says that it was restored."""
    there = replace(settings, database=tmp_path / "elsewhere.db")
    restore(backup, there, LATER, Opener())
    database = SqliteDatabase(tmp_path / "elsewhere.db")
    [last] = database.query("select action from audit order by number desc limit 1")
    assert read_ids(tmp_path / "elsewhere.db") == ["00", "01", "02", "03", "04"]
    assert (last["action"], find_break(database)) == ("database.restored", None)


def test_what_is_there_is_not_replaced_unasked(
    settings: Settings, path: Path, database: Database, backup: Path
) -> None:
    """Over a database that is there nothing is put unless somebody says so."""
    database.close()
    with pytest.raises(MahallaError, match="--replace"):
        restore(backup, settings, LATER, Opener())
    assert len(read_ids(path)) == 5


def test_what_is_in_use_is_not_replaced(
    settings: Settings, path: Path, database: Database, backup: Path
) -> None:
    """While the site runs, nothing is put in its place."""
    database.query("select 1")
    with pytest.raises(MahallaError, match="in use"):
        restore(backup, settings, LATER, Opener(), is_replacing=True)
    assert [one.name for one in path.parent.glob(".*")] == []


def test_what_was_there_is_kept(
    settings: Settings, path: Path, database: Database, backup: Path, trees
) -> None:
    """The database that is replaced stays under another name; what only it has is counted."""
    submit(database, "test", answer(trees, 7))
    database.close()
    done = restore(backup, settings, LATER, Opener(), is_replacing=True)
    assert done.aside
    assert (read_ids(done.aside)[-1], read_ids(path)[-1], done.lost) == ("07", "04", 1)


def test_what_was_withdrawn_since_does_not_come_back(
    settings: Settings, path: Path, database: Database, backup: Path, trees
) -> None:
    """Answers that were withdrawn after the backup are withdrawn from it, and stay away."""
    submit(database, "test", answer(trees, 7))
    withdraw(database, LATER, "respondent", name_id(2), "receipt")
    withdraw(database, LATER, "respondent", name_id(7), "receipt")
    database.close()
    done = restore(backup, settings, LATER + timedelta(hours=1), Opener(), is_replacing=True)
    restored = SqliteDatabase(path)
    again = [submit(restored, "test", answer(trees, number)) for number in (2, 7)]
    ways = restored.query("select way, at from withdrawals")
    assert (done.withdrawn, done.lost, again) == (1, 0, ["withdrawn", "withdrawn"])
    assert read_ids(path) == ["00", "01", "03", "04"]
    assert {(row["way"], row["at"]) for row in ways} == {("receipt", LATER.isoformat())}
    assert is_withdrawn(restored, name_id(2))
    assert b'"many": 2' not in path.read_bytes()


@pytest.fixture
def begun(database: Database, trees) -> Database:
    """One more person has begun, and the interview of another is kept sealed."""
    save_draft(database, begin(trees, 7))
    database.insert("kept_envelopes", {**KEPT, "id": str(name_id(8))})
    return database


def test_what_was_only_begun_then_does_not_come_back_either(
    settings: Settings, path: Path, begun: Database, backup: Path, trees
) -> None:
    """What was a draft or a sealed interview in the backup, and withdrawn since, is nowhere."""
    for number in (7, 8):
        submit(begun, "test", answer(trees, number))
        withdraw(begun, LATER, "respondent", name_id(number), "receipt")
    begun.close()
    done = restore(backup, settings, LATER, Opener(), is_replacing=True)
    restored = SqliteDatabase(path)
    left = [restored.query(f"select * from {table}") for table in ("drafts", "kept_envelopes")]
    assert (left, done.withdrawn, done.lost) == ([[], []], 2, 0)


def test_who_began_then_and_refused_since_has_no_answers(
    settings: Settings, path: Path, begun: Database, backup: Path, trees
) -> None:
    """A draft and a sealed interview of those who refused after all are not restored."""
    for number in (7, 8):
        submit(begun, "test", answer(trees, number))
        rows = begun.query("select hash from responses where id = :id", id=str(name_id(number)))
        refused = replace(answer(trees, number), consent="refused", answers={})
        assert submit(begun, "test", replace(refused, revises=rows[0]["hash"])) == "revised"
    begun.close()
    restore(backup, settings, LATER, Opener(), is_replacing=True)
    restored = SqliteDatabase(path)
    left = [restored.query(f"select * from {table}") for table in ("drafts", "kept_envelopes")]
    assert left == [[], []]


def test_all_that_arrived_since_is_counted(
    settings: Settings, path: Path, database: Database, backup: Path, trees
) -> None:
    """Tablets let go of what waits at the desk and of what is kept sealed: both are told of."""
    waiting = {"person": "", "digest": "", "outcome": "waiting", "device": "", "sha256": "a"}
    came = {"project": "east", "received_at": NOW.isoformat()}
    database.insert("interviews", {**waiting, **came, "id": str(name_id(7))})
    database.insert("kept_envelopes", {**KEPT, "id": str(name_id(8))})
    [row] = database.query("select hash from responses where id = :id", id=str(name_id(1)))
    submit(database, "test", replace(answer(trees, 1), answers={"many": 9}, revises=row["hash"]))
    database.close()
    assert restore(backup, settings, LATER, Opener(), is_replacing=True).lost == 3


def test_who_opens_it_meanwhile_is_noticed(
    settings: Settings, path: Path, database: Database, backup: Path, monkeypatch
) -> None:
    """A site that is started while files are synced keeps its database."""
    from survey.backup import restore as restoring

    started = []

    def start(_: Path) -> None:
        started.append(open_database(path))

    database.close()
    monkeypatch.setattr(restoring, "sync", start)
    with pytest.raises(MahallaError, match="in use"):
        restore(backup, settings, LATER, Opener(), is_replacing=True)
    started[0].close()
    assert len(read_ids(path)) == 5


def test_who_refused_since_has_no_answers(
    settings: Settings, path: Path, database: Database, backup: Path, trees
) -> None:
    """Who corrected their answers to a refusal after the backup has none in what is restored."""
    [row] = database.query("select hash from responses where id = :id", id=str(name_id(3)))
    refused = replace(answer(trees, 3), consent="refused", answers={}, revises=row["hash"])
    assert submit(database, "test", refused) == "revised"
    database.close()
    restore(backup, settings, LATER, Opener(), is_replacing=True)
    rows = SqliteDatabase(path).query(
        "select answers from responses where id = :id", id=str(name_id(3))
    )
    assert [row["answers"] for row in rows] == ["{}"]


def test_a_stale_log_is_not_written_into_it(
    settings: Settings, path: Path, database: Database, backup: Path
) -> None:
    """Files of the old database that lie beside a missing one are put aside."""
    database.close()
    path.unlink()
    Path(f"{path}-wal").write_bytes(b"old changes")
    restore(backup, settings, LATER, Opener())
    assert len(read_ids(path)) == 5
    assert len(list(path.parent.glob("*-wal.before-*"))) == 1


def test_a_damaged_one_changes_nothing(
    settings: Settings, path: Path, database: Database, backup: Path
) -> None:
    """A backup that is not whole is refused before anything is touched."""
    database.close()
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    backup.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(MahallaError):
        restore(backup, settings, LATER, Opener(), is_replacing=True)
    assert path.read_bytes() == before


def test_one_of_a_newer_program_is_refused(
    settings: Settings, path: Path, database: Database, tmp_path: Path
) -> None:
    """What a newer Mahalla wrote is not put back by an older one."""
    backup, _ = make_backup(path, tmp_path / "one.tar", NOW, Lock())
    from survey.backup.package import pack, unpack

    _, files = unpack(backup, Opener(), tmp_path)
    with sqlite3.connect(files[".db"]) as later:
        later.execute("insert into migrations values (9999, 'later')")
    later.close()
    pack(files, NOW.isoformat(), 9999, Lock(), tmp_path, tmp_path / "two.tar")
    there = replace(settings, database=tmp_path / "elsewhere.db")
    with pytest.raises(MahallaError, match="newer Mahalla"):
        restore(tmp_path / "two.tar", there, LATER, Opener())
    assert not (tmp_path / "elsewhere.db").exists()


def test_keys_come_back_with_it(
    settings: Settings, path: Path, database: Database, tmp_path: Path
) -> None:
    """A backup with keys brings them back; other keys that were there are kept aside."""
    backup, _ = make_backup(path, tmp_path / "one.tar", NOW, Lock("two words"), with_keys=True)
    database.close()
    path.with_suffix(".key").write_text("another")
    sealed = path.with_suffix(".seal.key").read_text()
    restore(backup, settings, LATER, Opener("two words"), is_replacing=True)
    assert path.with_suffix(".key").read_text() == "secret"
    assert path.with_suffix(".seal.key").read_text() == sealed
    assert [one.read_text() for one in path.parent.glob("mahalla.key.before-*")] == ["another"]


def test_what_cannot_be_put_in_its_place_changes_nothing(
    settings: Settings, path: Path, database: Database, tmp_path: Path
) -> None:
    """Where a key cannot go where it belongs, the database that is there stays in its place."""
    keys = path.with_suffix(".keys")
    keys.mkdir()
    (keys / "0123456789abcdef.pem").write_text("a key")
    backup, _ = make_backup(path, tmp_path / "one.tar", NOW, Lock("two words"), with_keys=True)
    database.close()
    shutil.rmtree(keys)
    keys.write_text("in the way")
    with pytest.raises(MahallaError, match="as it was"):
        restore(backup, settings, LATER, Opener("two words"), is_replacing=True)
    assert len(read_ids(path)) == 5
    assert list(path.parent.glob("*.before-*")) == []


def test_the_command_tells_what_came_of_it(path: Path, database: Database, backup: Path) -> None:
    """It says what is there now, what was there, and what was withdrawn again."""
    database.close()
    asked = ["restore", str(backup), "--database", str(path), "--replace"]
    done = CliRunner().invoke(main, asked)
    assert (done.exit_code, "Withdrawn again: 0" in done.output) == (0, True), done.output
    assert "as it was at 2026-11-22T12:00:00+00:00" in done.output
