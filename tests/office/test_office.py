"""The office: who may open it, and what it offers."""

from datetime import UTC, datetime

import pytest

from survey.app import create_app
from tests.accounts.people import sign_in

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture
def app(settings):
    return create_app(settings, clock=lambda: NOW)


@pytest.fixture
def client(app):
    return app.test_client()


def test_it_works(client):
    """The front page names what a coordinator can do, and who they are."""
    sign_in(client, "coordinator", name="Mina")
    page = client.get("/office/").text
    assert "Print everything" in page
    assert "You are signed in as \u2068Mina\u2069." in page


def test_it_offers_what_a_role_may_do(client):
    """A facilitator interviews, and is shown nothing of the reports."""
    sign_in(client, "facilitator")
    page = client.get("/office/").text
    assert "/office/collect/" in page
    assert "/office/print/" not in page


def test_what_is_done_for_a_project_is_not_offered_for_a_neighbourhood(client):
    """Everything is printed of whole projects; of a neighbourhood there are its reports."""
    sign_in(client, "coordinator", "east", "mill")
    page = client.get("/office/").text
    assert "/office/print/" not in page
    assert "/office/reports/" in page


def test_strangers_are_asked_to_sign_in(client):
    """Nobody in particular is led to where people sign in."""
    assert client.get("/office/").location == "/sign-in/?next=%2Foffice%2F"


def test_the_office_is_closed_on_a_kiosk(client):
    """While passers-by hold the device nothing of the office is reachable."""
    sign_in(client, "coordinator")
    with client.session_transaction() as session:
        session["kiosk"] = "any"
    assert client.get("/office/").status_code == 404


def test_no_office_page_is_kept(client):
    """Browsers do not keep what only the office may see."""
    sign_in(client, "coordinator")
    assert client.get("/office/").headers["Cache-Control"] == "private, no-store"


def test_the_office_speaks_the_language_chosen(client):
    """The language chosen on one page holds for the next."""
    sign_in(client, "coordinator")
    client.get("/office/?lang=fa")
    assert 'dir="rtl"' in client.get("/office/").text


def test_visitors_get_no_cookie_from_the_pages_that_browsers_keep(client):
    """Not even a device of the office is sent a cookie with a page that is the same for all."""
    sign_in(client, "coordinator")
    page = client.get("/f/neighbourhood-diagnosis/en/", follow_redirects=True)
    assert "Set-Cookie" not in page.headers
