"""The addresses of the desk: its page, its parts, and what they tell whom."""

import json
import re
from datetime import datetime
from html.parser import HTMLParser

import pytest
from flask import Flask

from survey.accounts.sessions import open_session
from survey.offline import files, views
from tests.accounts.people import sign_in


@pytest.mark.parametrize("language", ["en", "fa", "ar", "ckb", "fa_AF"])
def test_the_desk_is_the_same_for_everybody(app: Flask, language: str):
    """Nobody's name, id or token is in the page that tablets keep, whoever is signed in."""
    nobody, somebody = app.test_client(), app.test_client()
    sign_in(somebody, "facilitator", "town", name="Sara Rahimi")
    page = nobody.get(f"/collect/{language}/")
    assert page.text == somebody.get(f"/collect/{language}/").text
    assert "csrf" not in page.text
    assert "Set-Cookie" not in page.headers
    assert page.headers["Cache-Control"] == "no-cache"


def test_there_is_no_desk_in_a_language_that_is_not_offered(app: Flask):
    """An address with another language is no page, rather than a page in some language."""
    assert app.test_client().get("/collect/xx/").status_code == 404


def test_the_desk_leads_to_the_readers_language(app: Flask):
    """Without a language in the address, that of the browser is taken."""
    answer = app.test_client().get("/collect/", headers={"Accept-Language": "fa"})
    assert answer.headers["Location"] == "/collect/fa/"


def test_the_worker_may_answer_for_the_desk_and_is_never_old(app: Flask):
    """Its scope is said, and browsers ask for it each time."""
    answer = app.test_client().get("/collect/worker.js")
    assert answer.headers["Service-Worker-Allowed"] == "/collect/"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.mimetype == "text/javascript"


def test_the_worker_changes_with_any_file_of_the_desk(app: Flask, monkeypatch):
    """Another script is another address, so another worker: that is how browsers notice."""
    before = app.test_client().get("/collect/worker.js").text
    with monkeypatch.context() as other:
        other.setattr(files, "hash_build", lambda: "another")
        other.setattr(views, "hash_build", lambda: "another")
        after = app.test_client().get("/collect/worker.js").text
    assert before != after


def test_a_file_is_kept_for_ever_under_the_address_of_its_build_alone(app: Flask):
    """A file under another build is not there: it would be kept with the wrong content."""
    client = app.test_client()
    address = re.search(r"/collect/files/\w+/store\.js", client.get("/collect/worker.js").text)[0]
    assert "immutable" in client.get(address).headers["Cache-Control"]
    assert client.get("/collect/files/0123456789ab/store.js").status_code == 404
    assert client.get(address.replace("store.js", "worker.js")).status_code == 404


def test_a_tablet_is_told_who_is_signed_in_and_nobody_keeps_it(app: Flask):
    """The token to make a tablet ready goes to who may interview, and into no cache."""
    client = app.test_client()
    assert client.get("/collect/ready").status_code == 302
    person = sign_in(client, "facilitator", "town", name="Sara")
    answer = client.get("/collect/ready")
    assert answer.json["person"] == {"id": person.id, "name": person.title}
    assert datetime.fromisoformat(answer.json["signed_in_at"]).tzinfo is not None
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_pin_of_the_site_is_no_password(app: Flask):
    """Whoever came in on a shared device with a PIN chooses nobody's PIN on a tablet anew."""
    client, site = app.test_client(), app.extensions["mahalla"]
    person = sign_in(client, "facilitator", "town", name="Sara")
    with client.session_transaction() as session:
        token = open_session(site.database, site.clock(), person, by_pin=True)
        session.update({"_user_id": token, "_fresh": True})
    assert client.get("/collect/ready").json["signed_in_at"] == ""


def test_the_app_describes_itself_in_the_readers_language(app: Flask):
    """The manifest begins at the desk of its language and has icons of both sizes."""
    described = json.loads(app.test_client().get("/collect/app.webmanifest?lang=fa").text)
    assert (described["start_url"], described["dir"]) == ("/collect/fa/", "rtl")
    assert described["scope"] == "/collect/"
    assert {(one["sizes"], one["purpose"]) for one in described["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }


def test_every_word_that_the_scripts_say_stands_in_the_page(app: Flask):
    """No script asks for a sentence that the page does not hold."""
    page = app.test_client().get("/collect/en/").text
    there = set(re.findall(r'data-word="(\w+)"', page))
    scripts = [file.read_text(encoding="utf-8") for file in files.FOLDER.glob("*.js")]
    said = {word for text in scripts for word in re.findall(r'\bsay\("(\w+)"', text)}
    assert said - there == set()
    assert len(there) > 40


def test_every_element_that_the_desk_looks_for_is_there(app: Flask):
    """No script of the desk asks for an element that its page does not have."""

    class Ids(HTMLParser):
        found: set[str] = set()  # noqa: RUF012

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.found |= {value for name, value in attrs if name == "id" and value}

    ids = Ids()
    ids.feed(app.test_client().get("/collect/en/").text)
    desk = ("desk.js", "next.js", "people.js", "queue.js", "tablet.js", "words.js")
    scripts = [(files.FOLDER / name).read_text(encoding="utf-8") for name in desk]
    asked = {word for text in scripts for word in re.findall(r'byId\("([\w-]+)"\)', text)}
    assert asked - ids.found == set()
