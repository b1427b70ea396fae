"""The page on which tablets ask: whole, the same for everybody, kept for ever, open to fetch."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from survey.app import create_app
from survey.forms.kept_pages import address_pages
from survey.locale import load_languages
from survey.offline.rules import find_sentences
from survey.places.model import Declaration, Project
from survey.responses.consents import write_consent
from survey.responses.editions import keep_edition
from survey.storage.open import open_database
from tests.forms.conftest import NOW, make_project, make_site

TOUR = "tests/forms/tour.yaml"
DANGEROUS = "      - {id: hurt, kind: yes_no, text: Were you hurt?, needs: [private_interviews]}\n"


@pytest.fixture
def client(app) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def address(app) -> str:
    site = app.extensions["mahalla"]
    with app.test_request_context():
        return address_pages(site, site.questionnaires["tour"], make_project("tour"))["fa"]


def make_tour_site(home: Path, root: Path, project: Project, more: str = ""):
    """A site with the tour, to the end of which `more` questions are added."""
    (home / "questionnaires").mkdir(parents=True)
    (home / "translations").symlink_to(root / "translations")
    written = (root / TOUR).read_text(encoding="utf-8") + more
    (home / "questionnaires" / "tour.yaml").write_text(written, encoding="utf-8")
    return make_site(home, project)


def fetch_current(client: FlaskClient, language: str = "en") -> str:
    return client.get(f"/collect/p/town/{language}/", follow_redirects=True).text


def test_it_works(client, address):
    """Every section and every question that may ever apply stands on one page."""
    page = client.get(address).text
    assert re.findall(r'data-section="(\w+)"', page) == ["people", "things", "grown_ups"]
    asked = ["trust", "age", "job", "boss", "born", "place", "dog_name", "home", "wish"]
    assert [name for name in asked if f'data-question="{name}"' not in page] == []


def test_it_is_the_same_for_everybody(client, app, address):
    """Neither a sign-in, nor large letters, nor an open draft changes a byte of it."""
    other = app.test_client()
    other.set_cookie("text", "large")
    other.get("/f/tour/fa/", follow_redirects=True)
    other.post("/d/people", data={})
    assert client.get(address).data == other.get(address).data


def test_it_holds_nobody(client, address):
    """No token, no id of a draft, no place and no person stands in it."""
    page = client.get(address).text
    assert "csrf" not in page
    assert re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-7", page) is None
    assert "شمال" not in page


def test_browsers_may_keep_it_for_ever(client, address):
    """It is immutable, sets no cookie, and shows pictures that lie on the tablet."""
    answer = client.get(address)
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
    assert "img-src 'self' blob:" in answer.headers["Content-Security-Policy"]


def test_another_version_leads_to_the_present_one(client, address):
    """A version that nobody knows leads on, and keeps no browser from asking again."""
    answer = client.get("/collect/p/town/unknown-0/fa/")
    assert answer.headers["Location"] == address
    assert answer.headers["Cache-Control"] == "no-store"


def test_there_is_no_page_of_an_unknown_project(client):
    """A project that there is not has no page."""
    assert client.get("/collect/p/nowhere/en/").status_code == 404


def test_an_archived_edition_is_still_asked(tmp_path, root):
    """Drafts on an older edition of the questionnaire find their questions again."""
    app = make_tour_site(tmp_path, root, make_project("tour"))
    old = app.test_client().get("/collect/p/town/en/").headers["Location"]
    app.test_client().get(old)  # asking it archives it
    site, file = app.extensions["mahalla"], tmp_path / "questionnaires" / "tour.yaml"
    keep_edition(site.database, site.questionnaires["tour"], file, NOW)
    file.write_text(file.read_text("utf-8").replace("id: wish", "id: hope"), encoding="utf-8")
    renewed = create_app(site.settings, clock=lambda: NOW).test_client()
    assert 'data-question="wish"' in renewed.get(old).text
    assert 'data-question="hope"' in fetch_current(renewed)


@pytest.mark.parametrize(("declares", "is_asked"), [((), False), (("private_interviews",), True)])
def test_dangerous_questions_need_their_promise(tmp_path, root, declares, is_asked):
    """What could put somebody in danger is not even on the page before the project promises it."""
    declared = (Declaration(declares, date(2026, 11, 1), "Mina"),) if declares else ()
    project = replace(make_project("tour"), declares=declared)
    app = make_tour_site(tmp_path, root, project, DANGEROUS)
    assert ("hurt" in fetch_current(app.test_client())) is is_asked


def test_a_promise_makes_another_version(tmp_path, root):
    """A page that was kept before a promise is not the one that is asked after it."""
    promised = (Declaration(("private_interviews",), date(2026, 11, 1), "Mina"),)
    project = make_project("tour")
    before = make_tour_site(tmp_path / "a", root, project, DANGEROUS)
    after = make_tour_site(tmp_path / "b", root, replace(project, declares=promised), DANGEROUS)
    first, second = (
        app.test_client().get("/collect/p/town/en/").headers["Location"] for app in (before, after)
    )
    assert first != second


def test_the_consent_goes_along_and_is_kept(client, app, address):
    """The desk finds on the page what is read aloud, and the server knows it by its hash."""
    page = client.get(address).text
    site = app.extensions["mahalla"]
    said = write_consent(site.questionnaires["tour"], site.languages["fa"])
    assert f'data-hash="{said.hash}"' in page
    kept = open_database(site.settings.database).query("select hash from consents")
    assert said.hash in [row["hash"] for row in kept]


def test_hints_for_interviewers_are_there(client, address):
    """A facilitator reads what is not to be read aloud."""
    assert "Do not press." in client.get(address).text


def test_sentences_about_answers_are_those_of_the_kinds(root):
    """Every sentence that the script says is one the server says, so that it is translated."""
    known = load_languages(root / "translations")["fa"].catalogues["interface"]
    sentences = find_sentences()
    assert len(sentences) > 15
    assert [sentence for sentence in sentences if ("", sentence) not in known] == []
