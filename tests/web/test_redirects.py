"""No address of ours can be made to lead elsewhere, whatever is written into it."""

import re

import pytest

from survey.accounts.signing import find_next
from survey.app import create_app
from tests.accounts.people import sign_in

INSTRUCTIONS = [
    {"_external": "1", "_scheme": "javascript"},
    {"_anchor": "x", "_method": "DELETE"},
    {"endpoint": "office.front"},
    {"self": "x", "values": "y", "lang": "fa"},
]
PAGES = ["/l/", "/sign-in/", "/resume", "/office/", "/office/trail/", "/office/links/"]


@pytest.fixture
def client(settings):
    client = create_app(settings).test_client()
    sign_in(client, "coordinator")
    return client


@pytest.mark.parametrize("asked", INSTRUCTIONS)
@pytest.mark.parametrize("page", PAGES)
def test_what_is_asked_is_no_instruction(client, page, asked):
    """Names that the program uses inside change no link."""
    response = client.get(page, query_string=asked)
    assert response.status_code in (200, 303)
    links = re.findall(r'(?:href|action)="([^"]*)"', response.text)
    assert [link for link in links if not link.startswith(("/", "#", "?"))] == []


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "evil.example",
        " //evil.example",
        "",
    ],
)
def test_after_signing_in_nobody_is_led_elsewhere(settings, wanted):
    """`next` leads to a page of this site, or to the office."""
    with create_app(settings).test_request_context():
        assert find_next(wanted) == "/office/"


def test_after_signing_in_one_is_where_one_wanted_to_be(settings):
    """A page of this site is one."""
    with create_app(settings).test_request_context():
        assert find_next("/office/trail/?day=1") == "/office/trail/?day=1"


def test_redirects_stay_here(client):
    """Every redirect that a visitor can cause with GET leads to this site."""
    rules = [rule for rule in client.application.url_map.iter_rules() if "GET" in rule.methods]
    asked = {"next": "//evil.example", "lang": "//evil.example", "n": "//evil.example"}
    for rule in rules:
        path = re.sub("<[^>]*>", "//evil.example", rule.rule)
        for address in (path, re.sub("<[^>]*>", "evil.example", rule.rule)):
            location = client.get(address, query_string=asked).headers.get("Location", "/")
            assert re.match(r"/(?![/\\])|http://localhost/", location), (address, location)
