"""The office's page on which answers are taken out: for whom, what for, and what is noted."""

import json
import re
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from survey.accounts.model import Membership
from survey.accounts.sessions import open_session
from survey.accounts.store import add_person
from survey.site import Site
from survey.storage.database import Database
from tests.exchange.conftest import Table, read_table

REASON = "The university reckons how the lamps are spread"
ADDRESS = "/office/exports/town"


class Taker:
    """Somebody with an account and a browser without scripts."""

    def __init__(self, client: FlaskClient, *memberships: Membership) -> None:
        self.client = client
        site: Site = client.application.extensions["mahalla"]
        now = site.clock()
        self.person = add_person(site.database, now, "test", str(uuid4()), memberships)
        token = open_session(site.database, now, self.person)
        with client.session_transaction() as session:
            session.update({"_user_id": token, "_fresh": True})

    def look(self, address: str = ADDRESS) -> TestResponse:
        return self.client.get(f"{address}?lang=en")

    def take(self, reason: str = REASON, address: str = ADDRESS, **typed: str) -> TestResponse:
        page = self.client.get("/office/?lang=en").text
        found = re.search(r'name="csrf_token" value="([^"]*)"', page)
        token = found[1] if found else ""
        sent = {"csrf_token": token, "reason": reason, "wave": "", "format": "csv", **typed}
        return self.client.post(f"{address}?lang=en", data=sent)


@pytest.fixture
def become(app: Flask):
    """Give somebody an account with a role in a place, and a browser."""

    def make(role: str = "coordinator", **place: object) -> Taker:
        return Taker(app.test_client(), Membership(role, **place))  # type: ignore[arg-type]

    return make


def read(page: TestResponse) -> Table:
    assert page.status_code == 200
    return read_table(page.data)


def list_exports(database: Database) -> list[tuple[str, str, str, dict[str, object]]]:
    rows = database.query(
        "select actor, action, subject, detail from audit where action like 'answers.%'"
    )
    return [
        (row["actor"], row["action"], row["subject"], json.loads(row["detail"])) for row in rows
    ]


def test_it_works(become):
    """A coordinator finds the page in the office, says why, and gets the table."""
    taker = become()

    assert ADDRESS in taker.look("/office/exports/").text
    assert "Of which wave?" in taker.look().text
    page = taker.take()

    assert [row["lamps"] for row in read(page)] == ["no", "no", "no"]
    assert page.headers["Content-Disposition"] == "attachment; filename=town-2026-11-22.csv"
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.content_length == len(page.data)


def test_each_export_is_noted(become, site):
    """Who, of what, how many rows, and why; nothing of what was answered."""
    taker = become()
    taker.take(wave="first")

    detail = {"wave": "first", "rows": 3, "format": "csv", "reason": REASON}
    assert list_exports(site.database) == [
        (f"person:{taker.person.id}", "answers.exported", "project:town", detail)
    ]


@pytest.mark.parametrize("reason", ["", "  so ", "why " * 100])
def test_without_a_reason_nothing_is_taken_out(become, site, reason):
    """The page says so, keeps what was chosen, and no entry is written."""
    page = become(reads_sensitive=True).take(reason, wave="first", sensitive="yes")

    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert '<option value="first" selected>' in page.text
    assert 'value="yes" checked' in page.text
    assert list_exports(site.database) == []


def test_sensitive_answers_are_for_who_was_trusted_with_them(become, site):
    """With the grant they are in the table, and the entry says so."""
    rows = read(become(reads_sensitive=True).take(sensitive="yes"))

    assert [row["hurt"] for row in rows] == ["yes"] * 3
    assert [action for _, action, *_ in list_exports(site.database)] == [
        "answers.exported_sensitive"
    ]


def test_a_role_alone_does_not_take_them_out(become, site):
    """Without the grant there is no box to tick, and asking all the same finds no page."""
    taker = become()

    assert 'name="sensitive"' not in taker.look().text
    assert "hurt" not in read(taker.take())[0]
    assert taker.take(sensitive="yes").status_code == 404
    assert len(list_exports(site.database)) == 1


def test_only_their_neighbourhood(become, site):
    """Who reads in one neighbourhood takes out nothing of the others."""
    rows = read(become(project="town", neighbourhood="south").take())

    assert [row["neighbourhood"] for row in rows] == ["south", "south"]
    [(*_, detail)] = list_exports(site.database)
    assert (detail["neighbourhood"], detail["rows"]) == ("south", 2)


def test_sensitive_answers_of_the_neighbourhoods_where_they_may_be_read(app: Flask):
    """Who reads everywhere, and sensitive answers in the north, gets those of the north alone."""
    north = Membership("coordinator", "town", "north", reads_sensitive=True)
    taker = Taker(app.test_client(), Membership("coordinator", "town"), north)

    assert [row["neighbourhood"] for row in read(taker.take(sensitive="yes"))] == ["north"]
    assert len(read(taker.take())) == 3


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("coordinator", {"project": "village"}),
        ("facilitator", {}),
        ("committee", {}),
        ("partner", {}),
        ("administrator", {}),
    ],
)
def test_for_others_there_is_no_such_page(become, site, role, place):
    """Whatever they ask for, they find no page, and nothing is noted."""
    taker = become(role, **place)

    assert (taker.look().status_code, taker.take().status_code) == (404, 404)
    assert list_exports(site.database) == []


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("/office/exports/nowhere", {}),
        (ADDRESS, {"wave": "third"}),
        (ADDRESS, {"format": "exe"}),
    ],
)
def test_what_is_not_there_is_no_page(become, address, typed):
    """A project, a wave or a format that nobody knows."""
    assert become().take(address=address, **typed).status_code == 404


def test_what_fails_is_said_on_a_page(become, site):
    """Where the last answers cannot be read, no part of the others is sent."""
    site.database.execute("update responses set answers = '[' where neighbourhood = 'south'")
    taker = become()
    taker.client.application.config["PROPAGATE_EXCEPTIONS"] = False

    page = taker.take()

    assert (page.status_code, page.mimetype) == (500, "text/html")
    assert list_exports(site.database) == []


def test_nothing_stays_on_the_disk(become, app: Flask, tmp_path: Path):
    """The file that is sent has no name in the folder of the database."""
    before = {path.name for path in tmp_path.iterdir()}
    read(become().take())

    assert {path.name for path in tmp_path.iterdir()} <= before | {
        "mahalla.db-wal",
        "mahalla.db-shm",
    }
