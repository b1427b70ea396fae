"""The office: who may open it, and what it offers."""

import re
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from survey.app import create_app
from survey.cli import main
from survey.office import office_key

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
OPEN_TO_ALL = {"/office/<key>"}


@pytest.fixture
def app(settings):
    return create_app(settings, clock=lambda: NOW)


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def address(settings) -> str:
    return f"/office/{office_key(settings)}"


def test_it_works(client, address):
    """The key leads to the front page of the office."""
    assert "Close the office on this device" in client.get(address, follow_redirects=True).text


def test_a_wrong_key_opens_nothing(client):
    """Who guesses is told that there is no such page."""
    assert client.get("/office/0123456789").status_code == 404
    assert client.get("/office/").status_code == 404


def test_the_key_may_be_in_any_script(client):
    """A key that is not even Latin is wrong, not a failure."""
    assert client.get("/office/کلید").status_code == 404


def test_every_page_of_the_office_is_closed_to_strangers(app, client):
    """Whatever lies under /office/ answers strangers that there is no such page."""
    app.config["WTF_CSRF_ENABLED"] = False
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/office/")]
    assert rules
    for rule in rules:
        if rule.rule in OPEN_TO_ALL:
            continue
        path = re.sub("<[^>]*>", "1", rule.rule)
        for method in rule.methods & {"GET", "POST", "PUT", "DELETE"}:
            assert client.open(path, method=method).status_code == 404, rule.rule


def test_the_key_stays_the_same(settings):
    """Asking again gives the same key, and only this user may read it."""
    assert office_key(settings) == office_key(settings)
    file = settings.database.with_suffix(".office")
    assert file.stat().st_mode & 0o077 == 0


def test_a_new_key_closes_the_doors_of_the_old_one(client, settings, address):
    """A device that was opened with a key that is no more stays outside."""
    client.get(address)
    settings.database.with_suffix(".office").unlink()
    assert client.get("/office/").status_code == 404


def test_the_office_is_closed_on_a_kiosk(client, address):
    """While passers-by hold the device nothing of the office is reachable."""
    client.get(address)
    with client.session_transaction() as session:
        session["kiosk"] = "any"
    assert client.get("/office/").status_code == 404


def test_the_office_can_be_left(app, client, address):
    """Who closes the office needs the key again."""
    app.config["WTF_CSRF_ENABLED"] = False
    client.get(address)
    client.post("/office/leave")
    assert client.get("/office/").status_code == 404


def test_no_office_page_is_kept(client, address):
    """Browsers do not keep what only the office may see."""
    client.get(address)
    assert client.get("/office/").headers["Cache-Control"] == "private, no-store"


def test_the_office_speaks_the_language_chosen(client, address):
    """The language chosen on one page holds for the next."""
    client.get(address)
    client.get("/office/?lang=fa")
    assert 'dir="rtl"' in client.get("/office/").text


def test_visitors_get_no_cookie_from_the_pages_that_browsers_keep(client, address):
    """Not even a device of the office is sent a cookie with a page that is the same for all."""
    client.get(address)
    page = client.get("/f/neighbourhood-diagnosis/en/", follow_redirects=True)
    assert "Set-Cookie" not in page.headers


def test_the_command_tells_the_address(settings, address):
    """`mahalla office` prints where the office is, at the address that devices use."""
    asked = ["office", "--database", str(settings.database), "--site", "https://example.org/"]
    assert CliRunner().invoke(main, asked).output == f"https://example.org{address}\n"
