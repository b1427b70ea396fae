"""The doctor finds what is wrong with an installation, and says so with exit status 1.

All is never well on the PostgreSQL of the tests: it does not wait for its disk, and is told so.
"""

import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from survey.cli import main
from survey.doctor.find import FOLDER, find_checks
from survey.settings import Settings, own_file, own_folder
from survey.storage.audit import record
from survey.storage.database import Database
from survey.storage.migrate import find_migrations
from tests.databases import open_locks, tell_database

Ask = Callable[..., Result]


@pytest.fixture
def ask(settings: Settings, database: Database, now, monkeypatch) -> Ask:
    """Ask the doctor about an installation with three entries in its trail."""
    monkeypatch.setenv("MAHALLA_REPORTS", str(settings.reports))
    for action in ("a.done", "b.done", "c.done"):
        record(database, now, "site", action, "project:east", {})

    def ask(**environment: str) -> Result:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return CliRunner().invoke(main, ["doctor", "--database", tell_database(settings.database)])

    return ask


@pytest.mark.sqlite
def test_it_works(ask: Ask) -> None:
    """A new installation is in order: every check says so, and the exit status is 0."""
    done = ask()
    marks = [line[0] for line in done.output.splitlines() if not line.startswith("  ")]
    assert (done.exit_code, set(marks)) == (0, {"✓"}), done.output
    assert len(marks) == len(find_checks())


def test_every_file_of_a_check_is_asked() -> None:
    """Checks are found by their place."""
    files = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}
    assert {check.name for check in find_checks()} == files


def test_a_changed_entry_is_found(ask: Ask, database: Database) -> None:
    """Who changed an entry past Mahalla is seen at its number."""
    open_locks(database)
    database.execute("update audit set actor = 'omid' where number = 2")
    done = ask()
    assert (done.exit_code, "Entry 2 of the audit trail was changed" in done.output) == (1, True)


def test_an_end_that_was_cut_off_is_found(ask: Ask, database: Database) -> None:
    """Whose last entries were removed has a whole chain, but not the entry that was noted."""
    ask()
    open_locks(database)
    database.execute("delete from audit where number = 3")
    done = ask()
    assert (done.exit_code, "The audit trail has lost its end" in done.output) == (1, True)


def test_a_cut_end_is_not_noted_as_if_it_were_right(ask: Ask, database: Database) -> None:
    """The second look says it too."""
    ask()
    open_locks(database)
    database.execute("delete from audit where number = 3")
    ask()
    assert ask().exit_code == 1


@pytest.mark.sqlite
def test_a_longer_trail_is_no_fault(ask: Ask, settings: Settings, database: Database, now) -> None:
    """New entries after the noted one are what a trail is for; the note follows them."""
    ask()
    record(database, now, "site", "d.done", "project:east", {})
    assert ask().exit_code == 0
    note = own_file(settings.database, ".trail")
    assert json.loads(note.read_text())["number"] == 4


@pytest.mark.parametrize("ending", [".db", ".key", ".seal.key", ".trail"])
def test_a_file_others_may_read_is_found(ask: Ask, settings: Settings, ending: str) -> None:
    """The database, every key and the note are for one user alone."""
    path = own_file(settings.database, ending)
    path.touch(0o600)
    path.chmod(0o644)
    if ending == ".trail":
        path.write_text(json.dumps({"number": 1, "seal": "?", "at": "2026"}))
    done = ask()
    assert (done.exit_code, f"chmod 600 {path}" in done.output) == (1, True), done.output


def test_an_open_folder_of_snapshots_is_found(ask: Ask, settings: Settings) -> None:
    """Snapshots are as confidential as the database."""
    settings.snapshot_folder.mkdir()
    settings.snapshot_folder.chmod(0o755)
    assert f"chmod 700 {settings.snapshot_folder}" in ask().output


def test_a_folder_where_files_can_be_exchanged_is_found(ask: Ask, settings: Settings) -> None:
    """Who may write to the folder may put another database in the place of ours."""
    folder = own_folder(settings.database)
    folder.chmod(0o777)
    assert f"chmod go-w {folder}" in ask().output


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give files away")
def test_a_file_of_another_user_is_found(ask: Ask, settings: Settings) -> None:
    """Who looks as another user than the one who runs Mahalla is told."""
    path = own_file(settings.database, ".key")
    path.touch(0o600)
    os.chown(path, 12345, -1)
    assert "belongs to another user" in ask().output


def test_a_database_among_the_reports_is_found(ask: Ask, settings: Settings) -> None:
    """Reports are passed on; no secret may lie among them."""
    own_file(settings.database, ".key").touch(0o600)
    done = ask(MAHALLA_REPORTS=str(own_folder(settings.database)))
    assert (done.exit_code, "printed into and passed on" in done.output) == (1, True)


def test_a_database_of_an_older_version_is_found_and_left_alone(ask: Ask, settings, database):
    """The doctor says which step is missing, and does not take it."""
    database.execute("delete from migrations where number = (select max(number) from migrations)")
    known = len(find_migrations())
    assert f"the form number {known - 1}; this version" in ask().output
    [row] = database.query("select count(*) as steps from migrations")
    assert row["steps"] == known - 1


@pytest.mark.sqlite
def test_a_site_without_encryption_is_found(ask: Ask) -> None:
    """A site that listens on the network without https is a fault; with https it is none."""
    assert "whoever shares the network can read" in ask(MAHALLA_HOST="0.0.0.0").output
    assert ask(MAHALLA_SITE="https://survey.example.org").exit_code == 0


@pytest.mark.sqlite
def test_a_row_that_belongs_to_nothing_is_found(ask: Ask, settings: Settings) -> None:
    """Rows written past Mahalla that point to nothing are told."""
    loose = "insert into resume_codes (code, draft) values ('1', 'none')"
    with sqlite3.connect(settings.database) as past:
        past.execute(loose)
    assert "A row of the table “resume_codes” belongs to something that is no more" in ask().output


def test_no_database_is_a_sentence(tmp_path: Path) -> None:
    """Where there is no database none is made."""
    path = tmp_path / "none.db"
    done = CliRunner().invoke(main, ["doctor", "--database", str(path)])
    assert (done.exit_code, "There is no database here" in done.output) == (1, True)
    assert not path.exists()


@pytest.mark.sqlite
def test_it_speaks_the_language_asked_for(ask: Ask, settings: Settings) -> None:
    """Its sentences can be translated like all others."""
    asked = ["--lang", "fa", "doctor", "--database", tell_database(settings.database)]
    assert CliRunner().invoke(main, asked).exit_code == 0
