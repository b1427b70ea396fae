"""Cookies and https: what came encrypted travels by nothing else from then on."""

from dataclasses import replace

import pytest
from flask import request

from survey.app import create_app
from tests.accounts.people import sign_in

SITE = "https://survey.example.org"


def cookies_of(response) -> list[str]:
    return response.headers.getlist("Set-Cookie")


@pytest.fixture
def open_draft(settings):
    """Begin a form, which sets every cookie that residents get."""

    def begin(settings, base: str = "http://localhost", **headers: str):
        client = create_app(settings).test_client()
        start = client.get("/f/neighbourhood-diagnosis/en/", base_url=base, headers=headers)
        address = start.headers["Location"].partition("#")[0].rstrip("/") + "/start"
        return client.post(
            address.replace(base, ""), base_url=base, data={"consent": "agree"}, headers=headers
        )

    return begin


def test_by_http_cookies_are_kept_from_scripts_and_strangers(settings, open_draft):
    """Without https the signed cookie is httponly and same-site, and nothing is promised."""
    response = open_draft(settings)
    [session] = [cookie for cookie in cookies_of(response) if cookie.startswith("session=")]
    assert "HttpOnly" in session
    assert "SameSite=Lax" in session
    assert "Strict-Transport-Security" not in response.headers


@pytest.mark.parametrize(
    ("settings_of", "base", "headers"),
    [
        ({"site": SITE}, "http://survey.example.org", {}),
        ({"proxies": 1}, "http://localhost", {"X-Forwarded-Proto": "https"}),
    ],
)
def test_by_https_everything_stays_there(settings, open_draft, settings_of, base, headers):
    """Where people come by https every cookie is bound to it, and browsers for a year."""
    response = open_draft(replace(settings, **settings_of), base, **headers)
    cookies = cookies_of(response)
    assert [cookie for cookie in cookies if cookie.startswith("__Host-session=")]
    assert [cookie for cookie in cookies if "; Secure" not in cookie] == []
    assert [cookie for cookie in cookies if "Domain=" in cookie] == []
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_a_forwarded_https_is_not_believed(settings, open_draft):
    """Without MAHALLA_PROXIES nobody can make cookies that the browser then withholds."""
    response = open_draft(settings, **{"X-Forwarded-Proto": "https"})
    assert "Strict-Transport-Security" not in response.headers


def test_the_address_of_who_asks_is_that_of_the_last_proxy(settings):
    """What somebody writes before the proxy's own word counts for nothing."""
    app = create_app(replace(settings, proxies=1))
    seen: list[str | None] = []
    app.before_request(lambda: seen.append(request.remote_addr))
    app.test_client().get("/en/", headers={"X-Forwarded-For": "1.2.3.4, 192.0.2.9"})
    assert seen == ["192.0.2.9"]


def test_who_signed_in_by_http_is_not_by_https(settings):
    """The two cookies are different ones."""
    client = create_app(replace(settings, proxies=1)).test_client()
    sign_in(client, "administrator")
    assert client.get("/office/").status_code == 200
    assert client.get("/office/", headers={"X-Forwarded-Proto": "https"}).status_code == 302
