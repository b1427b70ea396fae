"""The sample town in a database: two waves of one panel, and what was agreed between them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from survey.demo.load import SAMPLE, WAVES, load_sample
from survey.places.file import load_project_file
from survey.places.store import find_project
from survey.settings import Settings, read_settings
from survey.storage.database import Database
from survey.storage.open import open_database
from tests.databases import place_database

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def settings(root: Path) -> Settings:
    return read_settings({"MAHALLA_HOME": str(root)})


@pytest.fixture(scope="module")
def loaded(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Database:
    database = open_database(place_database(tmp_path_factory.mktemp("demo") / "mahalla.db"))
    load_sample(database, settings, NOW)
    return database


def count(database: Database) -> dict[str, int]:
    rows = database.query("select wave, count(*) as n from responses group by wave order by wave")
    return {str(row["wave"]): int(row["n"]) for row in rows}


def test_two_waves_have_answers(loaded: Database) -> None:
    """Each wave of the file has hundreds of interviews."""
    counts = count(loaded)
    assert list(counts) == list(WAVES)
    assert min(counts.values()) > 600


def test_loading_again_changes_nothing(loaded: Database, settings: Settings) -> None:
    """The seeds give the same answers with the same ids."""
    before = count(loaded)
    load_sample(loaded, settings, NOW)
    assert count(loaded) == before
    assert loaded.query("select count(*) as n from revisions") == [{"n": 0}]


def test_only_the_last_wave_stays_open(loaded: Database) -> None:
    """Whoever tries the form answers in the newest wave; the first one is over."""
    project = find_project(loaded, "sample")
    assert project is not None
    first, last = project.waves
    assert (first.ends.year, project.wave_on(NOW.date())) == (2025, last)


def test_actions_can_be_followed(root: Path) -> None:
    """Every action has an indicator that is asked, and was agreed after the first wave."""
    project = load_project_file(SAMPLE, root / "questionnaires")
    assert {action.wave for action in project.actions} == {"sample-0"}
    assert {action.state for action in project.actions} == {
        "planned",
        "under_way",
        "done",
        "dropped",
    }
    spoken = {tuple(tag for tag, _ in action.title.inline) for action in project.actions}
    assert spoken == {("en", "fa", "ar")}
