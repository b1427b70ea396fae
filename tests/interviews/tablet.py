"""A tablet without a screen: it seals interviews and sends them as the offline pages do."""

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from survey.accounts.model import Person
from survey.interviews.devices import add_device
from survey.interviews.envelope import INTERVIEW, seal_envelope
from survey.interviews.keys import ProjectKey, ensure_key
from survey.responses.ids import make_id
from survey.site import Site
from tests.accounts.people import sign_in

NONCE = b"twelve bytes"
TOKEN = "the-token-of-the-tablet"
GIVEN = [
    ["people", [["q-trust", "agree"], ["q-age", "۳۴"], ["q-job", "Baker"], ["q-boss", "yes"]]],
    ["things", [["q-colour", "blue"], ["q-pets", "cat"], ["q-pets", "bird"], ["q-area", "۷۲٫۵"]]],
    ["grown_ups", [["q-home", "green"], ["q-wish", "More shade."]]],
]


@dataclass
class Tablet:
    """A registered device of a site, and what it sends."""

    app: Flask
    person: Person
    key: ProjectKey
    token: str = TOKEN
    client: FlaskClient = field(init=False)
    made: int = 0

    def __post_init__(self) -> None:
        self.client = self.app.test_client(use_cookies=False)

    @property
    def site(self) -> Site:
        return self.app.extensions["mahalla"]

    def next_id(self) -> UUID:
        self.made += 1
        random = sha256(f"{self.token} {self.made}".encode()).digest()
        return make_id(self.site.clock(), random)

    def write(self, **changed: Any) -> dict[str, Any]:
        """Write a package of an interview with an adult in the north of the town."""
        known = self.site.questionnaires
        edition = known.get(changed.get("form", "tour"), known.get("tour"))
        package = {
            "format": 1,
            "id": str(self.next_id()),
            "project": "town",
            "form": "tour",
            "version": edition.version,
            "language": "fa",
            "neighbourhood": "north",
            "household": "17",
            "facilitator": self.person.id,
            "mode": "facilitator",
            "consent": "given",
            "consent_text": "",
            "started_at": "2026-11-22T12:00:00+03:30",
            "consented_at": "2026-11-22T12:00:00+03:30",
            "finished_at": "2026-11-22T12:20:00+03:30",
            "zone": "Asia/Tehran",
            "elapsed_ms": 1_200_000,
            "offset_ms": None,
            "order": {},
            "receipt": "0102030405060708",
            "typed": GIVEN,
            "files": {},
            "revises": "",
        }
        return {**package, **changed}

    def seal(self, package: dict[str, Any], key: bytes = b"") -> bytes:
        plain = json.dumps(package, ensure_ascii=False).encode()
        return seal_envelope(key or self.key.public, UUID(package["id"]), INTERVIEW, plain, NONCE)

    def seal_file(self, interview: str, name: str, content: bytes) -> bytes:
        return seal_envelope(self.key.public, UUID(interview), name, content, NONCE)

    def put(self, interview: str, body: bytes, path: str = "", **headers: str) -> TestResponse:
        sent = {
            "Authorization": f"Bearer {self.token}",
            "X-Mahalla": "1",
            "X-Content-SHA256": sha256(body).hexdigest(),
            **{name.replace("_", "-"): text for name, text in headers.items()},
        }
        return self.client.put(f"/interviews/{interview}{path}", data=body, headers=sent)

    def send(self, package: dict[str, Any]) -> TestResponse:
        return self.put(package["id"], self.seal(package))

    def send_file(self, interview: str, name: str, content: bytes) -> tuple[TestResponse, str]:
        body = self.seal_file(interview, name, content)
        found = sha256(body).hexdigest()
        return self.put(interview, body, f"/files/{found}"), found

    def day(self, **headers: str) -> TestResponse:
        sent = {"Authorization": f"Bearer {self.token}", "X-Mahalla": "1", **headers}
        return self.client.get("/collect/day", headers=sent)


def register(
    app: Flask, project: str = "town", neighbourhood: str = "", token: str = TOKEN, name: str = ""
) -> Tablet:
    """Register a tablet as a facilitator of a project would, and fetch its day."""
    site: Site = app.extensions["mahalla"]
    person = sign_in(app.test_client(), "facilitator", project, neighbourhood, name)
    with site.database.transaction() as tx:
        add_device(tx, site.clock(), "test", str(uuid4()), token, "Samsung", person)
    tablet = Tablet(app, person, ensure_key(site.database, site.clock(), "test", project), token)
    assert tablet.day().status_code == 200
    return tablet
