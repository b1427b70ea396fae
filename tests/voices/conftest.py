"""A questionnaire with one open question whose answers may be printed, and people who wrote."""

from datetime import UTC, date, datetime

import pytest

from survey.locale import Text
from survey.places.model import Neighbourhood, Project, Wave
from survey.places.store import save_project
from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.responses.ids import import_id
from survey.responses.model import Submission
from survey.responses.store import keep_version, submit
from survey.storage.database import Database

SOURCE = """
id: wishes
language: en
title: Wishes
unit: person
domains:
  trust: {title: Trust, polarity: strength}
sections:
  - id: all
    title: All
    questions:
      - id: trust
        kind: rating
        domain: trust
        text: I trust my neighbours.
        options:
          - {name: "no", text: "No", code: 1}
          - {name: partly, text: Partly, code: 2}
          - {name: "yes", text: "Yes", code: 3}
      - {id: wish, kind: long_text, quotable: true, text: What should change?}
      - {id: name, kind: long_text, text: Who else should be asked?}
"""
PROJECT = Project(
    id="east",
    title=Text("East"),
    organisation=Text("Office"),
    questionnaire="wishes",
    waves=(Wave("autumn", Text("Autumn"), date(2026, 10, 1), date(2026, 11, 30)),),
    neighbourhoods=(Neighbourhood("pines", Text("Pines")), Neighbourhood("mill", Text("Mill"))),
)
EARLY = datetime(2026, 10, 2, 8, tzinfo=UTC)


@pytest.fixture(scope="session")
def wishes() -> Questionnaire:
    return parse_questionnaire(SOURCE, "wishes.yaml")


@pytest.fixture
def office(database: Database, now: datetime, wishes: Questionnaire) -> Database:
    save_project(database, now, "test", PROJECT)
    keep_version(database, now, "test", wishes, SOURCE)
    return database


def interview(wishes: Questionnaire, number: int, wish: str, area: str = "pines", **more: object):
    """Write what one person of a household of their own answered."""
    given = {
        "id": import_id("wishes", f"{area}-{number}"),
        "project": "east",
        "wave": "autumn",
        "questionnaire": "wishes",
        "version": wishes.version,
        "language": "en",
        "channel": "tablet",
        "consent": "given",
        "answers": {"trust": ("no", "partly", "yes")[number % 3], "wish": wish},
        "received_at": EARLY,
        "neighbourhood": area,
        "household": f"h{number}",
    }
    return Submission(**{**given, **more})


def collect(office: Database, wishes: Questionnaire, count: int, area: str = "pines") -> None:
    """Let so many people write a wish."""
    for number in range(count):
        submit(office, "test", interview(wishes, number, f"Lamps in street {number}.", area))
