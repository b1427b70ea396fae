"""The command `mahalla report`, on a real database with a small release."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from survey.cli import main
from survey.locale import Text
from survey.places.model import Neighbourhood, Project, Wave
from survey.places.store import save_project
from survey.questionnaire.model import Questionnaire
from survey.responses.ids import import_id
from survey.responses.model import Submission
from survey.responses.store import keep_version, submit
from survey.results.freeze import freeze
from survey.settings import DatabasePlace
from survey.storage.open import open_database
from tests.databases import place_database, tell_database

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
WAVE = Wave("autumn", Text("Autumn"), date(2026, 10, 1), date(2026, 10, 31))
PLACES = (Neighbourhood("pines", Text("Pines")), Neighbourhood("mill", Text("Mill")))
PROJECT = Project("east", Text("East"), Text("Office"), "street", (WAVE,), PLACES)


@pytest.fixture(scope="module")
def stored(
    tmp_path_factory: pytest.TempPathFactory, street: Questionnaire, street_source: str
) -> DatabasePlace:
    """Keep twelve answers of each of two neighbourhoods, and release their scores."""
    place = place_database(tmp_path_factory.mktemp("office") / "mahalla.db")
    database = open_database(place)
    save_project(database, NOW, "test", PROJECT)
    keep_version(database, NOW, "test", street, street_source)
    for number in range(24):
        submit(database, "test", interview(street, number))
    freeze(database, "test", PROJECT, WAVE, street, NOW)
    return place


def interview(street: Questionnaire, number: int) -> Submission:
    return Submission(
        id=import_id("street", str(number)),
        project="east",
        wave="autumn",
        questionnaire="street",
        version=street.version,
        language="en",
        channel="tablet",
        consent="given",
        answers={"safe": ("agree", "disagree")[number % 2], "light": "agree"},
        received_at=NOW,
        neighbourhood=("pines", "mill")[number // 12],
        household=f"h{number}",
    )


def run(database: DatabasePlace, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["report", *arguments, "--database", tell_database(database)])


def test_one_report(stored: DatabasePlace, tmp_path: Path) -> None:
    """One report is written into the file that was asked for."""
    file = tmp_path / "report.pdf"
    ran = run(stored, "--neighbourhood", "mill", "--lang", "fa", "--out", str(file))
    assert (ran.exit_code, ran.output.strip()) == (0, str(file))
    assert file.read_bytes().startswith(b"%PDF")


def test_printing_is_in_the_trail(stored: DatabasePlace, tmp_path: Path) -> None:
    """Whoever takes reports out on the server leaves an entry, as the office does."""
    run(stored, "--neighbourhood", "pines", "--lang", "en", "--out", str(tmp_path / "pines.pdf"))
    rows = open_database(stored).query(
        "select actor, subject from audit where action = 'reports.printed' order by number desc"
    )
    assert rows[0] == {"actor": "command line", "subject": "project:east"}


def test_all(stored: DatabasePlace, tmp_path: Path) -> None:
    """All reports are written into a folder with what lies beside them, and counted at the end."""
    asked = ["--all", "--languages", "fa,en", "--products", "neighbourhood"]
    ran = run(stored, *asked, "--out", str(tmp_path))
    assert ran.output.splitlines()[1:] == [
        "4 copies were printed.",
        f"{tmp_path}/index.html lists them, {tmp_path}/everything.zip holds them all.",
    ]
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == [
        "east-mill-neighbourhood-en.pdf",
        "east-mill-neighbourhood-fa.pdf",
        "east-pines-neighbourhood-en.pdf",
        "east-pines-neighbourhood-fa.pdf",
    ]


def test_a_product_that_there_is_not(stored: DatabasePlace, tmp_path: Path) -> None:
    """A product that nobody prints is answered with those there are."""
    ran = run(stored, "--all", "--products", "poster", "--out", str(tmp_path))
    assert (ran.exit_code, "“poster”" in ran.output, "paper" in ran.output) == (1, True, True)


def test_neither_one_nor_all(stored: DatabasePlace, tmp_path: Path) -> None:
    """Without saying which report, it is asked for."""
    ran = run(stored, "--out", str(tmp_path / "report.pdf"))
    assert (ran.exit_code, ran.output.split(":")[0]) == (1, "Say which report")


@pytest.mark.parametrize("tag", ["de", "fa_IR", ""])
def test_a_language_that_is_not_offered(stored: DatabasePlace, tmp_path: Path, tag: str) -> None:
    """A language that there is not, or not wholly, is answered with those there are."""
    ran = run(stored, "--all", "--languages", f"en,{tag}", "--out", str(tmp_path))
    assert (ran.exit_code, f"“{tag}”" in ran.output) == (1, True)


def test_no_release(tmp_path: Path) -> None:
    """Without released scores, the command that makes them is named."""
    ran = run(tmp_path / "empty.db", "--all", "--out", str(tmp_path))
    assert (ran.exit_code, "mahalla release" in ran.output) == (1, True)


def test_unknown_neighbourhood(stored: DatabasePlace, tmp_path: Path) -> None:
    """A neighbourhood that no project has is answered with those there are."""
    ran = run(stored, "--neighbourhood", "none", "--out", str(tmp_path / "report.pdf"))
    assert (ran.exit_code, "“none” here. Choose one of: pines, mill" in ran.output) == (1, True)
