"""Each check finds what it is for, says what to do, and is silent where all is well."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest

from survey.backup.keeping import name_backup
from survey.doctor.checks import backups, clock, fonts, keys, log_size, queue, space
from survey.doctor.model import Installation
from survey.interviews.keys import ensure_key, find_current, note_copy
from survey.places.store import save_project
from survey.reports.jobs.model import Job, save_job
from survey.responses.store import keep_version, submit
from survey.settings import Settings, own_file
from survey.storage.database import Database
from survey.storage.unlocking import unlock
from tests.backup.conftest import answer, project, trees
from tests.responses.conftest import NOW, SOURCE

__all__ = ["project", "trees"]

Ask = Callable[..., list[str]]


@pytest.fixture
def ask(settings: Settings, database: Database, project, trees) -> Ask:
    """Ask one check about an installation with one response, at a moment of today."""
    save_project(database, NOW, "sara", project)
    keep_version(database, NOW, "sara", trees, SOURCE)
    submit(database, "test", answer(trees, 1))

    def ask(check: ModuleType, now: datetime | None = None, **changes: object) -> list[str]:
        told = replace(settings, **changes)
        moment = now or datetime.now(UTC) + timedelta(days=1000)
        found = check.look(Installation(told, database, moment))
        return [finding.sentence.say() for finding in found if finding.is_fault]

    return ask


@pytest.mark.parametrize("check", [backups, clock, fonts, keys, log_size, queue, space])
def test_nothing_is_said_where_all_is_well(ask: Ask, check: ModuleType) -> None:
    """An installation in order has no faults."""
    assert ask(check) == []


def test_a_full_disk_is_found(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where less is free than should be, it says how much."""
    monkeypatch.setattr(space, "LEAST", shutil.disk_usage("/").total * 1000)
    [said] = ask(space)
    assert "MB are free here" in said


def test_a_clock_behind_the_last_answer_is_found(ask: Ask) -> None:
    """A clock that went back shows by answers from the future."""
    [said, *_] = ask(clock, NOW - timedelta(days=2))
    assert "but answers arrived at 2026-11-22 12:00 UTC" in said


def test_a_clock_before_the_program_is_found(ask: Ask) -> None:
    """A clock that began anew shows by a program from the future."""
    said = ask(clock, datetime(1980, 1, 1, tzinfo=UTC))
    assert "but this program was installed on" in said[-1]


def test_a_lost_key_of_names_is_found(ask: Ask, settings: Settings, database: Database) -> None:
    """Names are sealed, and the key is gone."""
    unlock(database)
    own_file(settings.database, ".seal.key").unlink()
    del database.vault.__dict__["_key"]
    [said] = ask(keys)
    assert "The key with which names and telephone numbers are sealed is gone" in said


def test_a_key_with_one_copy_is_found(ask: Ask, database: Database) -> None:
    """The key of a project should be held by two people beside this computer."""
    key = ensure_key(database, NOW, "sara", "east")
    with database.transaction() as tx:
        note_copy(tx, NOW, "sara", key, "Omid")
    [said] = ask(keys)
    assert "there are 1 recovery copies; there should be 2" in said


def test_a_lost_key_of_a_project_is_found(ask: Ask, settings: Settings, database: Database) -> None:
    """What tablets seal cannot be opened without the private half."""
    ensure_key(database, NOW, "sara", "east")
    found = find_current(database, "east")
    assert found
    for holder in ("Omid", "Leila"):
        with database.transaction() as tx:
            note_copy(tx, NOW, "sara", found, holder)
    assert ask(keys) == []
    shutil.rmtree(own_file(settings.database, ".keys"))
    [said] = ask(keys)
    assert f"The private key {found.id} of the project “east” is missing" in said


def test_a_missing_font_is_found(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A font that is not the one that came along is named."""
    copied = shutil.copytree(fonts.FOLDER, tmp_path / "fonts")
    (copied / "Vazirmatn-Bold.ttf").write_bytes(b"another")
    monkeypatch.setattr(fonts, "FOLDER", copied)
    [said] = ask(fonts)
    assert said.startswith(str(copied / "Vazirmatn-Bold.ttf"))


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("ages", "words"),
    [
        ([], ["There is no backup"]),
        ([3], ["The newest backup"]),
        ([0.5, 1.5], []),
        ([0.5, 40], ["The oldest backup"]),
    ],
)
def test_backups_that_are_old_are_found(
    ask: Ask, tmp_path: Path, ages: list[float], words: list[str]
) -> None:
    """The newest must be new, and the oldest no older than what is promised."""
    folder = tmp_path / "backups"
    folder.mkdir()
    for age in ages:
        (folder / name_backup(Path("mahalla.db"), NOW - timedelta(days=age))).touch()
    said = [one.partition(": ")[2] for one in ask(backups, NOW, backups=folder)]
    assert [one[: len(word)] for one, word in zip(said, words, strict=True)] == words


@pytest.mark.sqlite
def test_a_long_log_is_found(ask: Ask, settings: Settings, database: Database) -> None:
    """A log that is never written back is told."""
    log = Path(f"{settings.database}-wal")
    os.truncate(log, 300_000_000)
    [said] = ask(log_size)
    assert "The log of changes has 300 MB" in said


def test_printing_that_nobody_does_is_found(ask: Ask, settings: Settings) -> None:
    """A job waits, and the site is not served."""
    save_job(settings, Job("east", ("en",), ("report",)))
    [said] = ask(queue)
    assert "waits, and nobody prints" in said
