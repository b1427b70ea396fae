"""One's own account: devices, password and PIN."""

import pytest

from survey.accounts.credentials import credentials_of
from survey.accounts.devices import name_device
from survey.accounts.invitations import invite
from survey.accounts.model import Membership
from tests.accounts.conftest import PASSWORD, is_in, sign_in

NEW = "seven boats on the river"


def test_it_works(client, add):
    """The account names the person, their roles and where they are."""
    add("mina", Membership("facilitator", "east", "north"), Membership("committee", "west"))
    sign_in(client)
    page = client.get("/account/").text
    assert "Mina" in page
    assert "Facilitator" in page
    assert "North" in page
    assert "Town west" in page


def test_devices_are_named(app, client, add):
    """Each device on which one is signed in stands in the list, this one first."""
    add()
    phone = app.test_client()
    agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"
    phone.post(
        "/sign-in/", data={"name": "mina", "password": PASSWORD}, headers={"User-Agent": agent}
    )
    sign_in(client)
    page = client.get("/account/").text
    assert "Chrome, Android" in page
    assert page.index("Unknown device") < page.index("this device") < page.index("Chrome, Android")


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
            "Firefox, Linux",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1",
            "Safari, iPhone",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Edg/130.0",
            "Edge, Windows",
        ),
        ("", ""),
    ],
)
def test_a_device_is_named_as_its_owner_would(agent, name):
    """Browser and system, and nothing that tells one device from its like."""
    assert name_device(agent) == name


def test_all_sessions_can_be_ended(app, client, add):
    """“Sign out on all devices” ends each of them, this one too."""
    add()
    other = app.test_client()
    sign_in(other)
    sign_in(client)
    client.post("/account/sign-out-everywhere")
    assert not is_in(other)
    assert not is_in(client)


def test_the_password_is_changed(app, client, add):
    """The new password opens, the old one does not, and other devices are signed out."""
    add()
    other = app.test_client()
    sign_in(other)
    sign_in(client)
    answer = client.post(
        "/account/password", data={"present": PASSWORD, "password": NEW, "again": NEW}
    )
    assert "Your new password is kept" in client.get(answer.location).text
    assert not is_in(other)
    assert sign_in(app.test_client()).status_code == 422
    assert sign_in(app.test_client(), password=NEW).status_code == 303


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"present": "wrong", "password": NEW, "again": NEW}, "not your present password"),
        ({"present": PASSWORD, "password": "short", "again": "short"}, "at least 10"),
        ({"present": PASSWORD, "password": NEW, "again": NEW + "s"}, "not the same"),
        ({}, "at least 10"),
    ],
)
def test_a_password_that_cannot_be_is_not_kept(app, client, add, sent, why):
    """A wrong present password, or a poor new one, changes nothing."""
    add()
    sign_in(client)
    answer = client.post("/account/password", data=sent)
    assert answer.status_code == 422
    assert why in answer.text
    assert sign_in(app.test_client()).status_code == 303


def test_an_open_device_is_no_place_to_guess_the_password(client, add):
    """Somebody at the device of another waits after some wrong passwords."""
    add()
    sign_in(client)
    for _ in range(6):
        client.post("/account/password", data={"present": "x", "password": NEW, "again": NEW})
    answer = client.post(
        "/account/password", data={"present": PASSWORD, "password": NEW, "again": NEW}
    )
    assert "Wait 5 seconds" in answer.text


def test_a_pin_is_kept_as_a_hash(client, add, site):
    """Who reads the database finds no PIN by trying all ten thousand."""
    person = add()
    sign_in(client)
    client.post("/account/pin", data={"pin": "۴۷۱۱"})
    kept = credentials_of(site.database, person.id).pin
    assert len(kept) == 64
    assert "Change the PIN" in client.get("/account/").text
    client.post("/account/pin", data={"remove": "1"})
    assert credentials_of(site.database, person.id).pin == ""


@pytest.mark.parametrize("pin", ["123", "1234567", "12a4", "", "1234", "4321", "7777"])
def test_a_pin_that_cannot_be(client, add, site, pin):
    """Too short, too long, no digits or plain digits: it is said and nothing is kept."""
    person = add()
    sign_in(client)
    assert client.post("/account/pin", data={"pin": pin}).status_code == 422
    assert credentials_of(site.database, person.id).pin == ""


def test_nobody_in_particular_is_asked_to_sign_in(client):
    """The pages of an account are for those who have one."""
    for path in ("/account/", "/account/password", "/account/pin", "/account/code"):
        assert client.get(path).location.startswith("/sign-in/?next=")
    assert client.post("/account/sign-out-everywhere").status_code == 401


def test_another_password_ends_the_link_that_waits(app, client, add, site):
    """Who has an old link cannot choose yet another password after the owner did."""
    person = add()
    address = f"/welcome/{invite(site.database, site.clock(), 'test', person.id)}"
    sign_in(client)
    client.post("/account/password", data={"present": PASSWORD, "password": NEW, "again": NEW})
    assert is_in(client)
    assert app.test_client().get(address).status_code == 404
