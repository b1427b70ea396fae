"""A site with an interview that came twice, and people who may read it or not."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from survey.accounts.model import Membership
from survey.places.model import Project
from survey.responses.model import Submission
from survey.responses.store import find_response, submit
from survey.site import Site
from tests.accounts.people import enrol
from tests.forms.asked import make_asked_site, write_interview
from tests.forms.conftest import NOW, make_project

PHONE, OTHER_PHONE = "09123456789", "09100000000"
FORM = """\
id: tour
title: A short tour
unit: household
sections:
  - id: people
    title: People
    questions:
      - {id: lamps, kind: yes_no, text: Do the lamps work?, missing: [dont_know]}
      - {id: count, kind: integer, text: How many live here?}
      - {id: dark, kind: text, text: Where is it dark?, show_if: {q: lamps, is: "no"}}
      - {id: phone, kind: text, text: Your telephone, identifying: true}
      - {id: hurt, kind: yes_no, text: Did anybody hurt you?, sensitive: true}
      - {id: doctor, kind: yes_no, text: Did you see a doctor?, show_if: {q: hurt, is: "yes"}}
      - id: members
        kind: repeat
        text: Who lives here?
        each: "Person {number}"
        questions:
          - {id: age, kind: integer, text: How old?}
"""
ANSWERS: Mapping[str, object] = {
    "lamps": "yes",
    "count": 3,
    "phone": PHONE,
    "hurt": "no",
    "members": [{"age": 41}, {"age": 7}],
}
FIRST = UUID("01930000-0000-7000-8000-000000000001")
PROJECT: Project = make_project("tour")
NOTE = "The second one was the correction."


def answer(site: Site, response: UUID = FIRST, **changes: object) -> Submission:
    """Write an interview in the north."""
    return write_interview(site, response, **{"answers": ANSWERS, **changes})


@pytest.fixture
def app(tmp_path: Path, root: Path) -> Flask:
    app = make_asked_site(tmp_path, root, FORM, PROJECT)
    site: Site = app.extensions["mahalla"]
    submit(site.database, "test", answer(site))
    return app


@pytest.fixture
def site(app: Flask) -> Site:
    return app.extensions["mahalla"]


Clash = Callable[..., None]


@pytest.fixture
def clash(site: Site) -> Clash:
    """Let the same interview come again, with these answers, or otherwise changed."""

    def send(answers: Mapping[str, object] | None = None, **changes: object) -> None:
        other = answer(site, answers={**ANSWERS, **(answers or {})})
        assert submit(site.database, "test", replace(other, **changes)) == "conflict"

    return send


def find_standing(site: Site) -> Submission:
    """Return what counts."""
    found = find_response(site.database, FIRST, NOW)
    assert found
    return found


class Settler:
    """Somebody with an account and a browser without scripts."""

    def __init__(self, client: FlaskClient, membership: Membership) -> None:
        self.client = client
        self.person, token = enrol(client.application.extensions["mahalla"], membership)
        with client.session_transaction() as session:
            session.update({"_user_id": token, "_fresh": True})
        self.page: TestResponse | None = None

    def list(self) -> str:
        return self.client.get("/office/conflicts/?lang=en").text

    def open(self, number: int = 1) -> TestResponse:
        self.page = self.client.get(f"/office/conflicts/{FIRST}/{number}?lang=en")
        return self.page

    def open_whole(self, reason: str, number: int = 1) -> TestResponse:
        self.open(number)
        self.page = self._post(f"/office/conflicts/{FIRST}/{number}/whole", reason=reason)
        return self.page

    def settle(self, number: int = 1, note: str = NOTE, **chosen: str) -> TestResponse:
        """Send the form of the page that is open; `age=2` chooses the second for age."""
        hidden = re.findall(r'name="(base|whole|reason)" value="([^"]*)"', self.page.text)
        every = {"every": chosen.pop("every")} if "every" in chosen else {}
        typed = {f"choice-{name}": side for name, side in chosen.items()}
        address = f"/office/conflicts/{FIRST}/{number}"
        self.page = self._post(address, **dict(hidden), **typed, **every, note=note)
        return self.page

    def _post(self, address: str, **typed: str) -> TestResponse:
        page = self.client.get("/office/?lang=en").text
        found = re.search(r'name="csrf_token" value="([^"]*)"', page)
        token = found[1] if found else ""
        return self.client.post(f"{address}?lang=en", data={"csrf_token": token, **typed})


@pytest.fixture
def become(app: Flask) -> Callable[..., Settler]:
    def make(role: str = "coordinator", **place: object) -> Settler:
        return Settler(app.test_client(), Membership(role, **place))  # type: ignore[arg-type]

    return make


@pytest.fixture
def settler(become: Callable[..., Settler]) -> Settler:
    """A coordinator who may not read sensitive answers."""
    return become(project="town")


@pytest.fixture
def trusted(become: Callable[..., Settler]) -> Settler:
    """A coordinator who was granted that."""
    return become(project="town", reads_sensitive=True)
