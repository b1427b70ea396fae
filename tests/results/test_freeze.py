"""Figures change only when enough is new, and never because of one interview."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from survey.errors import MahallaError
from survey.locale import Text
from survey.places.model import Neighbourhood, Project, Wave
from survey.places.store import save_project
from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.responses.ids import import_id
from survey.responses.model import Submission, hash_content
from survey.responses.store import keep_version, submit
from survey.results.frames import keep_fitting, read_respondent
from survey.results.freeze import freeze
from survey.results.model import Release
from survey.results.store import find_release
from survey.storage.database import Database

WAVE = Wave("autumn", Text("Autumn"), date(2026, 10, 1), date(2026, 10, 31))
PROJECT = Project(
    id="east",
    title=Text("East"),
    organisation=Text("Office"),
    questionnaire="street",
    waves=(WAVE,),
    neighbourhoods=(Neighbourhood("pines", Text("Pines")), Neighbourhood("mill", Text("Mill"))),
)
FIRST = datetime(2026, 10, 1, 8, tzinfo=UTC)


@pytest.fixture
def office(
    database: Database, now: datetime, street: Questionnaire, street_source: str
) -> Database:
    save_project(database, now, "test", PROJECT)
    keep_version(database, now, "test", street, street_source)
    return database


def interview(street: Questionnaire, number: int, received: datetime, safe: str) -> Submission:
    return Submission(
        id=import_id("street", str(number)),
        project="east",
        wave="autumn",
        questionnaire="street",
        version=street.version,
        language="en",
        channel="tablet",
        consent="given",
        answers={"safe": safe, "light": "agree"},
        received_at=received,
        neighbourhood="pines",
        household=f"h{number}",
    )


def collect(office: Database, street: Questionnaire, numbers: range, received: datetime) -> None:
    for number in numbers:
        answer = ("agree", "neither", "disagree")[number % 3]
        submit(office, "test", interview(street, number, received, answer))


def make(office: Database, street: Questionnaire, now: datetime) -> Release:
    return freeze(office, "test", PROJECT, WAVE, street, now)


def estimate(release: Release) -> float:
    scores = release.scores
    rows = scores[(scores["area"] == "pines") & (scores["kind"] == "strength")]
    return float(rows["estimate"].iloc[0])


def test_it_works(office: Database, street: Questionnaire, now: datetime) -> None:
    """A first release scores everything that has come in."""
    collect(office, street, range(12), FIRST)
    release = make(office, street, now)
    assert release.responses == 12
    assert estimate(release) == pytest.approx((4 * 100 + 4 * 75 + 4 * 50) / 12)


def test_one_more_interview_changes_nothing(
    office: Database, street: Questionnaire, now: datetime
) -> None:
    """A single new interview cannot be read off the figures before and after it."""
    collect(office, street, range(12), FIRST)
    before = make(office, street, now)
    collect(office, street, range(12, 13), now + timedelta(hours=1))
    after = make(office, street, now + timedelta(hours=2))
    assert (after.number, after.responses) == (before.number, 12)


def test_ten_more_from_four_households_change_nothing(
    office: Database, street: Questionnaire, now: datetime
) -> None:
    """Ten new respondents of only four households still wait."""
    collect(office, street, range(12), FIRST)
    make(office, street, now)
    for number in range(12, 22):
        one = interview(street, number, now + timedelta(hours=1), "agree")
        submit(office, "test", replace(one, household=f"new{number % 4}"))
    assert make(office, street, now + timedelta(hours=2)).responses == 12


def test_ten_more_from_ten_households_are_released(
    office: Database, street: Questionnaire, now: datetime
) -> None:
    """Ten new respondents of ten households bring new figures."""
    collect(office, street, range(12), FIRST)
    make(office, street, now)
    collect(office, street, range(12, 22), now + timedelta(hours=1))
    release = make(office, street, now + timedelta(hours=2))
    assert (release.number, release.responses) == (2, 22)


def test_a_changed_method_keeps_the_cut_off(
    office: Database, street: Questionnaire, street_source: str, now: datetime
) -> None:
    """A changed scoring is applied at once, but to the answers of the last release only."""
    collect(office, street, range(12), FIRST)
    make(office, street, now)
    collect(office, street, range(12, 15), now + timedelta(hours=1))
    source = street_source + "thresholds: {strength: 70, weakness: 30}\n"
    changed = parse_questionnaire(source, "street.yaml")
    keep_version(office, now, "test", changed, source)
    release = make(office, changed, now + timedelta(hours=2))
    assert (release.number, release.responses) == (2, 12)
    assert release.questionnaire.thresholds.strength == 70


def test_a_correction_after_the_cut_off_waits(
    office: Database, street: Questionnaire, street_source: str, now: datetime
) -> None:
    """An answer corrected after the last release counts as it was until the next one."""
    collect(office, street, range(12), FIRST)
    before = make(office, street, now)
    first = interview(street, 0, FIRST, "agree")
    later = replace(
        first,
        answers={"safe": "disagree", "light": "disagree"},
        received_at=now + timedelta(hours=1),
        revises=hash_content(first),
    )
    assert submit(office, "test", later) == "revised"
    source = street_source + "edition: '2'\n"
    changed = parse_questionnaire(source, "street.yaml")
    keep_version(office, now, "test", changed, source)
    after = make(office, changed, now + timedelta(hours=2))
    assert (after.responses, estimate(after)) == (12, pytest.approx(estimate(before)))


def test_a_release_is_read_as_it_was_written(
    office: Database, street: Questionnaire, now: datetime
) -> None:
    """Scores come back from the database to the last bit."""
    collect(office, street, range(12), FIRST)
    written = make(office, street, now)
    read = find_release(office, PROJECT)
    assert read is not None
    assert read.scores.equals(written.scores)
    assert read.questionnaire == street


def test_answers_that_no_longer_fit_are_left_blank(street: Questionnaire, now: datetime) -> None:
    """An answer to an earlier version counts only where its question still takes it."""
    given = {"safe": "agree", "light": "no longer there", "gone": "agree"}
    assert keep_fitting(street, given, now) == {"safe": "agree"}


def test_missing_answers_that_no_longer_fit_are_left_blank(
    street: Questionnaire, now: datetime
) -> None:
    """A kind of non-response that the question no longer offers is left blank too."""
    given = {"safe": {"missing": "refused"}, "light": {"missing": "not_applicable"}}
    assert keep_fitting(street, given, now) == {"safe": {"missing": "refused"}}


def test_a_release_is_read_once(office: Database, street: Questionnaire) -> None:
    """What is stored never changes: asking again gives the same release, not a second reading."""
    collect(office, street, range(24), FIRST)
    freeze(office, "test", PROJECT, WAVE, street, FIRST)
    assert find_release(office, PROJECT) is find_release(office, PROJECT)


def test_a_renamed_place_is_shown_by_its_new_name(office: Database, street: Questionnaire) -> None:
    """What is kept of a release does not outlive a change of the project."""
    collect(office, street, range(24), FIRST)
    freeze(office, "test", PROJECT, WAVE, street, FIRST)
    find_release(office, PROJECT)
    renamed = replace(PROJECT, title=Text("Far East"))
    assert find_release(office, renamed).project.title == Text("Far East")


def test_what_the_method_names_reaches_scoring(street: Questionnaire, now: datetime) -> None:
    """A respondent has the columns of the design that came with the response."""
    one = replace(interview(street, 1, FIRST, "agree"), design={"drawn": 0.25})
    assert read_respondent(street, one, now).design == {"drawn": 0.25}


@pytest.fixture
def drawn(office: Database, street_source: str, now: datetime) -> Questionnaire:
    source = street_source + "design: {probability: drawn}\n"
    asked = parse_questionnaire(source, "street.yaml")
    keep_version(office, now, "test", asked, source)
    return asked


def test_a_declared_design_weights_a_release(
    office: Database, drawn: Questionnaire, now: datetime
) -> None:
    """Who was drawn half as likely counts twice: (2 · 6 · 100 + 6 · 0) / 18."""
    for number in range(12):
        answer, chance = (("agree", 0.1), ("disagree", 0.2))[number % 2]
        one = interview(drawn, number, FIRST, answer)
        told = {"safe": answer, "light": answer}
        submit(office, "test", replace(one, answers=told, design={"drawn": chance}))
    release = make(office, drawn, now)
    assert release.is_weighted
    assert estimate(release) == pytest.approx((2 * 6 * 100 + 6 * 0) / 18)


def test_a_response_that_does_not_say_how_it_was_drawn(
    office: Database, drawn: Questionnaire, now: datetime
) -> None:
    """Without a declared number there is no weight, and so no release; the responses are named."""
    collect(office, drawn, range(12), FIRST)
    with pytest.raises(MahallaError, match="needs a number in “drawn”"):
        make(office, drawn, now)


def test_a_release_without_weights_says_so(
    office: Database, street: Questionnaire, now: datetime
) -> None:
    """Nobody was weighted."""
    collect(office, street, range(12), FIRST)
    assert not make(office, street, now).is_weighted


def test_two_who_release_at_once_make_one_release(
    office: Database, street: Questionnaire, now: datetime
) -> None:
    """Whoever is later gets the release of the other; nobody meets an error."""
    collect(office, street, range(12), FIRST)
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: make(office, street, now), range(4)))
    assert {release.number for release in made} == {1}
    assert office.query("select count(*) as size from releases")[0]["size"] == 1


def test_answers_come_in_while_figures_are_made(
    office: Database, street: Questionnaire, now: datetime
) -> None:
    """Nobody who sends answers waits for a release to be finished."""
    collect(office, street, range(12), FIRST)
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(make, office, street, now)
        collect(office, street, range(12, 24), now + timedelta(minutes=1))
        assert running.result().responses == 12
