"""Questions behind the gate are scored only in waves that began with all they need declared."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from survey.places.model import Declaration, Project
from survey.places.store import find_project, save_project
from survey.questionnaire.gate import NEEDS, keep_promises
from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.responses.ids import import_id
from survey.responses.model import Submission
from survey.responses.store import keep_version, submit
from survey.results.freeze import freeze, hash_method
from survey.results.model import Release
from survey.results.promised import ask_in
from survey.results.snapshot import extend_snapshot, read_snapshot
from survey.results.store import find_release
from survey.scoring.answers.codes import STRUCTURAL
from survey.scoring.waves.comparable import compare_versions
from survey.storage.database import Database
from tests.conftest import STREET
from tests.results.collection import AUTUMN, EAST, SPRING

SOURCE = STREET.replace("domains:\n", "domains:\n  harm: {title: Harm, polarity: harm}\n") + (
    "      - {id: loud, scale: agree, text: It is loud., domain: harm}\n"
    "      - {id: afraid, scale: agree, text: I am afraid., domain: harm, needs: [referral_path]}\n"
)
THEN = datetime(2026, 10, 2, 8, tzinfo=UTC)


def declare(day: date) -> Project:
    return replace(EAST, declares=(Declaration(("referral_path",), day, "Sara"),))


BEFORE, MEANWHILE = declare(date(2026, 10, 1)), declare(date(2026, 10, 2))


@pytest.fixture(scope="module")
def form() -> Questionnaire:
    return parse_questionnaire(SOURCE, "street.yaml")


@pytest.fixture
def office(database: Database, now: datetime, form: Questionnaire) -> Database:
    """Thirty people were asked everything."""
    save_project(database, now, "test", EAST)
    keep_version(database, now, "test", form, SOURCE)
    for number in range(30):
        answer = ("agree", "neither", "disagree")[number % 3]
        one = Submission(
            id=import_id("street", str(number)),
            project="east",
            wave="autumn",
            questionnaire="street",
            version=form.version,
            language="en",
            channel="tablet",
            consent="given",
            answers={"safe": answer, "light": "agree", "loud": answer, "afraid": "agree"},
            received_at=THEN,
            neighbourhood="pines",
            household=f"h{number}",
        )
        submit(database, "test", one)
    return database


def make(office: Database, project: Project, form: Questionnaire, now: datetime) -> Release:
    save_project(office, now, "test", project)
    return freeze(office, "test", project, AUTUMN, form, now)


def list_scored(release: Release) -> set[str]:
    return {str(name) for name in release.scores["index"]}


@pytest.mark.parametrize(
    ("project", "is_scored"), [(EAST, False), (MEANWHILE, False), (BEFORE, True)]
)
def test_it_counts_where_it_was_declared_before_the_wave(
    office: Database, form: Questionnaire, now: datetime, project: Project, is_scored: bool
) -> None:
    """Declared too late or not at all, its answers are no part of any figure."""
    release = make(office, project, form, now)

    assert ("afraid" in list_scored(release)) is is_scored
    harm = release.scores[release.scores["index"] == "harm"]["estimate"]
    assert sorted(set(harm.round(1)))[:1] == ([25.0] if is_scored else [50.0])


def test_a_release_is_read_as_it_was_asked(
    office: Database, form: Questionnaire, now: datetime
) -> None:
    """A declaration that is taken back later changes nothing that was released."""
    made = make(office, BEFORE, form, now)
    save_project(office, now, "test", EAST)

    found = find_release(office, find_project(office, "east") or EAST, AUTUMN)

    assert found is not None
    assert found.questionnaire == made.questionnaire
    assert "afraid" in found.questionnaire.items


def test_a_declaration_changes_the_method(form: Questionnaire) -> None:
    """Figures are made anew when a question is scored that was not before."""
    off, on = ask_in(form, EAST, AUTUMN), ask_in(form, BEFORE, AUTUMN)

    assert hash_method(off, EAST) == hash_method(form, EAST) != hash_method(on, EAST)


def test_a_snapshot_is_of_what_was_asked(
    office: Database, form: Questionnaire, now: datetime, tmp_path
) -> None:
    """The columns made before a declaration are not taken for those after it."""
    taken = {}
    for name, project in (("off", EAST), ("on", BEFORE)):
        asked = ask_in(form, project, AUTUMN)
        here = extend_snapshot(office, project, AUTUMN, asked, tmp_path, now)
        [partition] = read_snapshot(here)
        taken[name] = set(partition.read(["afraid"])["afraid"].astype("int8").tolist())

    assert taken == {"off": {STRUCTURAL}, "on": {2}}


def test_waves_under_other_promises_are_not_compared_where_they_differ(
    form: Questionnaire,
) -> None:
    """One more harm was asked about: harms are not compared, everything else is."""
    old, new = ask_in(form, EAST, AUTUMN), ask_in(form, declare(date(2027, 1, 1)), SPRING)

    found = {one.domain: one.is_comparable for one in compare_versions(old, new, {})}
    back = {one.domain: one.is_comparable for one in compare_versions(new, old, {})}

    assert found == back == {"harm": False, "street": True}
    assert all(one.is_comparable for one in compare_versions(new, keep_promises(form, NEEDS), {}))
