"""A release keeps, beside its scores, what changed, how areas rank and how it was scored."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from survey.places.model import Wave
from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.reports.reading import read_neighbourhood
from survey.responses.ids import import_id
from survey.responses.store import keep_version, responses_of, submit
from survey.results.frames import lay_out, read_respondent
from survey.results.freeze import METHOD, freeze
from survey.results.model import Release
from survey.results.release_tables import read_run, write_run
from survey.results.store import find_release
from survey.scoring.method.sample_choices import Run
from survey.scoring.score import score
from survey.scoring.tables import COLUMNS
from survey.storage.database import Database
from tests.results.collection import AUTUMN, EAST, SPRING, interview

LATER = datetime(2027, 4, 20, 12, tzinfo=UTC)


def answer(
    office: Database,
    street: Questionnaire,
    wave: Wave,
    safe: str,
    numbers: range,
    place: str = "pines",
    received: datetime = LATER - timedelta(days=5),
) -> None:
    for number in numbers:
        one = interview(street, number, safe if number % 4 else "neither", place)
        submit(
            office,
            "test",
            replace(
                one,
                id=import_id("street", f"{wave.id}-{place}-{number}"),
                wave=wave.id,
                answers={"safe": one.answers["safe"], "light": "neither"},
                received_at=received,
            ),
        )


@pytest.fixture
def two_waves(east_office: Database, street: Questionnaire) -> Database:
    """In pines 40 households felt unsafe in autumn and feel safe in spring; in mill 4 answered."""
    for wave, safe in ((AUTUMN, "disagree"), (SPRING, "agree")):
        answer(east_office, street, wave, safe, range(40))
        answer(east_office, street, wave, safe, range(4), "mill")
    return east_office


def make(
    office: Database, street: Questionnaire, wave: Wave = SPRING, now: datetime = LATER
) -> Release:
    return freeze(office, "test", EAST, wave, street, now)


def change_in(release: Release, area: str) -> pd.Series:
    change = release.tables["change"]
    return change[change["area"] == area].iloc[0]


def test_it_works(two_waves: Database, street: Questionnaire) -> None:
    """A release says what changed since the wave before: 25 and 75 in three of four, else 50."""
    release = make(two_waves, street)
    row = change_in(release, "pines")
    assert release.earlier == AUTUMN
    assert row["before"] == pytest.approx((30 * 25 + 10 * 50) / 40)
    assert row["after"] == pytest.approx((30 * 75 + 10 * 50) / 40)
    assert (row["label"], row["method"]) == ("better", "panel")


def test_change_is_masked(two_waves: Database, street: Questionnaire) -> None:
    """Where four answered, nothing is said of them, nor by the others of them."""
    change = make(two_waves, street).tables["change"]
    hidden = change[change["area"] != "pines"]
    assert hidden["suppressed"].all()
    assert (
        hidden[["before", "after", "difference", "lower", "upper", "p", "q"]].isna().all(axis=None)
    )


def test_tables_are_read_as_they_were_written(two_waves: Database, street: Questionnaire) -> None:
    """All tables, and how the release was scored, come back from the database to the last bit."""
    written, read = make(two_waves, street), find_release(two_waves, EAST)
    assert read is not None
    assert set(read.tables) == set(written.tables)
    for name, frame in written.tables.items():
        assert_frame_equal(read.tables[name], frame, check_dtype=False, check_exact=True)
    assert (read.earlier, read.run) == (AUTUMN, written.run)
    assert written.run == Run(METHOD, 44)


def test_the_first_wave_has_no_change(two_waves: Database, street: Questionnaire) -> None:
    """Without a wave before there is nothing to compare; the columns are there all the same."""
    release = make(two_waves, street, AUTUMN)
    assert release.earlier is None
    assert release.tables["change"].empty
    assert tuple(release.tables["change"]) == COLUMNS["change"]


def test_a_wave_without_answers_is_passed_over(
    east_office: Database, street: Questionnaire
) -> None:
    """Where nobody answered before, nothing changed."""
    answer(east_office, street, SPRING, "agree", range(20))
    assert make(east_office, street).earlier is None


def test_scores_stay_as_they_were(two_waves: Database, street: Questionnaire) -> None:
    """What is kept beside the scores changes none of them, nor their columns."""
    release = make(two_waves, street)
    people = responses_of(two_waves, "east", "spring", LATER)
    frames = lay_out(street, [read_respondent(street, one, LATER) for one in people])
    assert_frame_equal(release.scores, score(street, *frames))


def test_the_wave_before_is_released_with_it(two_waves: Database, street: Questionnaire) -> None:
    """What is said of the wave before is frozen too, or one late answer could be read off."""
    make(two_waves, street)
    first = find_release(two_waves, EAST, AUTUMN)
    assert first is not None
    assert (first.responses, first.cutoff) == (44, LATER)


def test_a_late_answer_to_the_wave_before_changes_nothing(
    two_waves: Database, street: Questionnaire
) -> None:
    """The wave before is compared as it was released last, whatever came in since."""
    before = change_in(make(two_waves, street), "pines")
    hour = timedelta(hours=1)
    answer(two_waves, street, AUTUMN, "agree", range(40, 41), received=LATER + hour)
    answer(two_waves, street, SPRING, "agree", range(40, 80), received=LATER + hour)
    after = make(two_waves, street, now=LATER + 2 * hour)
    assert after.number == 2
    assert change_in(after, "pines")["n_before"] == before["n_before"] == 40


def test_another_version_is_compared_where_it_asks_the_same(
    two_waves: Database, street_source: str
) -> None:
    """The wave before counts as it was asked: other words make another question."""
    source = street_source.replace("It is well lit.", "There is light enough for reading.")
    changed = parse_questionnaire(source, "street.yaml")
    keep_version(two_waves, LATER, "test", changed, source)
    release = make(two_waves, changed)
    assert release.tables["change"].empty


def test_an_old_release_gets_its_tables(two_waves: Database, street: Questionnaire) -> None:
    """One of before tables were kept has none; it is made anew with the same cut-off."""
    old = make(two_waves, street)
    two_waves.execute("delete from release_tables")
    two_waves.execute("update releases set run = '{}', earlier = null")
    found = find_release(two_waves, EAST)
    assert found is not None
    assert (found.tables, found.earlier, found.run) == ({}, None, Run(""))
    new = make(two_waves, street, now=LATER + timedelta(hours=1))
    assert (new.number, new.cutoff, new.earlier) == (2, old.cutoff, AUTUMN)
    assert new.scores.equals(old.scores)


def test_what_stays_is_not_made_again(two_waves: Database, street: Questionnaire) -> None:
    """Nothing new, nothing released."""
    make(two_waves, street)
    assert make(two_waves, street, now=LATER + timedelta(hours=1)).number == 1


def test_answers_that_no_longer_fit_are_counted(two_waves: Database, street_source: str) -> None:
    """The run of a release says how many answers to an earlier version count as not given."""
    source = street_source.replace("name: neither", "name: both")
    changed = parse_questionnaire(source, "street.yaml")
    keep_version(two_waves, LATER, "test", changed, source)
    assert make(two_waves, changed).run.cells_left_out == 11 + 44


def test_a_run_is_read_as_it_was_written() -> None:
    """Numbers that are not there stay so."""
    run = Run("1", 661, 2, 3, 1.21, 540.25, None, 7)
    assert read_run(write_run(run)) == run


def test_what_is_withheld_does_not_reach_a_report(
    two_waves: Database, street: Questionnaire
) -> None:
    """A report of pines knows what changed there; one of mill, where four answered, nothing."""
    make(two_waves, street)
    release = find_release(two_waves, EAST)
    assert release is not None
    pines, mill = (read_neighbourhood(release, name) for name in ("pines", "mill"))
    assert [(change.index, change.label) for change in pines.changes] == [("street", "better")]
    assert (mill.changes, mill.moves, dict(mill.relatives), dict(mill.ranks)) == ((), (), {}, {})
