"""Signing in and out: who comes in, what strangers learn, where one arrives."""

from time import process_time

import pytest
from argon2 import PasswordHasher

from survey.accounts.credentials import credentials_of, keep_rehashed
from survey.accounts.model import Membership
from survey.accounts.passwords import Hasher
from survey.accounts.signing import HASHER
from survey.accounts.store import close_person
from tests.accounts.conftest import PASSWORD, START, is_in, sign_in

WRONG = "The name or the password is not right."


def test_it_works(client, add):
    """Name and password lead to the office."""
    add()
    answer = sign_in(client)
    assert (answer.status_code, answer.location) == (303, "/office/")
    assert is_in(client)


def test_a_name_is_read_however_it_is_typed(client, add):
    """Capitals, spaces and digits of another script are the same name."""
    add("mina 12")
    assert sign_in(client, "  MINA ۱۲ ").status_code == 303


@pytest.mark.parametrize("typed", ["علي رضا كريمي", "علی\u200cرضا کریمی", "عَلیرضا کریمی"])
def test_a_name_is_the_same_on_every_keyboard(client, add, typed):
    """Arabic letters for Persian ones, half-spaces and harakat make nobody a stranger."""
    add("علی رضا کریمی" if " رضا" in typed else "علیرضا کریمی")
    assert sign_in(client, typed).status_code == 303


@pytest.mark.parametrize(
    ("name", "password"),
    [("mina", "a wrong password"), ("nobody", PASSWORD), ("", ""), ("mina", "")],
)
def test_strangers_learn_nothing(client, add, name, password):
    """A wrong password and an unknown name are told the same."""
    add()
    answer = sign_in(client, name, password)
    assert answer.status_code == 422
    assert WRONG in answer.text
    assert not is_in(client)


def test_a_closed_account_is_told_the_same(client, add, site):
    """Nobody learns that an account is closed, not even with its password."""
    close_person(site.database, START, "test", add().id)
    answer = sign_in(client)
    assert (answer.status_code, WRONG in answer.text) == (422, True)


def test_who_has_not_followed_the_link_is_told_the_same(client, site):
    """An account without a password opens with none."""
    from survey.accounts.store import add_person

    add_person(site.database, START, "test", "mina", (Membership("facilitator"),))
    assert sign_in(client, "mina", "").status_code == 422


def test_waiting_does_not_tell_whether_there_is_an_account(app, add):
    """A wrong password takes as much work for a person as for nobody.

    The processor's time, and the least of it: whatever else the machine does only adds to both.
    """
    add()

    def measure(name: str, number: int) -> float:
        client, at = app.test_client(), {"REMOTE_ADDR": f"192.0.2.{number}"}
        begun = process_time()
        client.post("/sign-in/", data={"name": name, "password": "x"}, environ_base=at)
        return process_time() - begun

    pairs = [(measure("mina", n), measure(f"nobody {n}", n)) for n in range(1, 16)]
    person, nobody = (min(times) for times in zip(*pairs, strict=True))
    assert 0.6 < nobody / person < 1.6


def test_the_session_is_a_new_one(client, add):
    """What was in the cookie before signing in, or was put there by somebody else, is gone."""
    add()
    with client.session_transaction() as session:
        session.update({"draft": "0190", "csrf_token": "old"})
    sign_in(client)
    with client.session_transaction() as session:
        assert "draft" not in session
        assert session.get("csrf_token") != "old"


def test_signing_in_again_ends_the_session_before(client, add, site):
    """A device has one session: the one it had is of no use to whoever copied it."""
    add()
    add("omid")
    sign_in(client)
    client.post("/sign-out")
    sign_in(client)
    client.post("/sign-in/", data={"name": "omid", "password": PASSWORD})
    [row] = site.database.query(
        "select people.name from sign_ins join people on people.id = person"
    )
    assert row["name"] == "omid"


def test_a_copied_cookie_is_of_no_use_after_signing_out(app, client, add):
    """Signing out ends the session on the server too."""
    add()
    sign_in(client)
    stolen = client.get_cookie("session").value
    client.post("/sign-out")
    thief = app.test_client()
    thief.set_cookie("session", stolen)
    assert not is_in(thief)


def test_nothing_stays_after_signing_out(client, add):
    """The cookie holds neither the person nor an interview they were in."""
    add()
    sign_in(client)
    with client.session_transaction() as session:
        session.update({"draft": "0190", "facilitator": {"place": "east/north"}})
    answer = client.post("/sign-out")
    with client.session_transaction() as session:
        assert set(session) <= {"csrf_token"}
    assert "You are signed out" in client.get(answer.location).text


def test_signing_out_is_no_link(client, add):
    """A picture on some page that has this address signs nobody out."""
    add()
    sign_in(client)
    client.get("/sign-out", follow_redirects=True)
    assert is_in(client)


def test_a_page_elsewhere_signs_nobody_in_or_out(app, client, add):
    """Without the token of our own form nothing is done."""
    add()
    app.config["WTF_CSRF_ENABLED"] = True
    assert sign_in(client).status_code == 400
    assert client.post("/sign-out").status_code == 400


def test_who_came_for_a_page_arrives_there(client, add):
    """After signing in the page that was asked for is shown."""
    add()
    asked = client.get("/account/pin?lang=fa")
    assert asked.location == "/sign-in/?next=%2Faccount%2Fpin%3Flang%3Dfa"
    assert sign_in(client, next="/account/pin?lang=fa").location == "/account/pin?lang=fa"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "javascript:alert(1)",
        "evil.example",
        "",
        "/office/\\..\\",
    ],
)
def test_nobody_is_led_elsewhere(client, add, elsewhere):
    """Whatever the address says, one arrives on this site."""
    add()
    assert sign_in(client, next=elsewhere).location == "/office/"
    assert client.get("/sign-in/", query_string={"next": elsewhere}).location == "/office/"


def test_who_guesses_waits(client, add, clock):
    """After some wrong passwords the right one does not open either, until the time has passed."""
    add()
    for _ in range(6):
        sign_in(client, password="a wrong password")
    answer = sign_in(client)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "5"
    assert "Wait 5 seconds, and then try again." in answer.text
    clock.turn(seconds=5)
    assert sign_in(client).status_code == 303


def test_a_wait_is_told_in_the_readers_language(client, add):
    """The page with the wait is in the language that was chosen."""
    add()
    for _ in range(6):
        sign_in(client, password="a wrong password")
    client.set_cookie("language", "fa")
    assert 'dir="rtl"' in sign_in(client).text


def test_a_known_device_is_not_kept_out_by_others(app, client, add, clock):
    """Whoever guesses elsewhere, the owner signs in on the device that was used before."""
    add()
    sign_in(client)
    client.post("/sign-out")
    for number in range(60):
        stranger = app.test_client()
        stranger.post(
            "/sign-in/",
            data={"name": "mina", "password": "a wrong password"},
            environ_base={"REMOTE_ADDR": f"192.0.2.{number}"},
        )
    new = app.test_client()
    assert sign_in(new).status_code == 429
    assert sign_in(client).status_code == 303


def test_a_made_up_device_is_not_known(app, add):
    """A cookie that we did not sign changes nothing."""
    add()
    forger = app.test_client()
    forger.set_cookie("device", "eyJpZCI6IngiLCJrbm93biI6W119.forged")
    assert sign_in(forger).status_code == 303


def test_the_device_cookie_names_nobody(client, add):
    """Who finds the tablet does not read from its cookie who signed in there."""
    add()
    answer = sign_in(client)
    cookies = " ".join(answer.headers.getlist("Set-Cookie"))
    assert "device=" in cookies
    assert "mina" not in cookies.casefold()
    assert "HttpOnly" in cookies


def test_a_busy_server_says_so(app, client, add, clock):
    """While too many passwords are hashed at once people are asked to wait; it is no mistake."""
    add()
    app.extensions[HASHER] = Hasher(at_once=1, patience=0)
    with app.extensions[HASHER]._slot():
        for _ in range(8):
            answer = sign_in(client)
    assert answer.status_code == 503
    assert "Wait a few seconds and try again" in answer.text
    assert sign_in(client).status_code == 303


def test_a_hash_is_renewed_when_costs_change(client, add, site):
    """Who signs in with an old hash has a new one afterwards, for the same password."""
    person = add()
    old = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    keep_rehashed(site.database, person.id, old)
    sign_in(client)
    new = credentials_of(site.database, person.id).password
    assert "m=19456,t=2,p=1" in new
    client.post("/sign-out")
    assert sign_in(client).status_code == 303


def test_sessions_end(client, add, clock):
    """A coordinator signs in anew the next day, a facilitator after two weeks."""
    add("mina", Membership("coordinator", "east"))
    sign_in(client)
    clock.turn(hours=23)
    assert is_in(client)
    clock.turn(hours=2)
    assert not is_in(client)


def test_a_facilitator_in_the_field_stays_signed_in(client, add, clock):
    """A tablet that was without a network for days still sends."""
    add()
    sign_in(client)
    clock.turn(days=13)
    assert is_in(client)
    clock.turn(days=1)
    assert not is_in(client)


def test_signing_in_is_in_the_trail(client, add, site):
    """Who signed in, and from where."""
    person = add()
    sign_in(client)
    [entry] = site.database.query("select * from audit where action = 'person.signed_in'")
    assert (entry["actor"], entry["address"]) == (f"person:{person.id}", "127.0.0.1")


def test_no_page_is_kept(client, add):
    """Browsers keep none of these pages."""
    add()
    for path in ("/sign-in/", "/welcome/none"):
        assert client.get(path).headers["Cache-Control"] == "private, no-store"
    sign_in(client)
    assert client.get("/account/").headers["Cache-Control"] == "private, no-store"
