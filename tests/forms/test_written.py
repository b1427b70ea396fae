"""Pages that are the same for everybody are written once."""

from flask import Flask, template_rendered
from flask.testing import FlaskClient

from survey.forms.written import MOST, Shelf


def test_a_start_page_is_written_once(app: Flask, client: FlaskClient) -> None:
    """Whoever comes second gets the same page and policy, and a 304, without it being rendered."""
    address = client.get("/f/tour/fa/").location
    written = []

    def note(_: Flask, template: object, **__: object) -> None:
        written.append(template)

    with template_rendered.connected_to(note, app):
        first, second = client.get(address), client.get(address)
        kept = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, second.status_code, kept.status_code) == (200, 200, 304)
    assert first.data == second.data
    policies = {one.headers["Content-Security-Policy"] for one in (first, second, kept)}
    assert len(policies) == 1
    assert "sha256-" in policies.pop()
    assert len(written) == 1


def test_what_the_address_asks_is_another_page(client: FlaskClient) -> None:
    """A neighbourhood, large letters or a missing choice are never shown to who asked for none."""
    address = client.get("/f/tour/en/").location
    asked = ["", "?n=town/north", "?text=large", "?unchosen=1", "?changed=1", "?link=1"]
    pages = [client.get(address + query).text for query in asked * 2]
    assert len(set(pages)) == len(asked)
    assert pages[: len(asked)] == pages[len(asked) :]


def test_what_changes_nothing_is_the_same_page(client: FlaskClient) -> None:
    """Something else in the address is no reason to write the page again, nor part of it."""
    address = client.get("/f/tour/en/").location
    assert client.get(address).text == client.get(f"{address}?from=poster").text


def test_only_so_many_pages_are_kept(app: Flask) -> None:
    """Who asks for ever other addresses fills no memory: what was not asked for longest goes."""
    shelf, written = Shelf(), []

    def find(number: int) -> None:
        def write() -> str:
            written.append(number)
            return f"page {number}"

        shelf.find(number, write)

    with app.app_context():
        for number in range(MOST + 1):
            find(number)
        find(MOST)
        find(0)

    assert written == [*range(MOST + 1), 0]
