"""A database with a questionnaire of every kind, and exports of it read back as tables."""

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask

from survey.exchange.model import Order, Written
from survey.exchange.taking import take_out
from survey.locale import Text
from survey.places.model import Neighbourhood, Project, Wave
from survey.places.store import save_project
from survey.questionnaire.load import parse_questionnaire
from survey.responses.model import Submission
from survey.responses.store import keep_version, submit
from survey.site import Site
from survey.storage.database import Database
from tests.forms.asked import make_asked_site, write_interview
from tests.forms.conftest import make_project as make_town

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
EVERY = (Path(__file__).parent / "every.yaml").read_text(encoding="utf-8")
SHORT = """\
id: short
title: A short one
unit: household
sections:
  - id: all
    title: All
    questions:
      - {id: lamps, kind: yes_no, text: Do the lamps work?, missing: [refused]}
      - {id: word, kind: text, text: A word}
      - {id: phone, kind: text, text: Your telephone, identifying: true}
      - {id: hurt, kind: yes_no, text: Did anybody hurt you?, sensitive: true}
      - {id: doctor, kind: yes_no, text: A doctor?, show_if: {q: hurt, is: "yes"}}
"""
TOUR = """\
id: tour
title: A short tour
unit: household
sections:
  - id: all
    title: All
    questions:
      - {id: lamps, kind: yes_no, text: Do the lamps work?}
      - {id: hurt, kind: yes_no, text: Did anybody hurt you?, sensitive: true}
"""
Table = list[dict[str, str]]


def name_response(number: int) -> UUID:
    return UUID(f"01930000-0000-7000-8000-{number:012}")


def make_project(questionnaire: str) -> Project:
    return Project(
        id="town",
        title=Text("Our town"),
        organisation=Text("The office"),
        questionnaire=questionnaire,
        waves=(
            Wave("second", Text("Second"), date(2026, 11, 1), date(2026, 12, 31)),
            Wave("first", Text("First"), date(2026, 1, 1), date(2026, 10, 31)),
        ),
        neighbourhoods=(
            Neighbourhood("north", Text("North")),
            Neighbourhood("south", Text("South")),
        ),
    )


class Survey:
    """A project whose answers come in, and are taken out."""

    def __init__(self, database: Database, source: str) -> None:
        self.database = database
        self.questionnaire = parse_questionnaire(source, "test")
        self.project = make_project(self.questionnaire.id)
        save_project(database, NOW, "test", self.project)
        self.keep(source, NOW)

    def keep(self, source: str, at: datetime) -> None:
        """Ask this version from now on."""
        self.questionnaire = parse_questionnaire(source, "test")
        keep_version(self.database, at, "test", self.questionnaire, source)

    def send(self, number: int = 1, **given: object) -> None:
        """Send a response, with what is given of it."""
        written: dict[str, object] = {
            "id": name_response(number),
            "project": "town",
            "wave": "second",
            "questionnaire": self.questionnaire.id,
            "version": self.questionnaire.version,
            "language": "en",
            "channel": "tablet",
            "consent": "given",
            "answers": {},
            "received_at": NOW,
            "neighbourhood": "north",
            "household": "H12",
            "collector": "sara",
        }
        submit(self.database, "test", Submission(**{**written, **given}))  # type: ignore[arg-type]

    def take(self, **wanted: object) -> Table:
        """Take answers out, and read the table."""
        return read_table(self.take_bytes(**wanted)[0])

    def take_bytes(self, **wanted: object) -> tuple[bytes, Written]:
        """Take answers out as they are in the file."""
        file = BytesIO()
        order = Order(**{"project": self.project, "until": NOW, **wanted})  # type: ignore[arg-type]
        written = take_out(self.database, order, "csv", file)
        return file.getvalue(), written


def read_table(written: bytes) -> Table:
    return list(csv.DictReader(StringIO(written.decode("utf-8-sig"), newline=""), strict=True))


@pytest.fixture
def short(database: Database) -> Survey:
    return Survey(database, SHORT)


@pytest.fixture
def every(database: Database) -> Survey:
    return Survey(database, EVERY)


@pytest.fixture
def app(tmp_path: Path, root: Path) -> Flask:
    app = make_asked_site(tmp_path, root, TOUR, make_town("tour"))
    site: Site = app.extensions["mahalla"]
    for number, place in enumerate(("north", "south", "south"), start=1):
        answers = {"lamps": "no", "hurt": "yes"}
        submit(
            site.database,
            "test",
            write_interview(site, name_response(number), answers, neighbourhood=place),
        )
    return app


@pytest.fixture
def site(app: Flask) -> Site:
    return app.extensions["mahalla"]
