"""A site with one answered interview, and people who may read it or not."""

import json
import re
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from survey.accounts.model import Membership
from survey.places.model import Project
from survey.responses.model import Submission
from survey.responses.receipts import give_receipt
from survey.responses.store import submit
from survey.site import Site
from survey.storage.database import Database
from tests.accounts.people import enrol
from tests.forms.asked import make_asked_site, write_interview
from tests.forms.conftest import make_project

PHONE = "09123456789"
FORM = """\
id: tour
title: {en: A short tour, fa: گشتی کوتاه}
unit: household
sections:
  - id: people
    title: {en: People, fa: آدم‌ها}
    questions:
      - {id: lamps, kind: yes_no, text: {en: Do the lamps work?, fa: چراغ‌ها روشن‌اند؟}}
      - {id: phone, kind: text, text: Your telephone, identifying: true}
      - {id: hurt, kind: yes_no, text: Did anybody hurt you?, sensitive: true}
      - {id: doctor, kind: yes_no, text: Did you see a doctor?, show_if: {q: hurt, is: "yes"}}
      - id: members
        kind: repeat
        text: Who lives here?
        each: "Person {number}"
        questions:
          - {id: age, kind: integer, text: How old?}
  - id: after
    title: After it
    show_if: {q: hurt, is: "yes"}
    questions:
      - {id: afraid, kind: yes_no, text: Are you afraid?}
      - {id: beaten, kind: yes_no, text: Beaten?, sensitive: true, needs: [referral_path]}
"""
ANSWERS = {
    "lamps": "no",
    "phone": PHONE,
    "hurt": "yes",
    "doctor": "yes",
    "members": [{"age": 41}, {"age": 7}],
    "afraid": "yes",
    "beaten": "yes",
}
FIRST = UUID("01930000-0000-7000-8000-000000000001")
PROJECT: Project = make_project("tour")


def answer(site: Site, response: UUID = FIRST, **changes: object) -> Submission:
    """Make a response in the north."""
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


@pytest.fixture
def receipt(site: Site) -> str:
    with site.database.transaction() as tx:
        return give_receipt(tx, FIRST, bytes(range(8)))


class Reader:
    """Somebody with an account and a browser without scripts."""

    def __init__(self, client: FlaskClient, membership: Membership) -> None:
        self.client = client
        self.person, token = enrol(client.application.extensions["mahalla"], membership)
        with client.session_transaction() as session:
            session.update({"_user_id": token, "_fresh": True})

    def read(self, response: UUID = FIRST, language: str = "en") -> TestResponse:
        return self.client.get(f"/office/answers/{response}?lang={language}")

    def open(self, reason: str, response: UUID = FIRST) -> TestResponse:
        """Ask for everything, with a reason."""
        return self._post(f"/office/answers/{response}", reason=reason)

    def find(self, typed: str) -> TestResponse:
        return self._post("/office/answers/", typed=typed)

    def _post(self, address: str, **typed: str) -> TestResponse:
        page = self.client.get("/office/?lang=en").text
        found = re.search(r'name="csrf_token" value="([^"]*)"', page)
        token = found[1] if found else ""
        return self.client.post(address, data={"csrf_token": token, **typed})


@pytest.fixture
def become(app: Flask):
    """Give somebody an account with a role in a place, and a browser."""

    def make(role: str = "coordinator", **place: object) -> Reader:
        return Reader(app.test_client(), Membership(role, **place))  # type: ignore[arg-type]

    return make


def list_readings(database: Database) -> list[tuple[str, str, dict[str, object]]]:
    """List who read what, as the audit trail has it."""
    rows = database.query(
        "select actor, action, detail from audit where action like '%read%' order by number"
    )
    return [(row["actor"], row["action"], json.loads(row["detail"])) for row in rows]
