"""`mahalla live` writes scores as answers come in, and sums up only where something changed."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from survey.cli import main
from survey.errors import MahallaError
from survey.locale import load_languages
from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.responses.model import hash_content
from survey.responses.store import keep_version, submit
from survey.results.freeze import freeze
from survey.results.live import Watch, watch
from survey.results.store import read_scores
from survey.scoring.outcomes.figures import COLUMNS
from survey.settings import Settings, read_settings
from survey.storage.database import Database
from tests.databases import tell_database
from tests.results.collection import AUTUMN, EAST, collect, interview

Look = Callable[..., pd.DataFrame]


@pytest.fixture
def office_settings(settings: Settings, tmp_path: Path, street_source: str) -> Settings:
    forms = tmp_path / "home" / "questionnaires"
    forms.mkdir(parents=True)
    (forms / "street.yaml").write_text(street_source, encoding="utf-8")
    return replace(settings, home=tmp_path / "home")


@pytest.fixture
def look(office_settings: Settings, tmp_path: Path, now: datetime) -> Look:
    speaker = load_languages(Settings().translations)["en"]
    out = tmp_path / "live.csv"

    def look(
        wave: str = "", then: Callable[[], object] | None = None, project: str = "east"
    ) -> pd.DataFrame:
        """Look once, and once more after `then`."""
        turns = iter([then] if then else [])

        def wait(seconds: float) -> None:
            turn = next(turns, None)
            if turn is None:
                raise KeyboardInterrupt
            turn()

        order = Watch(project, out, wave, 60.0 if then else None)
        with suppress(KeyboardInterrupt):
            watch(order, office_settings, speaker, lambda: now, wait)
        return read_scores(out.read_text(encoding="utf-8"))

    return look


def test_it_works(east_office: Database, street: Questionnaire, look: Look, now: datetime) -> None:
    """The live table is the one that a release of the same answers would have."""
    collect(east_office, street, range(40))
    collect(east_office, street, range(40, 80), "mill")
    released = freeze(east_office, "test", EAST, AUTUMN, street, now)
    pd.testing.assert_frame_equal(look(), released.scores)


def test_it_says_how_much_was_summed_up_and_for_whom_it_is(
    east_office: Database,
    street: Questionnaire,
    look: Look,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One line a table: first all neighbourhoods, then those with new answers."""
    collect(east_office, street, range(40))
    collect(east_office, street, range(40, 80), "mill")
    look(then=lambda: collect(east_office, street, range(80, 90)))
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("east, autumn: 2 of 2 neighbourhoods summed up anew")
    assert second.startswith("east, autumn: 1 of 2 neighbourhoods summed up anew")
    assert "not to be shown outside the team" in first


def test_new_answers_are_in_the_next_table(
    east_office: Database, street: Questionnaire, look: Look
) -> None:
    """Who answers while the command waits counts in the table that follows."""
    collect(east_office, street, range(40))
    scores = look(then=lambda: collect(east_office, street, range(40, 50)))
    assert scores.loc[scores["index"] == "street", "n"].tolist() == [50, 50]


def test_neighbourhoods_as_strata(
    east_office: Database,
    office_settings: Settings,
    street_source: str,
    look: Look,
    now: datetime,
) -> None:
    """A design that says so makes each neighbourhood a stratum, live as in a release."""
    source = f"{street_source}\ndesign:\n  strata: neighbourhood\n"
    (office_settings.questionnaires / "street.yaml").write_text(source, encoding="utf-8")
    form = parse_questionnaire(source, "street.yaml")
    keep_version(east_office, now, "test", form, source)
    collect(east_office, form, range(40))
    collect(east_office, form, range(40, 80), "mill")
    released = freeze(east_office, "test", EAST, AUTUMN, form, now)
    pd.testing.assert_frame_equal(look(), released.scores)


def test_without_news_nothing_is_written(
    east_office: Database,
    street: Questionnaire,
    look: Look,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A look that finds nothing new is silent."""
    collect(east_office, street, range(40))
    look(then=lambda: None)
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_everybody_withdrew(east_office: Database, street: Questionnaire, look: Look) -> None:
    """Where nobody answers any more, the table has no rows."""
    [only] = collect(east_office, street, range(1))
    gone = replace(only, revises=hash_content(only), consent="refused")
    assert len(look(then=lambda: submit(east_office, "test", gone))) == 0


def test_before_the_first_answer(east_office: Database, look: Look) -> None:
    """A wave without answers has a table with the columns and no rows."""
    assert look().columns.tolist() == list(COLUMNS)


def test_a_wave_is_named(east_office: Database, street: Questionnaire, look: Look) -> None:
    """Without --wave the newest that has answers is scored; another is named."""
    collect(east_office, street, range(40))
    submit(east_office, "test", replace(interview(street, 90), wave="spring"))
    assert look()["n"].isna().all()
    assert look("autumn")["n"].max() == 40


@pytest.mark.parametrize(
    ("asked", "said"),
    [({"wave": "none"}, "has no wave “none”"), ({"project": "none"}, "no project “none”")],
)
def test_what_is_not_there_is_a_sentence(
    east_office: Database, look: Look, asked: dict[str, str], said: str
) -> None:
    """A project or wave that does not exist is said in a sentence."""
    with pytest.raises(MahallaError, match=said):
        look(**asked)


def test_a_design_that_weighs_all_answers_together_is_refused(
    east_office: Database, office_settings: Settings, look: Look, street_source: str
) -> None:
    """Live sums by neighbourhood cannot have weights that every answer changes."""
    form = office_settings.questionnaires / "street.yaml"
    form.write_text(street_source + "\ndesign:\n  probability: p_household\n", encoding="utf-8")
    with pytest.raises(MahallaError, match="weighs answers by p_household"):
        look()


def test_the_command(
    east_office: Database,
    street: Questionnaire,
    office_settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The command writes the file, and the snapshot beside the database."""
    collect(east_office, street, range(12))
    monkeypatch.setenv("MAHALLA_HOME", str(office_settings.home))
    (office_settings.home / "translations").symlink_to(Settings().translations)
    asked = ["live", "--project", "east", "--out", str(tmp_path / "live.csv")]
    ran = CliRunner().invoke(main, [*asked, "--database", tell_database(office_settings.database)])
    assert (ran.exit_code, ran.output.count("\n")) == (0, 1), ran.output
    assert (tmp_path / "live.csv").exists()
    assert (office_settings.snapshot_folder / "east" / "autumn").is_dir()


def test_snapshots_stand_beside_the_database_or_where_they_are_told_to() -> None:
    """MAHALLA_SNAPSHOTS names their folder."""
    assert read_settings({"MAHALLA_DATABASE": "a/m.db"}).snapshot_folder == Path("a/snapshots")
    assert read_settings({"MAHALLA_SNAPSHOTS": "/b"}).snapshot_folder == Path("/b")
