"""`mahalla doctor` where the database is on a PostgreSQL server."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from survey.cli import main
from survey.settings import Settings
from survey.storage.database import Database
from tests.databases import order, place_empty, tell_database

pytestmark = pytest.mark.postgres


def ask(settings: Settings) -> Result:
    return CliRunner().invoke(main, ["doctor", "--database", tell_database(settings.database)])


def test_a_server_that_does_not_wait_for_its_disk_is_a_fault(
    settings: Settings, database: Database
) -> None:
    """It is said where the server was told to forget what it acknowledged in a power cut."""
    told = {row[0]: row[1] for row in order("select name, setting from pg_settings")}
    done = ask(settings)
    assert ("(fsync is off)" in done.output) is (told["fsync"] == "off")
    assert ("pg_checksums --enable" in done.output) is (told["data_checksums"] == "off")
    assert "✓ The audit trail is whole." in done.output
    assert "Traceback" not in done.output


def test_a_database_without_tables_is_none(settings: Settings, tmp_path: Path) -> None:
    """An empty database is said to be none, and nothing is made in it."""
    bare = replace(settings, database=place_empty(tmp_path / "bare.db"))
    for _ in range(2):
        done = ask(bare)
        assert (done.exit_code, "There is no database here" in done.output) == (1, True)
