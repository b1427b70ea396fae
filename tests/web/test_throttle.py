"""Guessing codes is slow, and nobody is kept out of what is theirs because others guess."""

from datetime import timedelta

import pytest
from flask import session

from survey.accounts.model import Membership
from survey.app import create_app
from survey.forms.start_views import MOST_BEGUN, SPAN
from survey.forms.start_views import THROTTLE as BEGUN
from survey.forms.throttle import Throttle, current_reader
from survey.site import NAME
from tests.accounts.people import enrol
from tests.trail.conftest import NOW

OFFICE = {"REMOTE_ADDR": "192.0.2.1"}
ELSEWHERE = {"REMOTE_ADDR": "192.0.2.2"}


@pytest.fixture
def app(settings):
    app = create_app(settings, clock=lambda: NOW)
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def guess(app, times: int, **environ: str) -> int:
    """Try so many codes of drafts, each from a browser that keeps no cookie."""
    status = 0
    for number in range(times):
        client = app.test_client()
        code = f"{number:012}"
        status = client.post("/resume", data={"code": code}, environ_base=environ).status_code
    return status


def test_guessing_is_slow(app):
    """After twenty wrong codes in a minute the next is not looked at."""
    assert guess(app, 20, **OFFICE) == 303
    assert guess(app, 1, **OFFICE) == 429


def test_somebody_elsewhere_is_not_held_up(app):
    """Who is at another address types on."""
    guess(app, 21, **OFFICE)
    assert guess(app, 1, **ELSEWHERE) == 303


def test_a_person_of_the_team_is_not_held_up(app):
    """Who signed in is counted by themselves, whoever guesses behind the same address."""
    guess(app, 21, **OFFICE)
    _, token = enrol(app.extensions[NAME], Membership("facilitator"))
    client = app.test_client()
    with client.session_transaction() as kept:
        kept.update({"_user_id": token, "_fresh": True})
    response = client.post("/resume", data={"code": "000000000000"}, environ_base=OFFICE)
    assert response.status_code == 303


def test_a_kiosk_is_not_held_up(app):
    """So is a kiosk: guests at the same address cannot close it."""
    with app.test_request_context(environ_base=OFFICE):
        outside = current_reader()

        session["kiosk"] = {"id": "7"}
        assert current_reader() != outside


def test_an_address_is_nowhere_in_memory_as_it_is(app):
    """What is counted is a hash with a key that is never written down."""
    with app.test_request_context(environ_base=OFFICE):
        assert "192" not in current_reader()


@pytest.mark.parametrize("other", ["2001:db8:1:2::ffff", "2001:db8:1:2:3:4:5:6"])
def test_a_household_is_one_whatever_its_long_addresses(app, other):
    """Who changes the end of a long address at will is still the same."""
    with app.test_request_context(environ_base={"REMOTE_ADDR": "2001:db8:1:2::1"}):
        first = current_reader()
    with app.test_request_context(environ_base={"REMOTE_ADDR": other}):
        assert current_reader() == first


def test_a_flood_of_forms_is_held_back(app):
    """An address begins so many forms and no more; another address goes on."""
    app.extensions[BEGUN] = Throttle(2, SPAN)

    def begin(environ: dict[str, str]) -> int:
        client = app.test_client()
        start = client.get("/f/neighbourhood-diagnosis/en/").headers["Location"].partition("#")[0]
        sent = {"consent": "agree"}
        return client.post(f"{start}start", data=sent, environ_base=environ).status_code

    assert [begin(OFFICE) for _ in range(3)] == [303, 303, 429]
    assert begin(ELSEWHERE) == 303


def test_a_full_hall_is_no_flood():
    """Three hundred people behind one address begin within ten minutes."""
    assert MOST_BEGUN == 300
    assert timedelta(minutes=10) == SPAN


def test_a_try_counts_before_it_is_looked_at():
    """Whoever sends many at once has no more of them looked at; what was right counts no longer."""
    throttle = Throttle(2, SPAN)
    assert [throttle.admits("a", NOW) for _ in range(3)] == [True, True, False]
    throttle.forgive("a")
    assert throttle.admits("a", NOW)
    assert not throttle.admits("a", NOW)
    assert throttle.admits("a", NOW + SPAN)
