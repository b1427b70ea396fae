"""A real installation with answers, and what a backup of it is asked."""

from pathlib import Path
from uuid import UUID

import pytest

from survey.places.store import save_project
from survey.questionnaire.model import Questionnaire
from survey.responses.model import Draft, Submission
from survey.responses.store import keep_version, submit
from survey.settings import Settings
from survey.storage.database import Database
from survey.storage.sqlite import SqliteDatabase
from tests.responses.conftest import NOW, SOURCE, project, trees

__all__ = ["project", "trees"]


def name_id(number: int) -> UUID:
    return UUID(f"019aab5c-0000-7000-8000-{number:012}")


def answer(trees: Questionnaire, number: int) -> Submission:
    return Submission(
        id=name_id(number),
        project="east",
        wave="autumn",
        questionnaire="trees",
        version=trees.version,
        language="en",
        channel="self",
        consent="given",
        answers={"many": number},
        received_at=NOW,
        neighbourhood="pines",
        household="",
    )


def begin(trees: Questionnaire, number: int) -> Draft:
    return Draft(
        id=name_id(number),
        questionnaire="trees",
        version=trees.version,
        language="en",
        section="",
        answers={"many": number},
        started_at=NOW,
        updated_at=NOW,
        project="east",
        neighbourhood="pines",
    )


@pytest.fixture
def settings(tmp_path: Path, root: Path) -> Settings:
    (tmp_path / "data").mkdir()
    return Settings(
        home=root, database=tmp_path / "data" / "mahalla.db", reports=tmp_path / "reports"
    )


@pytest.fixture
def path(settings: Settings) -> Path:
    assert isinstance(settings.database, Path)
    return settings.database


@pytest.fixture
def database(path: Path, project, trees: Questionnaire) -> Database:
    """A database with five responses and a key of names."""
    from survey.storage.open import open_database

    opened = open_database(path)
    save_project(opened, NOW, "sara", project)
    keep_version(opened, NOW, "sara", trees, SOURCE)
    for number in range(5):
        submit(opened, "test", answer(trees, number))
    opened.vault.seal("names", "here", "Sara")
    path.with_suffix(".key").write_text("secret")
    return opened


def read_ids(path: Path) -> list[str]:
    database = SqliteDatabase(path)
    rows = database.query("select id from responses order by id")
    database.close()
    return [row["id"][-2:] for row in rows]
