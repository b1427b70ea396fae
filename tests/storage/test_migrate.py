"""Migrations: applied once and in order, whole or not at all, and never backwards."""

import threading
from contextlib import suppress
from pathlib import Path

import pytest

from survey.errors import MahallaError
from survey.storage.database import Database
from survey.storage.migrate import Migration, find_migrations, last_applied, migrate
from survey.storage.open import open_database
from tests.databases import place_empty

FIRST = Migration(1, "0001_trees", "create table trees (name text);\n")
SECOND = Migration(2, "0002_leaves", "create table leaves (tree text);\n\ndrop table trees;\n")
BROKEN = Migration(2, "0002_broken", "create table leaves (tree text);\nselect nonsense;\n")


def tables(database: Database) -> list[str]:
    """Tell which of the tables of these steps are there."""
    found = []
    for name in ("leaves", "migrations", "trees"):
        with suppress(Exception):
            database.query(f"select * from {name}")
            found.append(name)
    return found


def test_steps_are_applied_in_order(empty: Database) -> None:
    """An empty database gets every step, each with all its statements."""
    migrate(empty, [FIRST, SECOND])
    assert tables(empty) == ["leaves", "migrations"]


def test_a_step_is_applied_once(empty: Database) -> None:
    """Steps that were applied before are passed over."""
    migrate(empty, [FIRST])
    migrate(empty, [FIRST, SECOND])
    assert last_applied(empty) == 2


def test_a_broken_step_leaves_nothing(empty: Database) -> None:
    """A step that fails halfway is undone and not recorded; the steps before it stay."""
    with pytest.raises(Exception, match="nonsense"):
        migrate(empty, [FIRST, BROKEN])
    assert (tables(empty), last_applied(empty)) == (["migrations", "trees"], 1)


def test_a_newer_database_is_refused(empty: Database) -> None:
    """An older program says that a newer one wrote this database, and touches nothing."""
    migrate(empty, [FIRST, SECOND])
    with pytest.raises(MahallaError, match=r"newer Mahalla \(its schema is number 2, .* 1\)"):
        migrate(empty, [FIRST])


def test_two_programs_start_at_once(tmp_path: Path) -> None:
    """Eight openings of one new database at the same moment all succeed."""
    failures: list[Exception] = []
    place = place_empty(tmp_path / "new.db")
    gate = threading.Barrier(8)

    def start() -> None:
        gate.wait()
        try:
            open_database(place).close()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_files_are_numbered_without_a_gap() -> None:
    """The migrations of the product count 1, 2, 3 and so on."""
    numbers = [step.number for step in find_migrations()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_what_an_engine_says_its_own_way_stands_beside(tmp_path: Path) -> None:
    """`0001_trees.sqlite.sql` is a part of step 1 for SQLite alone; elsewhere types differ too."""
    (tmp_path / "0001_trees.sql").write_text("create table trees (name text);\n")
    (tmp_path / "0001_trees.sqlite.sql").write_text("create trigger a b;\n")
    (tmp_path / "0001_trees.postgres.sql").write_text("create trigger c text;\n")
    [step] = find_migrations("sqlite", tmp_path)
    [other] = find_migrations("postgres", tmp_path)
    assert (step.number, step.name) == (1, "0001_trees")
    assert step.statements == ["create table trees (name text)", "create trigger a b"]
    trees = 'create table trees (name text collate "C")'
    assert other.statements == [trees, "create trigger c text"]
