"""The command `mahalla import`: on a small table, and on the real one of Tal Afar."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from survey.errors import MahallaError
from survey.locale import Text
from survey.places.model import Declaration, Project, Wave
from survey.places.store import load_projects, save_project
from survey.responses.commands import import_
from survey.storage.open import open_database
from tests.databases import place_database, tell_database
from tests.responses.conftest import SOURCE

ROOT = Path(__file__).parents[2]
TAL_AFAR = ROOT / ".." / "shared" / "data" / "tal-afar" / "responses.csv"

needs_tal_afar = pytest.mark.skipif(
    not TAL_AFAR.is_file(), reason="the answers of Tal Afar are not beside the repository"
)

TABLE = """\
nr,quarter,household,day,like,which,many,hair
1,pines,12,2026-10-03,a_lot,fig,3,brown
2,mill,7,2026-10-05,loads,,,black
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires" / "trees.yaml").write_text(SOURCE)
    (tmp_path / "answers.csv").write_text(TABLE)
    monkeypatch.setenv("MAHALLA_HOME", str(tmp_path))
    monkeypatch.setenv("MAHALLA_DATABASE", tell_database(place_database(tmp_path / "mahalla.db")))
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(import_, [str(word) for word in arguments], catch_exceptions=False)


def test_the_counts_and_the_rejected_cells_are_shown(home: Path) -> None:
    """An import says how many rows are new, and lists what it left out."""
    assert run("trees", home / "answers.csv").output == (
        f"Imported {home}/answers.csv into the project trees:\n"
        "  new: 2\n"
        "  already there: 0\n"
        "  conflicts: 0\n"
        "  rejected cells: 1\n"
        "  columns that are no question: 1\n"
        "Row 3, like: “loads”: “loads” is not one of the answers. Choose one of: a_lot, a_little.\n"
    )


def test_the_second_import_says_so(home: Path) -> None:
    """Importing again shows that all was there."""
    run("trees", home / "answers.csv")
    assert "  new: 0\n  already there: 2\n" in run("trees", home / "answers.csv").output


def test_conflicts_are_named(home: Path) -> None:
    """A row that differs from what is stored is named."""
    run("trees", home / "answers.csv")
    (home / "answers.csv").write_text(TABLE.replace("a_lot,fig,3", "a_lot,fig,4"))
    output = run("trees", home / "answers.csv").output
    assert "Row 2 (1) differs from what is stored; both are kept.\n" in output


def test_the_questionnaire_may_be_a_path(home: Path) -> None:
    """A questionnaire is named by its id or by its file."""
    other = (home / "questionnaires" / "trees.yaml").rename(home / "mine.yaml")
    assert "  new: 2\n" in run(other, home / "answers.csv").output


def test_questions_without_a_column_are_named(home: Path) -> None:
    """Questions that the table does not answer are named."""
    (home / "answers.csv").write_text("nr,quarter,day,like\n1,pines,,a_lot\n")
    output = run("trees", home / "answers.csv").output
    assert "  questions without a column: which, many\n" in output


def test_a_whole_row_has_no_column(home: Path) -> None:
    """A row left out for its length is listed without a column."""
    (home / "answers.csv").write_text(TABLE + "3,pines\n")
    assert "Row 4: “”: The row has 2 cells" in run("trees", home / "answers.csv").output


@pytest.fixture
def many_rejected(home: Path) -> Path:
    rows = "".join(f"{number},pines,12,,loads,,,\n" for number in range(25))
    (home / "answers.csv").write_text(TABLE.splitlines(keepends=True)[0] + rows)
    return home


def test_only_the_first_twenty_rejected_cells_are_shown(many_rejected: Path) -> None:
    """A long list is cut off on the screen, saying how to get all of it."""
    output = run("trees", many_rejected / "answers.csv").output
    assert output.count("is not one of the answers") == 20
    assert output.endswith("These are the first 20. For all of them, add --rejected FILE.csv.\n")


def test_all_rejected_cells_are_written(many_rejected: Path) -> None:
    """The file of rejected cells has every one with row, column, value and reason."""
    file = many_rejected / "rejected.csv"
    output = run("trees", many_rejected / "answers.csv", "--rejected", file).output
    rows = list(csv.reader(file.open(encoding="utf-8-sig", newline="")))
    assert (len(rows), rows[0]) == (26, ["row", "column", "value", "reason"])
    assert rows[25][:3] == ["26", "like", "loads"]
    assert output.endswith(f"All rejected cells are in {file}.\n")


def test_a_list_that_cannot_be_written(home: Path) -> None:
    """A place where the list cannot be written is named."""
    with pytest.raises(MahallaError, match=r"cannot be written here: .*The answers were imported"):
        run("trees", home / "answers.csv", "--rejected", home / "nowhere" / "rejected.csv")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("birds", "answers.csv"), r"birds\.yaml: The file cannot be read: No such file"),
        (("trees", "other.csv"), r"other\.csv: The file cannot be read: No such file"),
    ],
)
def test_missing_files(
    home: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, str], reason: str
) -> None:
    """A questionnaire or table that is not there is named."""
    monkeypatch.chdir(home)
    with pytest.raises(MahallaError, match=reason):
        run(*words)


def test_a_table_that_is_not_utf8(home: Path) -> None:
    """A table in another encoding is named with the line."""
    (home / "answers.csv").write_bytes(TABLE.replace("brown", "بور").encode("cp1256"))
    with pytest.raises(MahallaError, match=r"answers\.csv:2:1: This line is not UTF-8 text\. Save"):
        run("trees", home / "answers.csv")


@needs_tal_afar
def test_the_real_answers_of_tal_afar(tmp_path: Path) -> None:
    """The 578 interviews of 42 neighbourhoods are stored, and a second import adds none."""
    place = place_database(tmp_path / "mahalla.db")
    words = (ROOT / "questionnaires" / "tal-afar-water.yaml", TAL_AFAR)
    words = (*words, "--database", tell_database(place))
    first, second = run(*words).output, run(*words).output
    assert "  new: 578\n  already there: 0\n  conflicts: 0\n" in first
    assert "  new: 0\n  already there: 578\n  conflicts: 0\n" in second
    database = open_database(place)
    [project] = load_projects(database)
    assert len(project.neighbourhoods) == 42
    assert database.query("select count(*) as n from responses") == [{"n": 578}]


@pytest.mark.parametrize("day", ["2026-10-01", "2126-10-01"])
def test_what_needs_a_promise_is_imported_where_it_was_declared(home: Path, day: str) -> None:
    """Answers to a dangerous question come in with a declaration, and are left out before it."""
    gated = '      - {id: afraid, kind: yes_no, text: "Afraid?", needs: [trained_interviewers]}\n'
    (home / "questionnaires" / "trees.yaml").write_text(SOURCE + gated)
    waves = (Wave("first", Text("First"), date(2026, 10, 1), date(2026, 12, 31)),)
    declared = (Declaration(("trained_interviewers",), date.fromisoformat(day), "Sara"),)
    project = Project("town", Text("Town"), Text("Office"), "trees", waves, (), declares=declared)
    database = open_database(place_database(home / "mahalla.db"))
    save_project(database, datetime(2026, 10, 1, tzinfo=UTC), "test", project)
    (home / "answers.csv").write_text("nr,quarter,day,like,afraid\n1,pines,2026-10-03,a_lot,yes\n")

    run("trees", home / "answers.csv")

    [row] = database.query("select answers from responses")
    assert ("afraid" in row["answers"]) is (day == "2026-10-01")
