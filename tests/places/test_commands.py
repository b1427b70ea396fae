"""The commands that register and name projects."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from survey.errors import MahallaError
from survey.places.commands import places
from tests.databases import place_database, tell_database

FILE = """\
id: east
title: The east
organisation: The neighbourhood office
questionnaire: trees
waves: [{id: first, title: First, starts: 2026-03-01, ends: 2026-05-31}]
neighbourhoods:
  - {id: pines, name: The Pines}
  - {id: mill, name: Mill Lane}
"""

TREES = """\
id: trees
title: Trees
unit: person
sections:
  - id: all
    title: All
    questions:
      - {id: like, kind: yes_no, text: Do you like trees?}
"""
GATED = """\
      - {id: afraid, kind: yes_no, text: Afraid?, needs: [trained_interviewers, private_interviews]}
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires" / "trees.yaml").write_text(TREES)
    (tmp_path / "east.yaml").write_text(FILE)
    monkeypatch.setenv("MAHALLA_HOME", str(tmp_path))
    monkeypatch.setenv("MAHALLA_DATABASE", tell_database(place_database(tmp_path / "mahalla.db")))
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(places, arguments, catch_exceptions=False)


def test_loading_says_what_was_saved(home: Path) -> None:
    """Loading a file names the project and what it holds."""
    result = run("load", str(home / "east.yaml"))
    assert result.output == "Saved east (trees; neighbourhoods: 2, waves: 1)\n"


def test_listing_names_every_place(home: Path) -> None:
    """A loaded project is listed with its neighbourhoods."""
    run("load", str(home / "east.yaml"))
    assert run("list").output == (
        "east (trees; neighbourhoods: 2, waves: 1)\n  pines: The Pines\n  mill: Mill Lane\n"
    )


def test_listing_nothing_says_how_to_begin(home: Path) -> None:
    """Without a project the list says how to register one."""
    assert "mahalla places load FILE.yaml" in run("list").output


def test_another_database_may_be_named(home: Path) -> None:
    """The option --database wins over the setting."""
    other = str(home / "other.db")
    run("load", str(home / "east.yaml"), "--database", other)
    assert (run("list").output[:8], run("list", "--database", other).output[:4]) == (
        "There is",
        "east",
    )


def test_an_unknown_questionnaire(home: Path) -> None:
    """A project of a questionnaire that is not there is refused, naming the folder."""
    (home / "east.yaml").write_text(FILE.replace("trees", "birds"))
    with pytest.raises(MahallaError, match=r"There is no questionnaire “birds” in .*/questionn"):
        run("load", str(home / "east.yaml"))


def test_a_question_that_is_off_is_told_with_what_nobody_declares(home: Path) -> None:
    """Without a declaration the coordinator reads which question is not asked, and why."""
    (home / "questionnaires" / "trees.yaml").write_text(TREES + GATED)
    declared = "declares: [{what: [private_interviews], on: 2026-02-01, by: Sara}]\n"
    (home / "east.yaml").write_text(FILE + declared)

    said = run("load", str(home / "east.yaml")).output.splitlines()

    assert said[1:] == ["“afraid” is off: nobody declares trained_interviewers."]


def test_a_question_that_is_on_is_told_with_its_first_day(home: Path) -> None:
    """It is asked from the day of the last declaration; a wave that began before is named."""
    (home / "questionnaires" / "trees.yaml").write_text(TREES + GATED)
    declared = """\
declares:
  - {what: [private_interviews], on: 2026-02-01, by: Sara}
  - {what: [trained_interviewers], on: 2026-03-05, by: Sara}
"""
    (home / "east.yaml").write_text(FILE + declared)

    said = run("load", str(home / "east.yaml")).output.splitlines()

    assert said[1:] == [
        "“afraid” is on from 2026-03-05, in interviews only.",
        "“afraid” is not scored in the wave “first”: it began on 2026-03-01, and not everybody was "
        "asked.",
    ]
