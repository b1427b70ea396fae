"""Codes of an app: set up, asked for, accepted once, ended."""

from datetime import timedelta

import pyotp
import pytest

from survey.accounts.credentials import credentials_of
from survey.accounts.totp import find_step, make_secret, open_secret
from survey.errors import MahallaError
from tests.accounts.conftest import PASSWORD, START, is_in, sign_in


def code_at(secret: str, moment) -> str:
    return pyotp.TOTP(secret).at(moment)


@pytest.fixture
def secret(client, add, site, clock) -> str:
    """Codes that were set up by a person who is signed out again."""
    person = add()
    sign_in(client)
    page = client.get("/account/code").text
    secret = page.split("<code>")[1].split("</code>")[0].replace(" ", "")
    answer = client.post(
        "/account/code", data={"code": code_at(secret, clock()), "present": PASSWORD}
    )
    assert answer.location == "/account/?kept=codes"
    assert (
        open_secret(site.database, person.id, credentials_of(site.database, person.id).totp)
        == secret
    )
    client.post("/sign-out")
    clock.turn(minutes=5)
    return secret


def type_code(client, code: str):
    return client.post("/sign-in/code", data={"code": code})


def test_it_works(client, secret, clock):
    """After the password the code is asked for, and only then somebody is in."""
    answer = sign_in(client, next="/account/pin")
    assert answer.location == "/sign-in/code"
    assert not is_in(client)
    assert type_code(client, code_at(secret, clock())).location == "/account/pin"
    assert is_in(client)


def test_a_wrong_password_is_told_before_any_code(client, secret):
    """Who lacks the password does not learn that codes are used."""
    answer = sign_in(client, password="a wrong password")
    assert answer.status_code == 422
    assert "code" not in answer.text.split("<main")[1].casefold()


def test_a_code_may_be_typed_in_any_digits(client, secret, clock):
    """Persian digits with a space between are the same code."""
    sign_in(client)
    code = code_at(secret, clock()).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert type_code(client, f"{code[:3]} {code[3:]}").status_code == 303


@pytest.mark.parametrize(
    ("seconds", "is_right"), [(-60, False), (-30, True), (30, True), (60, False)]
)
def test_a_clock_may_be_half_a_minute_wrong(clock, seconds, is_right):
    """The code before and the one after are accepted, no others."""
    secret = make_secret()
    code = code_at(secret, START + timedelta(seconds=seconds))
    assert (find_step(secret, code, START) is not None) is is_right


def test_a_code_is_accepted_once(app, client, secret, clock):
    """Who looked over the shoulder cannot use it in the same half minute."""
    code = code_at(secret, clock())
    sign_in(client)
    type_code(client, code)
    other = app.test_client()
    sign_in(other)
    answer = type_code(other, code)
    assert answer.status_code == 422
    assert "used before" in answer.text
    assert not is_in(other)


def test_an_older_code_is_not_accepted_after_a_newer(app, client, secret, clock):
    """Codes only go forward."""
    sign_in(client)
    type_code(client, code_at(secret, clock()))
    other = app.test_client()
    sign_in(other)
    assert type_code(other, code_at(secret, clock() - timedelta(seconds=30))).status_code == 422


def test_guessing_codes_is_slow(client, secret):
    """After some wrong codes one waits, however often the right password is typed between."""
    for _ in range(6):
        sign_in(client)
        assert type_code(client, "000000").status_code == 422
    sign_in(client)
    answer = type_code(client, "000000")
    assert (answer.status_code, "Wait" in answer.text) in ((429, True), (303, False))
    assert not is_in(client)


def test_the_code_is_due_within_minutes(client, secret, clock):
    """Who leaves the device after the password has to begin again."""
    sign_in(client)
    clock.turn(minutes=6)
    assert type_code(client, code_at(secret, clock())).location == "/sign-in/"
    assert client.get("/sign-in/code").location == "/sign-in/"


def test_no_code_without_a_password(client, secret, clock):
    """The second step alone opens nothing."""
    assert type_code(client, code_at(secret, clock())).location == "/sign-in/"
    assert not is_in(client)


def test_a_wrong_first_code_sets_nothing_up(client, add, site):
    """Codes are asked for only once the app has shown a right one."""
    person = add()
    sign_in(client)
    client.get("/account/code")
    answer = client.post("/account/code", data={"code": "000000", "present": PASSWORD})
    assert answer.status_code == 422
    assert credentials_of(site.database, person.id).totp == ""


def test_codes_are_set_up_and_ended_with_the_password(client, secret, clock, add):
    """Who finds an open device can neither lock its owner out nor open the account for later."""
    sign_in(client)
    type_code(client, code_at(secret, clock()))
    answer = client.post("/account/code/end", data={"present": "a wrong password"})
    assert "not your present password" in answer.text
    client.post("/account/code/end", data={"present": PASSWORD})
    client.post("/sign-out")
    assert sign_in(client).location == "/office/"


def test_the_picture_is_of_this_site_and_for_this_person(app, client, add):
    """The QR code is a file of ours that nobody keeps and nobody else sees."""
    add()
    sign_in(client)
    client.get("/account/code")
    picture = client.get("/account/code/picture.svg")
    assert picture.mimetype == "image/svg+xml"
    assert picture.headers["Cache-Control"] == "private, no-store"
    assert picture.text.startswith("<svg")
    assert app.test_client().get("/account/code/picture.svg").status_code == 302


def test_the_secret_is_sealed(client, secret, site, settings):
    """A copy of the database, or of the cookie, does not show the secret."""
    [row] = site.database.query("select totp from people")
    assert secret not in row["totp"]
    with pytest.raises(MahallaError):
        open_secret(site.database, "another person", row["totp"])


def test_the_cookie_does_not_tell_the_secret(client, add):
    """While codes are set up the cookie holds the secret sealed."""
    add()
    sign_in(client)
    page = client.get("/account/code").text
    secret = page.split("<code>")[1].split("</code>")[0].replace(" ", "")
    with client.session_transaction() as session:
        assert secret not in repr(dict(session))
