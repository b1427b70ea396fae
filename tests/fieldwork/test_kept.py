"""What tablets sent and could not be entered: who is told, why, and that it is tried again."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from survey.accounts.model import Membership
from survey.places.store import save_project
from survey.site import Site
from tests.accounts.people import sign_in_browser
from tests.fieldwork.conftest import FORM, PROJECT, Supervisor
from tests.forms.asked import make_asked_site
from tests.forms.browser import serve
from tests.forms.conftest import NOW, make_project
from tests.forms.test_browser_facilitator import is_sound
from tests.interviews.tablet import Tablet, register

KEPT = "/office/fieldwork/town/kept"
GIVEN = [["other", [["q-o1", "12"]]]]


@pytest.fixture
def app(tmp_path: Path, root: Path) -> Flask:
    app = make_asked_site(tmp_path, root, FORM, PROJECT)
    save_project(app.extensions["mahalla"].database, NOW, "test", make_project("tour", "village"))
    return app


@pytest.fixture
def tablet(app: Flask) -> Tablet:
    return register(app, "town", "north")


def find_key(site: Site, tablet: Tablet) -> Path:
    [folder] = site.database.vault.path.parent.glob("*.keys")
    return folder / f"{tablet.key.id}.pem"


def hide_key(site: Site, tablet: Tablet) -> Callable[[], object]:
    """Take the private key away; call what comes back to put it where it was."""
    file = find_key(site, tablet)
    pem = file.read_bytes()
    file.unlink()
    return lambda: file.write_bytes(pem)


def send(tablet: Tablet, **changed: object) -> dict[str, object]:
    package = tablet.write(typed=GIVEN, **changed)
    tablet.send(package)
    return package


def read_list(page: str) -> list[str]:
    """Return the heads of the lists on the page, with how many each has."""
    return re.findall(r'<h2 id="(?:keyless|taken)">([^<]+)</h2>', page)


def test_it_works(supervisor: Supervisor, site: Site, tablet: Tablet):
    """A tablet, the moment and the command stand there; with the key back it is entered."""
    put_back = hide_key(site, tablet)
    send(tablet)

    page = supervisor.look("kept").text
    still = supervisor.post(f"{KEPT}?lang=en").text
    put_back()
    done = supervisor.post(f"{KEPT}?lang=en").text

    assert read_list(page) == ["The key is missing: 1"]
    assert "<bdi>Samsung</bdi></b> · 22 November 2026" in page
    assert "mahalla keys restore" in page
    assert "Nothing could be entered yet." in still
    assert "One interview was entered." in done
    assert read_list(done) == []
    assert len(site.database.query("select 1 from responses")) == 1


def test_the_page_of_arrivals_counts_them(supervisor: Supervisor, site: Site, tablet: Tablet):
    """Where there are none, nothing is said."""
    before = supervisor.look().text
    hide_key(site, tablet)
    send(tablet)

    assert "Not entered yet" not in before
    assert "Not entered yet: <b>1</b>" in supervisor.look().text


def test_whose_desk_is_in_the_way(supervisor: Supervisor, site: Site, tablet: Tablet):
    """Beside a draft another content cannot stand; the page says whom to ask."""
    package = tablet.write(typed=[["other", [["q-o1", "many"]]]])
    tablet.send(package)
    tablet.send({**package, "typed": GIVEN})

    page = supervisor.look("kept").text

    assert read_list(page) == ["The number is taken: 1"]
    place = f"<bdi>{tablet.person.title}</bdi> · <bdi>North</bdi> · Household <bdi>17</bdi>"
    assert f"At the desk of: {place}" in page


@pytest.mark.parametrize(
    ("place", "listed"),
    [
        ({"project": "town", "neighbourhood": "north"}, 1),
        ({"project": "town", "neighbourhood": "south"}, 0),
        ({"project": "town"}, 1),
        ({}, 1),
    ],
)
def test_it_is_told_where_the_tablet_interviews(
    become: Callable[..., Supervisor], site: Site, tablet: Tablet, place, listed
):
    """Which neighbourhood it is of is sealed; who is not told cannot try it again either."""
    put_back = hide_key(site, tablet)
    send(tablet)
    someone = become(**place)

    assert len(read_list(someone.look("kept").text)) == listed
    put_back()
    someone.post(KEPT)
    assert len(site.database.query("select 1 from responses")) == listed


def test_another_project_is_told_nothing(become: Callable[..., Supervisor], site, tablet):
    """Neither its coordinator of this one, nor its page of what this one's tablets sent."""
    hide_key(site, tablet)
    send(tablet)
    village = become(project="village")

    assert village.look("kept").status_code == 404
    assert village.post(KEPT).status_code == 404
    page = village.client.get("/office/fieldwork/village/kept?lang=en").text
    assert read_list(page) == []


def test_a_facilitator_has_no_such_page(become: Callable[..., Supervisor], tablet: Tablet):
    """It is for those who follow the fieldwork."""
    assert become("facilitator", project="town").look("kept").status_code == 404


def test_why_it_is_not_taken_is_said(supervisor: Supervisor, site: Site, tablet: Tablet):
    """With the key back it may be refused for another reason: that stands beside it."""
    put_back = hide_key(site, tablet)
    send(tablet, facilitator="nobody")
    put_back()

    page = supervisor.post(f"{KEPT}?lang=en").text

    assert "Whoever is named in this interview was never on the list" in page
    assert read_list(page) == ["The key is missing: 1"]


def test_a_file_that_is_another_key_is_said(supervisor: Supervisor, site: Site, tablet: Tablet):
    """And it is no fault of the site."""
    hide_key(site, tablet)
    send(tablet)
    other = register(tablet.app, "village", token="the token of another tablet")
    find_key(site, tablet).write_bytes(find_key(site, other).read_bytes())

    page = supervisor.post(f"{KEPT}?lang=en")

    assert page.status_code == 200
    assert "This is not the private key that belongs here." in page.text


def test_who_tried_is_in_the_trail(supervisor: Supervisor, site: Site, tablet: Tablet):
    """With the number of interviews, and nothing of them."""
    put_back = hide_key(site, tablet)
    send(tablet)
    put_back()
    supervisor.post(KEPT)

    [entry] = site.database.query("select * from audit where action = 'interview.retried'")
    assert entry["actor"] == f"person:{supervisor.person.id}"
    assert json.loads(entry["detail"]) == {"project": "town", "interviews": 1}


def test_what_is_here_in_another_envelope_is_let_go(
    supervisor: Supervisor, site: Site, tablet: Tablet
):
    """The same contents sealed anew arrived first: the list does not keep them for ever."""
    put_back = hide_key(site, tablet)
    package = send(tablet)
    put_back()
    [kept] = site.database.query("select * from kept_envelopes")
    site.database.execute("delete from kept_envelopes")
    tablet.send(package)
    site.database.insert("kept_envelopes", kept)

    page = supervisor.post(f"{KEPT}?lang=en").text

    assert "One interview was entered." in page
    assert site.database.query("select 1 from kept_envelopes") == []


@pytest.mark.browser
@pytest.mark.parametrize(("language", "width"), [("ar", 360), ("fa", 800)])
def test_it_is_tapped_on_a_telephone(
    chromium: Browser, app: Flask, site: Site, tablet: Tablet, language: str, width: int
):
    """Wide enough to tap, no wider than the screen, fine for axe; the button enters what it can."""
    put_back = hide_key(site, tablet)
    send(tablet)
    context = chromium.new_context(viewport={"width": width, "height": 740})
    with serve(app) as address:
        sign_in_browser(context, address, site, Membership("coordinator", "town"))
        page = context.new_page()
        page.goto(f"{address}/office/fieldwork/town/?lang={language}")
        page.click(".look .need")
        expect(page.locator("#keyless")).to_be_visible()
        assert is_sound(page)
        put_back()
        page.click("button.main")
        expect(page.locator("[role=status]")).to_be_visible()
        expect(page.locator("#keyless")).to_have_count(0)
        assert is_sound(page)
    context.close()
