"""A site with one form that asks open, sensitive and identifying questions, and who answered it."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from survey.locale import Text
from survey.places.model import Neighbourhood, Project, Wave
from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.responses.consents import ConsentText, keep_consent
from survey.responses.model import Submission
from survey.responses.receipts import give_receipt
from survey.responses.store import keep_version, submit
from survey.site import Site
from tests.forms.conftest import make_site

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
EARLY = datetime(2026, 11, 2, 8, tzinfo=UTC)
MINE = UUID("019aab5c-0000-7000-8000-000000000001")
MARKER = "Zamburak lamps in the lower lane"
SOURCE = """\
id: wishes
language: en
title: {en: Wishes, fa: آرزوها}
unit: household
consent:
  title: {en: Before we begin, fa: پیش از آغاز}
  body: {en: Only our team reads it., fa: تنها گروه ما آن را می‌خواند.}
  agree: {en: I agree, fa: موافقم}
  decline: {en: I do not want to, fa: نمی‌خواهم}
  declined: That is all right.
domains:
  trust: {title: Trust, polarity: strength}
sections:
  - id: street
    title: {en: Your street, fa: کوچهٔ شما}
    questions:
      - id: trust
        kind: rating
        domain: trust
        text: {en: I trust my neighbours., fa: به همسایه‌ها اعتماد دارم.}
        missing: [dont_know]
        options:
          - {name: partly, text: {en: Partly, fa: تا اندازه‌ای}, code: 1}
          - {name: fully, text: {en: Fully, fa: کاملاً}, code: 2}
      - id: wish
        kind: long_text
        quotable: true
        text: {en: What should change?, fa: چه باید عوض شود؟}
      - id: members
        kind: repeat
        text: Who lives here?
        each: Person {number}
        questions:
          - {id: age, kind: integer, min: 0, max: 120, text: How old?}
          - {id: work, kind: text, text: What work?}
  - id: home
    title: At home
    questions:
      - {id: hit, kind: yes_no, sensitive: true, text: Has anybody hit you?}
      - {id: who, kind: text, text: Where did you find help?, show_if: {q: hit, is: "yes"}}
      - {id: phone, kind: text, identifying: true, text: Your telephone number?}
"""
PROJECT = Project(
    id="east",
    title=Text("The east", inline=(("fa", "شرق"),)),
    organisation=Text("The office"),
    questionnaire="wishes",
    waves=(Wave("autumn", Text("Autumn"), date(2026, 11, 1), date(2026, 12, 31)),),
    neighbourhoods=(Neighbourhood("pines", Text("Pines")), Neighbourhood("mill", Text("Mill"))),
)
ANSWERS: Mapping[str, object] = {
    "trust": "fully",
    "wish": MARKER,
    "members": [{"age": 41, "work": "baker"}, {"age": 8}],
    "hit": "yes",
    "who": "At the house of roses",
    "phone": "0441 123 456",
}


@pytest.fixture(scope="session")
def wishes() -> Questionnaire:
    return parse_questionnaire(SOURCE, "wishes.yaml")


@pytest.fixture
def app(tmp_path: Path, root: Path, wishes: Questionnaire) -> Flask:
    (tmp_path / "translations").symlink_to(root / "translations")
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires" / "wishes.yaml").write_text(SOURCE, encoding="utf-8")
    app = make_site(tmp_path, PROJECT)
    keep_version(app.extensions["mahalla"].database, NOW, "test", wishes, SOURCE)
    return app


@pytest.fixture
def site(app: Flask) -> Site:
    return app.extensions["mahalla"]


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def answer(wishes: Questionnaire, response: UUID = MINE, **changes: object) -> Submission:
    """Write what one household answered."""
    given = {
        "id": response,
        "project": "east",
        "wave": "autumn",
        "questionnaire": "wishes",
        "version": wishes.version,
        "language": "en",
        "channel": "self",
        "consent": "given",
        "answers": ANSWERS,
        "received_at": EARLY,
        "neighbourhood": "pines",
        "household": "P-7",
    }
    return Submission(**{**given, **changes})


@pytest.fixture
def code(site: Site, wishes: Questionnaire) -> str:
    """The code of the receipt of a household that answered everything."""
    words = ("Before we begin", "Only our team reads it.", "I agree", "I do not want to")
    said = keep_consent(site.database, ConsentText("wishes", "en", *words), EARLY)
    submit(site.database, "test", answer(wishes, consent_text=said, consented_at=EARLY))
    return give_receipt(site.database, MINE, bytes(range(8)))


class Reader:
    """Somebody with a browser without scripts, who sends what stands on the page."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.page: TestResponse = client.get("/receipt/")

    def send(self, address: str, **typed: str) -> TestResponse:
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', self.page.text))
        self.page = self.client.post(address, data={**hidden, **typed}, follow_redirects=True)
        return self.page

    def show(self, code: str, **typed: str) -> TestResponse:
        return self.send("/receipt/", code=code, **typed)


@pytest.fixture
def reader(client: FlaskClient) -> Reader:
    return Reader(client)
