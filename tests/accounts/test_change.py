"""Changing person on a shared tablet."""

import pytest

from survey.accounts.credentials import change_pin
from survey.accounts.model import Membership
from survey.accounts.permissions import ACCOUNT, COLLECT
from survey.accounts.pins import hash_pin
from survey.accounts.sessions import close_sessions, find_session
from tests.accounts.conftest import START, is_in, sign_in

PAGE = "/change-person/"


@pytest.fixture
def partner(add, app, site):
    """Add a person with the PIN 4711."""

    def partner(name: str, *memberships: Membership):
        person = add(name, *memberships)
        hashed = hash_pin("4711", person.id, app.secret_key)
        change_pin(site.database, START, "test", person.id, hashed)
        return person

    return partner


def token_of(client) -> str:
    with client.session_transaction() as session:
        return session["_user_id"]


def who(client, site):
    return find_session(site.database, site.clock(), token_of(client))


def test_it_works(client, add, partner, site):
    """The PIN of another facilitator hands the tablet over."""
    add()
    omid = partner("omid")
    sign_in(client)
    assert "Omid" in client.get(PAGE).text
    answer = client.post(PAGE, data={"person": omid.id, "pin": "۴۷۱۱"})
    assert answer.status_code == 303
    assert (who(client, site).name, who(client, site).by_pin) == ("omid", True)


def test_a_pin_opens_interviewing_and_nothing_else(client, add, partner, site):
    """Who came with a PIN cannot change the password of the person, nor use their other roles."""
    add()
    omid = partner("omid", Membership("facilitator", "east"), Membership("coordinator", "east"))
    sign_in(client)
    client.post(PAGE, data={"person": omid.id, "pin": "4711"})
    assert who(client, site).may(COLLECT)
    assert not who(client, site).may(ACCOUNT)
    assert client.get("/account/").status_code == 404
    assert client.get("/office/people/").status_code == 404
    assert client.get(PAGE).status_code == 200


def test_the_session_before_is_ended(client, add, partner, site):
    """Only one person is signed in on the tablet."""
    add()
    omid = partner("omid")
    sign_in(client)
    before = token_of(client)
    client.post(PAGE, data={"person": omid.id, "pin": "4711"})
    assert find_session(site.database, site.clock(), before) is None


def test_a_lost_tablet_closes_for_who_came_with_a_pin_too(client, app, add, partner, site):
    """Who opened a tablet signs out everywhere: whoever holds it now by a PIN is outside."""
    me, omid = add(), partner("omid")
    sign_in(client)
    client.post(PAGE, data={"person": omid.id, "pin": "4711"})
    assert who(client, site).name == "omid"
    close_sessions(site.database, site.clock(), "test", me.id)
    assert who(client, site) is None


def test_nothing_of_the_interview_before_stays(client, add, partner):
    """The cookie of the next person names no draft, receipt or household of the one before."""
    add()
    omid = partner("omid")
    sign_in(client)
    with client.session_transaction() as session:
        session.update({"draft": "0190", "receipt": "K7", "facilitator": {"household": "N-12"}})
    client.post(PAGE, data={"person": omid.id, "pin": "4711"})
    with client.session_transaction() as session:
        assert set(session) <= {"_user_id", "_fresh", "_id", "_permanent"}


def test_a_wrong_pin_changes_nothing(client, add, partner, site):
    """It is said, and the person before is still there."""
    add()
    omid = partner("omid")
    sign_in(client)
    answer = client.post(PAGE, data={"person": omid.id, "pin": "0000"})
    assert answer.status_code == 422
    assert "not the PIN of this person" in answer.text
    assert who(client, site).name == "mina"


def test_guessing_a_pin_is_slow(client, add, partner, site):
    """After some wrong PINs one waits."""
    add()
    omid = partner("omid")
    sign_in(client)
    for _ in range(6):
        client.post(PAGE, data={"person": omid.id, "pin": "0000"})
    assert client.post(PAGE, data={"person": omid.id, "pin": "4711"}).status_code == 429
    assert who(client, site).name == "mina"


@pytest.mark.parametrize(
    "membership",
    [
        Membership("facilitator", "west"),
        Membership("coordinator", "east"),
        Membership("partner", "east", service="clinic"),
    ],
)
def test_only_facilitators_of_the_same_project_are_listed(client, add, partner, membership):
    """Nobody else is shown, and nobody else's PIN opens anything here."""
    add()
    other = partner("omid", membership)
    sign_in(client)
    assert "Omid" not in client.get(PAGE).text
    assert client.post(PAGE, data={"person": other.id, "pin": "4711"}).status_code == 404


def test_who_has_no_pin_is_not_listed(client, add):
    """Without a PIN one signs in with the password."""
    add()
    other = add("omid")
    sign_in(client)
    assert "No other facilitator of your projects has chosen a PIN" in client.get(PAGE).text
    assert client.post(PAGE, data={"person": other.id, "pin": ""}).status_code == 404


def test_a_device_where_nobody_signed_in_asks_for_no_pin(client, partner):
    """A PIN is only worth something where a password was typed before."""
    omid = partner("omid")
    assert client.get(PAGE).location.startswith("/sign-in/")
    assert client.post(PAGE, data={"person": omid.id, "pin": "4711"}).status_code == 401


def test_pins_do_not_prolong_each_other(client, partner, site, clock):
    """After a day somebody types a password again, however often the tablet changed hands."""
    mina, omid = partner("mina"), partner("omid")
    sign_in(client)
    for hour in range(24):
        other = omid if hour % 2 == 0 else mina
        assert client.post(PAGE, data={"person": other.id, "pin": "4711"}).status_code == 303
        clock.turn(hours=1)
    assert client.get(PAGE).location.startswith("/sign-in/")


def test_a_pin_session_is_in_the_trail_as_such(client, add, partner, site):
    """The trail tells a PIN from a password."""
    add()
    omid = partner("omid")
    sign_in(client)
    client.post(PAGE, data={"person": omid.id, "pin": "4711"})
    entries = site.database.query(
        "select detail from audit where action = 'person.signed_in' order by number"
    )
    assert [entry["detail"] for entry in entries] == ['{"by": "password"}', '{"by": "pin"}']


def test_who_came_with_a_pin_may_sign_in_with_the_password(client, add, partner):
    """The page of signing in is open to them, so that they reach the rest."""
    add()
    omid = partner("omid")
    sign_in(client)
    client.post(PAGE, data={"person": omid.id, "pin": "4711"})
    assert client.get("/sign-in/").status_code == 200
    sign_in(client, "omid")
    assert is_in(client)
