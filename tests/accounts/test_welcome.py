"""Links that work once."""

import pytest

from survey.accounts.credentials import change_pin, change_totp, credentials_of
from survey.accounts.invitations import invite
from survey.accounts.model import Membership
from survey.accounts.store import add_person, close_person
from survey.accounts.totp import make_secret, seal_secret
from tests.accounts.conftest import PASSWORD, START, is_in, sign_in

GOOD = {"password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def person(site):
    roles = (Membership("facilitator", "east"),)
    return add_person(site.database, START, "test", "mina", roles, "Mina K.")


@pytest.fixture
def address(site, person) -> str:
    return f"/welcome/{invite(site.database, START, 'test', person.id)}"


def test_it_works(client, address):
    """The link asks for a password, and whoever chooses one is signed in."""
    assert "Welcome, Mina K." in client.get(address).text
    answer = client.post(address, data=GOOD)
    assert (answer.status_code, answer.location) == (303, "/office/")
    assert is_in(client)


def test_a_program_that_looks_at_links_does_no_harm(client, address):
    """Opening the link, however often, uses nothing up."""
    for _ in range(3):
        client.get(address)
        client.head(address)
    assert client.post(address, data=GOOD).status_code == 303


def test_a_link_works_once(app, client, address):
    """The second who follows it is told that it works no longer."""
    client.post(address, data=GOOD)
    other = app.test_client()
    assert "works no longer" in other.get(address).text
    assert other.get(address).status_code == 404
    assert other.post(address, data=GOOD).status_code == 404
    assert not is_in(other)


def test_a_link_works_for_a_week(client, address, clock):
    """After seven days it opens nothing."""
    clock.turn(days=7)
    assert client.get(address).status_code == 404
    assert client.post(address, data=GOOD).status_code == 404


def test_an_unknown_link_looks_like_a_used_one(client, address):
    """Who guesses learns nothing."""
    client.post(address, data=GOOD)
    client.post("/sign-out")
    client.get("/sign-in/")  # the browser has the style sheet from now on
    assert client.get("/welcome/guess").text == client.get(address).text.replace(
        address.split("/")[-1], "guess"
    )


def test_a_newer_link_takes_the_place_of_the_older(client, site, person, address):
    """Of two links the last one works."""
    newer = invite(site.database, START, "test", person.id)
    assert client.get(address).status_code == 404
    assert client.get(f"/welcome/{newer}").status_code == 200


def test_a_poor_password_leaves_the_link_as_it_is(client, address):
    """What is wrong with the password is said, and the link still works."""
    answer = client.post(address, data={"password": "mina", "again": "mina"})
    assert answer.status_code == 422
    assert "at least 10" in answer.text
    assert client.post(address, data=GOOD).status_code == 303


def test_a_closed_account_is_not_opened_by_a_link(client, site, person, address):
    """Closing an account takes its link away."""
    close_person(site.database, START, "test", person.id)
    assert client.get(address).status_code == 404


def test_a_new_password_ends_the_sessions_of_the_old_one(app, client, site, add):
    """Whoever was signed in with the old password, perhaps somebody else, is outside."""
    person = add()
    sign_in(client)
    address = f"/welcome/{invite(site.database, START, 'test', person.id)}"
    assert is_in(client)
    mine = app.test_client()
    new = "seven boats on the river"
    mine.post(address, data={"password": new, "again": new})
    assert not is_in(client)
    assert is_in(mine)
    assert sign_in(client).status_code == 422


def test_a_pin_ends_with_the_password_that_was_lost(client, site, person, address):
    """Who knew the one may know the other."""
    change_pin(site.database, START, "test", person.id, "hash")
    client.post(address, data=GOOD)
    assert credentials_of(site.database, person.id).pin == ""


def test_who_uses_codes_types_one_after_the_link_too(client, site, person, address):
    """A link alone does not open an account that asks for codes."""
    sealed = seal_secret(site.database, person.id, make_secret())
    change_totp(site.database, START, "test", person.id, sealed)
    assert client.post(address, data=GOOD).location == "/sign-in/code"
    assert not is_in(client)


def test_the_language_of_the_person(client, site):
    """Whoever follows the link in their language goes on in it."""
    roles = (Membership("facilitator", "east"),)
    person = add_person(site.database, START, "test", "omid", roles, "Omid", "fa")
    token = invite(site.database, START, "test", person.id)
    assert 'dir="rtl"' in client.get(f"/welcome/{token}?lang=fa").text
    client.post(f"/welcome/{token}?lang=fa", data=GOOD)
    assert 'dir="rtl"' in client.get("/account/").text


def test_a_name_is_shown_as_it_was_written(client, site):
    """Not in the form of letters in which names are compared."""
    added = add_person(site.database, START, "test", "علی‌رضا آذر", (), "علی‌رضا آذر")
    page = client.get(f"/welcome/{invite(site.database, START, 'test', added.id)}").text
    assert "<bdi>علی‌رضا آذر</bdi>" in page
    assert added.name not in page
