"""Two looks at the figures, one answer apart, are the same: over time nobody is subtracted."""

from dataclasses import replace
from datetime import timedelta

import pytest

from survey.places.store import save_project
from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.responses.store import keep_version, submit
from survey.results.freeze import freeze
from survey.results.model import Release
from survey.rights.withdraw import withdraw
from survey.storage.database import Database
from tests.results.collection import AUTUMN, EAST, RECEIVED, SPRING, collect, interview

LATER = RECEIVED + timedelta(days=1)
RELEASED = LATER + timedelta(hours=8)


@pytest.fixture
def office(database: Database, street: Questionnaire, street_source: str) -> Database:
    """Forty answered in one neighbourhood and twenty in the other, and were released."""
    save_project(database, RECEIVED, "test", EAST)
    keep_version(database, RECEIVED, "test", street, street_source)
    collect(database, street, range(40))
    collect(database, street, range(40, 60), "mill")
    make(database, street, LATER - timedelta(hours=1))
    return database


def make(office: Database, street: Questionnaire, now=RELEASED) -> Release:
    return freeze(office, "test", EAST, AUTUMN, street, now)


def add(office: Database, street: Questionnaire, numbers: range, place: str, hours: int = 0):
    for number in numbers:
        one = interview(street, number, "disagree", place)
        submit(office, "test", replace(one, received_at=LATER + timedelta(hours=hours)))


def change_method(office: Database, source: str) -> Questionnaire:
    changed = source + "thresholds: {strength: 70, weakness: 30}\n"
    form = parse_questionnaire(changed, "street.yaml")
    keep_version(office, LATER, "test", form, changed)
    return form


def take_back(office: Database, street: Questionnaire, number: int) -> None:
    assert withdraw(office, LATER, "test", interview(street, number).id, "receipt") is not None


def test_one_interview_among_ten_elsewhere(office: Database, street: Questionnaire):
    """Ten are new, but one of them in another neighbourhood: its mean would tell that answer."""
    before = make(office, street)
    add(office, street, range(100, 109), "pines")
    add(office, street, range(109, 110), "mill")

    assert make(office, street).number == before.number


def test_the_cut_off_moves_as_far_as_it_may(office: Database, street: Questionnaire):
    """Ten are new in one neighbourhood before the first is in the other: these ten are released."""
    add(office, street, range(100, 110), "pines", hours=1)
    add(office, street, range(110, 111), "mill", hours=2)
    release = make(office, street)

    assert release.responses == 70
    assert release.cutoff == LATER + timedelta(hours=1)


def test_a_withdrawal_waits(office: Database, street: Questionnaire, street_source: str):
    """The same figures by another method, one answer fewer, would be that answer."""
    before = make(office, street)
    take_back(office, street, 3)

    assert make(office, change_method(office, street_source)).number == before.number


def test_a_changed_method_without_withdrawals_does_not_wait(
    office: Database, street: Questionnaire, street_source: str
):
    """It is a withdrawal that the test before this one waits for."""
    before = make(office, street)

    assert make(office, change_method(office, street_source)).number == before.number + 1


def test_a_withdrawal_waits_for_its_own_neighbourhood(office: Database, street: Questionnaire):
    """Ten are new, but in another one; ten more there, and figures are new."""
    before = make(office, street)
    take_back(office, street, 45)
    add(office, street, range(100, 110), "pines")
    assert make(office, street).number == before.number

    add(office, street, range(110, 120), "mill")
    assert make(office, street).responses == 79


@pytest.mark.parametrize("gone", [0, 1])
def test_change_is_not_told_against_fewer(office: Database, street: Questionnaire, gone: int):
    """Where the wave before lost an answer since its release, nothing is compared with it."""
    for number in range(gone):
        take_back(office, street, number)
    for number in range(200, 240):
        one = interview(street, number)
        submit(office, "test", replace(one, wave="spring", received_at=LATER))
    released = freeze(office, "test", EAST, SPRING, street, RELEASED)

    assert released.tables["change"].empty == bool(gone)
