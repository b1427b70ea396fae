"""No way in leaves a telephone number or a name anywhere in the files of a site, but sealed."""

import json
import re
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner
from flask import Flask

from survey.cli import main
from survey.responses.identifiers import read_identifiers
from survey.site import Site
from survey.storage.open import open_database
from tests.accounts.people import sign_in
from tests.databases import SERVER, place_database, read_bytes, tell_database
from tests.forms.conftest import NOW, Visitor, make_project, make_site

PHONE, OTHER_PHONE, NAME = "09123456789", "09887766554", "زهرا مرادی"
SECRETS = (PHONE, OTHER_PHONE, NAME)
FORM = """\
id: tour
title: A short tour
unit: household
consent: {title: Before, body: We ask., agree: I agree, decline: No, declined: Fine.}
columns: {id: nr, neighbourhood: quarter}
sections:
  - id: people
    title: People
    questions:
      - {id: lamps, kind: yes_no, text: Do the lamps work?}
      - {id: name, kind: text, text: Your name, identifying: true}
      - {id: phone, kind: text, text: Your telephone, identifying: true, missing: [refused]}
      - {id: door, kind: geopoint, text: Your door, identifying: true}
  - id: end
    title: The end
    questions:
      - {id: fine, kind: yes_no, text: Is all fine?}
"""
SHOWN = "lamps name phone door"


@pytest.fixture
def home(tmp_path: Path, root: Path) -> Path:
    (tmp_path / "translations").symlink_to(root / "translations")
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires" / "tour.yaml").write_text(FORM)
    return tmp_path


@pytest.fixture
def app(home: Path) -> Flask:
    return make_site(home, make_project("tour"))


@pytest.fixture
def site(app: Flask) -> Site:
    return app.extensions["mahalla"]


@pytest.fixture
def leaks(home: Path):
    """Find what was typed anywhere in what the site keeps, as text or as JSON writes it."""

    def find() -> list[tuple[str, str]]:
        written = {path.name: path.read_bytes() for path in home.rglob("*") if path.is_file()}
        if SERVER:
            written["database"] = read_bytes(open_database(place_database(home / "mahalla.db")))
        return [
            (name, secret)
            for name, content in written.items()
            for secret in SECRETS
            if secret.encode() in content or json.dumps(secret)[1:-1].encode() in content
        ]

    return find


def find_answers(site: Site) -> dict[str, object]:
    """Read what was stored of the last response, the identifiers by their one door."""
    [row] = site.database.query("select id, answers from responses order by received_at desc")
    with site.database.transaction() as tx:
        opened = read_identifiers(tx, NOW, "test", UUID(row["id"]), "test")
    return {**json.loads(row["answers"]), **opened}


def fill(visitor: Visitor) -> None:
    """Answer the first page."""
    visitor.send(
        q_lamps="yes", q_name=NAME, q_phone=PHONE, shown=SHOWN, **{"q_door": ["35.7", "51.4", ""]}
    )


STORED = {"lamps": "yes", "name": NAME, "phone": PHONE, "door": "35.7 51.4", "fine": "yes"}


def test_the_form_that_people_fill_in_alone(app: Flask, site: Site, leaks) -> None:
    """Neither while it is filled in nor once it is sent does it lie there readable."""
    visitor = Visitor(app.test_client())
    visitor.begin()
    fill(visitor)
    assert leaks() == []
    visitor.get("/d/people")
    assert PHONE in visitor.page.text

    visitor.get("/d/end")
    visitor.send(q_fine="yes", shown="fine")
    visitor.send(go="send")

    assert find_answers(site) == STORED
    assert leaks() == []


def test_what_is_saved_while_typing(app: Flask, leaks) -> None:
    """The script of the page saves what is typed; that is sealed as well, unfinished as it is."""
    visitor = Visitor(app.test_client())
    visitor.begin()
    token = re.search(r'name="csrf_token" value="([^"]*)"', visitor.page.text)[1]
    sent = {"csrf_token": token, "shown": SHOWN, "q-phone": PHONE, "q-door": ["x", "y", ""]}

    assert visitor.client.post("/d/people/save", data=sent).status_code == 204
    visitor.get("/d/people")

    assert PHONE in visitor.page.text
    assert leaks() == []


def test_the_kiosk(app: Flask, site: Site, leaks) -> None:
    """A shared device keeps nothing readable either."""
    visitor = Visitor(app.test_client())
    sign_in(visitor.client, "coordinator")
    visitor.get("/office/kiosk/")
    visitor.send(place="town/north", lang="en", idle="90", pin="4321", go="x")
    visitor.get("/kiosk/")
    visitor.send(consent="agree", go="x")
    fill(visitor)
    visitor.send(q_fine="yes", shown="fine")
    visitor.send(go="send")

    assert find_answers(site) == STORED
    assert leaks() == []


@pytest.fixture
def interview(app: Flask) -> Visitor:
    """A facilitator who has asked and stands before sending."""
    visitor = Visitor(app.test_client())
    sign_in(visitor.client, "facilitator", name="Sara")
    visitor.get("/office/collect/town/")
    visitor.send(place="town/north", household="12", go="x")
    visitor.send(consent="agree", go="x")
    fill(visitor)
    visitor.send(q_fine="yes", shown="fine", **{"note-phone": PHONE})
    return visitor


def test_an_interview(interview: Visitor, site: Site, leaks) -> None:
    """The facilitator looks the answers over, sends them, and leaves nothing readable."""
    assert PHONE in interview.page.text
    interview.send(go="send")

    assert find_answers(site) == STORED
    assert leaks() == []


def test_a_note_about_an_identifying_question_is_not_kept(interview: Visitor, leaks) -> None:
    """Notes are not sealed, so there are none beside a telephone."""
    interview.get("/d/people")
    assert 'name="note-lamps"' in interview.page.text
    assert 'name="note-phone"' not in interview.page.text

    interview.send(**{"note-phone": f"Her son has {OTHER_PHONE}", "shown": SHOWN})

    assert leaks() == []


def test_a_correction(interview: Visitor, site: Site, leaks) -> None:
    """Whoever corrects sees the number, may change it, and the reading is in the audit trail."""
    interview.send(go="send")
    interview.get("/office/collect/town/")
    response = re.search(r'name="id" value="([0-9a-f-]{36})"', interview.page.text)[1]
    token = re.search(r'name="csrf_token" value="([^"]*)"', interview.page.text)[1]
    interview.page = interview.client.post(
        "/office/collect/correct",
        data={"csrf_token": token, "id": response},
        follow_redirects=True,
    )
    assert PHONE in interview.page.text
    interview.get("/d/people")
    interview.send(q_phone=OTHER_PHONE, shown="phone")
    interview.get("/review")
    interview.send(go="send")

    [row] = site.database.query("select standing, answers from revisions")
    assert (row["standing"], json.loads(row["answers"])) == (
        "correction",
        {"lamps": "yes", "fine": "yes"},
    )
    assert find_answers(site)["phone"] == OTHER_PHONE
    reasons = site.database.query("select detail from audit where action = 'identifiers.read'")
    assert json.loads(reasons[0]["detail"])["reason"] == "correction"
    assert leaks() == []


def test_paper_that_is_typed_twice(app: Flask, site: Site, leaks) -> None:
    """While a sheet is typed, compared and submitted, its telephone is sealed."""
    for name, phone in (("Sara", PHONE), ("Reza", OTHER_PHONE)):
        clerk = Visitor(app.test_client())
        sign_in(clerk.client, "coordinator")
        clerk.get("/office/enter/tour?lang=en")
        head = {"number": "17", "household": "3", "consent": "1", "day": "20 11 2026"}
        clerk.send(**head, collector="Ali", place="town/north", typed_by=name, turns="2", go="x")
        typed = {"q-lamps": "2", "q-name": NAME, "q-phone": phone, "q-fine": "2"}
        clerk.send(**typed, seen="1", go="done")
        assert leaks() == []
    assert clerk.path.endswith("/compare")
    assert PHONE in clerk.page.text

    clerk.send(**{"choice-phone": "1"}, go="x")

    assert find_answers(site)["phone"] == PHONE
    assert leaks() == []


def test_a_table_that_is_imported(site: Site, home: Path, leaks, monkeypatch, tmp_path_factory):
    """What a table brings is sealed, and a cell that cannot be read is not repeated."""
    table = tmp_path_factory.mktemp("table") / "answers.csv"
    table.write_text(
        f"nr,quarter,lamps,name,phone,door\n1,north,yes,{NAME},{PHONE},\n"
        f"2,north,no,,,{OTHER_PHONE}\n"
    )
    monkeypatch.setenv("MAHALLA_HOME", str(home))
    arguments = ["import", "tour", str(table), "--project", "town", "--wave", "first"]
    rejected = home / "rejected.csv"

    done = CliRunner().invoke(
        main,
        [
            *arguments,
            "--database",
            tell_database(site.settings.database),
            "--rejected",
            str(rejected),
        ],
    )

    assert "new: 2" in done.output
    assert "rejected cells: 1" in done.output
    assert not [secret for secret in SECRETS if secret in done.output]
    assert leaks() == []
    with site.database.transaction() as tx:
        rows = tx.query("select distinct response from identifiers")
        opened = read_identifiers(tx, NOW, "test", UUID(rows[0]["response"]), "test")
    assert (len(rows), opened) == (1, {"name": NAME, "phone": PHONE})


def test_the_search_finds_what_is_not_sealed(home: Path, leaks) -> None:
    """The same number under a question that nobody marked lies there for everybody to read."""
    (home / "questionnaires" / "tour.yaml").write_text(FORM.replace(", identifying: true", ""))
    visitor = Visitor(make_site(home, make_project("tour")).test_client())
    visitor.begin()
    fill(visitor)

    assert {secret for _, secret in leaks()} == {PHONE, NAME}


def test_nothing_of_it_is_in_an_address_or_a_cookie(app: Flask) -> None:
    """What is typed travels in the body alone: neither redirect nor cookie holds it."""
    visitor = Visitor(app.test_client())
    visitor.begin()
    fill(visitor)

    passed = [*visitor.page.history, visitor.page]
    told = " ".join(f"{one.request.url} {one.headers}" for one in passed)
    assert not [secret for secret in SECRETS if secret in told]
