"""The styles of a page: inside it for who comes first, in a file of their own afterwards."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest

LINKED = '<link rel="stylesheet" href="/forms/site.css'


def first_look(client):
    return client.get("/resume")


def test_who_comes_first_waits_for_no_style_sheet(client):
    """The first page holds its styles; the file is fetched afterwards."""
    page = first_look(client).text
    assert "<style>" in page
    assert LINKED not in page
    assert '<link rel="prefetch" href="/forms/site.css' in page


def test_who_has_the_style_sheet_gets_no_styles(client):
    """The second page only names the file."""
    first_look(client)
    page = client.get("/resume").text
    assert "<style>" not in page
    assert LINKED in page


def test_who_has_an_old_style_sheet_gets_the_styles(client):
    """A style sheet of an earlier edition does not count."""
    client.set_cookie("styles", "000000000000")
    assert "<style>" in first_look(client).text


def test_a_start_page_always_holds_its_styles(client):
    """A page that is kept for everybody does not depend on who asked for it."""
    address = client.get("/f/tour/fa/").location
    first = client.get(address)
    first_look(client)
    assert "<style>" in first.text
    assert client.get(address).text == first.text


def test_beginning_notes_that_the_style_sheet_is_there(visitor):
    """The start page fetched the file, so the first section names it."""
    assert LINKED in visitor.begin().text


@pytest.mark.parametrize("address", ["/resume", "/f/tour/fa/"])
def test_exactly_these_styles_are_allowed(client, address):
    """The policy names the styles in the page by their content and allows no others."""
    response = client.get(address, follow_redirects=True)
    styles = re.search("<style>(.*)</style>", response.text, re.DOTALL)[1]
    name = b64encode(sha256(styles.encode()).digest()).decode()
    policy = response.headers["Content-Security-Policy"]
    assert f"style-src 'self' 'sha256-{name}'" in policy
    assert "unsafe" not in policy


def test_pages_without_styles_inside_allow_none(visitor):
    """Where the file is named the policy stays as strict as ever."""
    assert "style-src" not in visitor.begin().headers["Content-Security-Policy"]


def test_addresses_in_the_styles_hold_on_every_page(client):
    """Styles are read in the page or from the file: what they name is found from both."""
    sheet = client.get("/forms/site.css").text
    assert all(found.lstrip("'\"").startswith("/") for found in re.findall(r"url\(([^)]*)", sheet))
