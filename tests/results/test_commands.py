"""`mahalla score` and `mahalla release`, run as a person runs them."""

from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from survey.cli import main
from survey.places.begin import begin_projects
from survey.questionnaire.load import load_questionnaire
from survey.results.store import find_releases
from survey.scoring.tables import COLUMNS
from survey.settings import Settings
from survey.storage.database import Database
from tests.databases import place_database, tell_database

ANSWERS = "id,neighbourhood,household,safe,light\n" + "".join(
    f"{number},pines,h{number},{('agree', 'disagree')[number % 2]},agree\n" for number in range(12)
)


@pytest.fixture
def folder(tmp_path: Path, street_source: str) -> Path:
    (tmp_path / "street.yaml").write_text(street_source, encoding="utf-8")
    (tmp_path / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    return tmp_path


def score(folder: Path, answers: str = "answers.csv") -> tuple[int, str]:
    arguments = [str(folder / "street.yaml"), str(folder / answers), "--out", str(folder / "out")]
    result = CliRunner().invoke(main, ["score", *arguments])
    return result.exit_code, result.output


def test_it_works(folder: Path) -> None:
    """A table is scored without a database."""
    status, said = score(folder)
    scores = pd.read_csv(folder / "out" / "scores.csv")
    row = scores[(scores["area"] == "pines") & (scores["index"] == "street")].iloc[0]
    assert (status, row["estimate"], row["n"]) == (0, 75.0, 12), said


def test_the_columns_are_the_documented_ones(folder: Path) -> None:
    """scores.csv has its columns in their order, thirteen of the figure in front."""
    score(folder)
    header = (folder / "out" / "scores.csv").read_text().splitlines()[0]
    assert header.startswith(
        "area,index,kind,estimate,se,lower,upper,n,n_effective,households,label,suppressed,flag,"
    )
    assert header.split(",") == list(COLUMNS["scores"])


def test_the_same_inputs_give_the_same_bytes(folder: Path) -> None:
    """Scoring the same table twice gives the same file."""
    score(folder)
    first = (folder / "out" / "scores.csv").read_bytes()
    score(folder)
    assert (folder / "out" / "scores.csv").read_bytes() == first


def test_a_wrong_cell_is_named(folder: Path) -> None:
    """A cell that is no answer is left out, with its row, column and reason."""
    (folder / "wrong.csv").write_text(ANSWERS.replace("0,pines,h0,agree", "0,pines,h0,maybe"))
    status, said = score(folder, "wrong.csv")
    assert status == 0
    assert "row 2, safe, “maybe”" in said


def test_a_missing_table_is_a_sentence(folder: Path) -> None:
    """A table that is not there is said in a sentence, with exit status 1."""
    status, said = score(folder, "none.csv")
    assert status == 1
    assert "none.csv: The file cannot be read" in said


def test_a_folder_that_cannot_be_written_is_a_sentence(folder: Path) -> None:
    """A place where nothing can be written is said in a sentence."""
    (folder / "out").write_text("a file, no folder")
    status, said = score(folder)
    assert status == 1
    assert "The file cannot be written" in said


def test_releasing_an_unknown_project_is_a_sentence(tmp_path: Path) -> None:
    """A project that does not exist is said in a sentence."""
    arguments = [
        "release",
        "--project",
        "none",
        "--database",
        tell_database(place_database(tmp_path / "m.db")),
    ]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    assert "There is no project “none”" in result.output


def test_a_wave_without_answers_is_not_released(
    database: Database, settings: Settings, now: datetime
) -> None:
    """A project that nobody has answered yet has no figures, not empty ones."""
    name = "session-satisfaction"
    questionnaire = load_questionnaire(settings.questionnaires / f"{name}.yaml")
    begin_projects(database, now, "test", [questionnaire])
    ran = CliRunner().invoke(main, ["release", "--database", tell_database(settings.database)])
    assert (ran.exit_code, ran.output) == (0, "")
    assert find_releases(database) == []
