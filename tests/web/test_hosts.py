"""Names: the site answers to its own, and to no other."""

from dataclasses import replace

import pytest

from survey.app import create_app
from survey.web.hosts import is_known_host


def ask(settings, host: str, **more: str) -> int:
    client = create_app(settings).test_client()
    return client.get("/en/", headers={"Host": host, **more}).status_code


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "192.168.1.20", "[::1]:8000"])
def test_it_answers_to_numbers_and_to_this_computer(settings, host):
    """Without settings, whoever types the number of the computer reaches the site."""
    assert ask(settings, host) == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "a b", "[::1", ""])
def test_it_answers_to_no_strange_name(settings, host):
    """A name that somebody else gave to this computer is refused, whatever page is asked for."""
    assert ask(settings, host) == 421


def test_it_says_what_to_do(settings):
    """Who runs the site reads which setting is missing."""
    page = create_app(settings).test_client().get("/en/", headers={"Host": "survey.example.org"})
    assert "MAHALLA_HOSTS" in page.text


@pytest.mark.parametrize(
    ("host", "is_known"),
    [
        ("survey.example.org", True),
        ("survey.example.org:443", True),
        ("fa.example.net", True),
        ("localhost", True),
        ("other.example.org", False),
        ("192.168.1.20", False),
    ],
)
def test_with_names_it_answers_to_those_alone(settings, host, is_known):
    """Once it was given names it answers to those; numbers are no longer among them."""
    named = replace(settings, site="https://survey.example.org", hosts=(".example.net",))
    assert is_known_host(host, named) == is_known


def test_a_forwarded_name_is_not_believed(settings):
    """Without MAHALLA_PROXIES a request cannot say that it was meant for somebody else."""
    named = replace(settings, site="https://survey.example.org")
    assert ask(named, "survey.example.org", **{"X-Forwarded-Host": "evil.example"}) == 200
    assert ask(replace(named, proxies=1), "x", **{"X-Forwarded-Host": "evil.example"}) == 421
    assert ask(replace(named, proxies=1), "x", **{"X-Forwarded-Host": "survey.example.org"}) == 200
