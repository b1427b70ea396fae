"""A site with one form that has everything fieldwork looks at, and interviews to send to it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from survey.accounts.model import Membership
from survey.fieldwork.catching_up import Work
from survey.locale import Text
from survey.places.model import Neighbourhood, Project
from survey.responses.editions import find_kept
from survey.responses.model import Submission
from survey.responses.store import submit
from survey.site import Site
from tests.accounts.people import enrol
from tests.forms.asked import make_asked_site, write_interview
from tests.forms.conftest import make_project

RATED = [f"r{number}" for number in range(1, 13)]
OTHER = [f"o{number}" for number in range(1, 13)]
FORM = """\
id: tour
title: A short tour
unit: household
scales:
  agree:
    kind: rating
    missing: [dont_know, refused]
    options:
      - {name: low, code: 1, text: Low}
      - {name: mid, code: 2, text: Middle}
      - {name: high, code: 3, text: High}
sections:
  - id: rated
    title: Rated
    questions:
""" + "".join(f"      - {{id: {name}, scale: agree, text: Statement {name}}}\n" for name in RATED)
FORM += """\
  - id: other
    title: Other
    questions:
""" + "".join(f"      - {{id: {name}, kind: integer, text: Number {name}}}\n" for name in OTHER)
FORM += """\
      - {id: spot, kind: geopoint, text: Where is it?, map: false}
      - {id: said, kind: long_text, text: What else?}
      - {id: hurt, kind: yes_no, text: Did anybody hurt you?, sensitive: true, missing: [refused]}
      - {id: doctor, kind: yes_no, text: Did you see a doctor?, show_if: {q: hurt, is: "yes"}}
      - {id: phone, kind: text, text: Your telephone, identifying: true}
"""
SQUARE = ((50.0, 36.0), (50.01, 36.0), (50.01, 36.01), (50.0, 36.01), (50.0, 36.0))
PROJECT: Project = replace(
    make_project("tour"),
    neighbourhoods=(
        Neighbourhood("north", Text("North"), outline=SQUARE),
        Neighbourhood("south", Text("South")),
    ),
)
ANSWERS: Mapping[str, object] = {
    **{name: ("low", "mid", "high")[place % 3] for place, name in enumerate(RATED)},
    **{name: 10 * place for place, name in enumerate(OTHER)},
    "spot": "36.0050 50.0050",
    "said": "Lamps, please.",
    "hurt": "no",
    "phone": "09123456789",
}

Send = Callable[..., Submission]


def make_id(number: int) -> UUID:
    return UUID(f"01930000-0000-7000-8000-{number:012}")


@pytest.fixture
def app(tmp_path: Path, root: Path) -> Flask:
    return make_asked_site(tmp_path, root, FORM, PROJECT)


@pytest.fixture
def site(app: Flask) -> Site:
    return app.extensions["mahalla"]


@pytest.fixture
def work(site: Site) -> Work:
    """What arrivals are brought up to date with."""
    database = site.database
    return Work(database, site.writer, PROJECT, lambda version: find_kept(database, version))


def write(site: Site, number: int, **changes: object) -> Submission:
    """Write an interview in the north that took twenty minutes and ended in the morning."""
    ended = datetime(2026, 11, 20, 9, tzinfo=UTC) + timedelta(minutes=30 * (number % 8))
    given: dict[str, object] = {
        "answers": {**ANSWERS, **{name: number + place for place, name in enumerate(OTHER)}},
        "received_at": ended + timedelta(minutes=1),
        "started_at": ended - timedelta(minutes=20),
        "finished_at": ended,
        "household": f"H{number}",
    }
    return write_interview(site, make_id(number), **{**given, **changes})


@pytest.fixture
def send(site: Site) -> Send:
    """Send an interview, the one with this number."""

    def put(number: int, **changes: object) -> Submission:
        submission = write(site, number, **changes)
        submit(site.database, "facilitator sara", submission)
        return submission

    return put


class Supervisor:
    """A coordinator with a browser without scripts."""

    def __init__(self, client: FlaskClient, membership: Membership) -> None:
        self.client = client
        self.person, token = enrol(client.application.extensions["mahalla"], membership)
        with client.session_transaction() as session:
            session.update({"_user_id": token, "_fresh": True})

    def look(self, place: str = "", **headers: str) -> TestResponse:
        address = f"/office/fieldwork/town/{place}"
        address += "&lang=en" if "?" in place else "?lang=en"
        return self.client.get(address, headers=headers)

    def post(self, address: str, **typed: str) -> TestResponse:
        page = self.client.get("/office/?lang=en").text
        found = re.search(r'name="csrf_token" value="([^"]*)"', page)
        return self.client.post(address, data={"csrf_token": found[1] if found else "", **typed})


@pytest.fixture
def become(app: Flask) -> Callable[..., Supervisor]:
    def make(role: str = "coordinator", **place: object) -> Supervisor:
        return Supervisor(app.test_client(), Membership(role, **place))  # type: ignore[arg-type]

    return make


@pytest.fixture
def supervisor(become: Callable[..., Supervisor]) -> Supervisor:
    return become(project="town")
