"""A table of areas beside forms: nobody answers it, and nothing stumbles over it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from survey.app import create_app
from survey.cli import main
from survey.errors import MahallaError
from survey.preview.site import create_preview
from survey.settings import Settings
from tests.databases import place_database, tell_database

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TOWNS = """\
id: towns
title: Our towns
unit: area
variables:
  income: {title: Income a head}
  school: {title: Years of schooling}
indices:
  living: {title: Living conditions, of: [income, school]}
"""
STREET = """\
id: street
title: Our street
unit: person
sections:
  - id: walking
    title: Walking
    questions:
      - {id: safe, kind: yes_no, text: Do you feel safe here?}
"""
NOTHING_TO_ANSWER = (
    "“towns” describes a table of areas (`unit: area`), so there is nothing to answer."
)


@pytest.fixture
def home(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a form and a table of areas."""
    folder = tmp_path / "questionnaires"
    folder.mkdir()
    (tmp_path / "translations").symlink_to(root / "translations")
    (folder / "towns.yaml").write_text(TOWNS, encoding="utf-8")
    (folder / "street.yaml").write_text(STREET, encoding="utf-8")
    monkeypatch.setenv("MAHALLA_HOME", str(tmp_path))
    monkeypatch.setenv("MAHALLA_DATABASE", tell_database(place_database(tmp_path / "mahalla.db")))
    return tmp_path


def run(*arguments: object):
    """Run `mahalla` with arguments."""
    return CliRunner().invoke(main, [str(word) for word in arguments])


def test_a_check_counts_variables_and_indices(home):
    """Below the counts of questions stand those of tables of areas."""
    done = run("check")

    assert done.output == (
        "Everything is in order. Questionnaires: 2, questions: 1, scored: 0, worked examples: 0.\n"
        "Tables of areas: 1, variables: 2, indices: 1.\n"
    )


@pytest.mark.parametrize("ending", ["html", "csv"])
def test_a_codebook_names_the_columns(home, ending):
    """Each variable stands there with its title."""
    out = home / f"towns.{ending}"

    assert run("codebook", "towns", "--out", out).exit_code == 0
    text = out.read_text(encoding="utf-8")
    assert "school" in text
    assert "Years of schooling" in text


def test_it_cannot_be_printed_to_be_filled_in(home):
    """There are no questions for a sheet of paper."""
    done = run("paper", "towns", "--out", home)

    assert (done.exit_code, NOTHING_TO_ANSWER in done.output) == (1, True)


def test_it_takes_no_answers_in(home):
    """A table of areas is scored, not imported."""
    (home / "answers.csv").write_text("id,income\n1,3\n", encoding="utf-8")

    done = run("import", "towns", home / "answers.csv")

    assert (done.exit_code, NOTHING_TO_ANSWER in done.output) == (1, True)


def test_it_is_not_begun_with_a_form(home):
    """`mahalla new` writes questions, so it offers no unit without them."""
    assert run("new", "villages", "--unit", "area").exit_code == 2


def test_the_site_offers_the_form_alone(home):
    """Neither the first page nor any address knows the table of areas."""
    client = create_app(
        Settings(home=home, database=place_database(home / "x.db")), lambda: NOW
    ).test_client()

    page = client.get("/en/").text

    assert ("/f/street/" in page, "towns" in page) == (True, False)
    assert client.get("/f/towns/").status_code == 404


def test_its_preview_says_that_there_is_no_form(home, root):
    """The page of the preview works, and says why nothing is shown."""
    scratch = home / "scratch"
    scratch.mkdir()
    app = create_preview(home / "questionnaires" / "towns.yaml", Settings(home=root), scratch)

    page = app.test_client().get("/preview/?lang=en").text

    assert "so there is nothing to answer" in page
    assert "<iframe" not in page


def test_a_broken_one_is_told_with_the_others(home):
    """The site does not start while it has a mistake, as with any questionnaire."""
    (home / "questionnaires" / "towns.yaml").write_text("id: towns\n", encoding="utf-8")

    with pytest.raises(MahallaError, match=r"The key `title` is missing"):
        create_app(Settings(home=home, database=place_database(home / "x.db")), lambda: NOW)
