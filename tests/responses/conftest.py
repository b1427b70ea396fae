"""A small questionnaire, a project and a real database for every test of the responses room."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from survey.locale import Text
from survey.places.model import Neighbourhood, Project, Wave
from survey.places.store import save_project
from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.responses.model import Submission
from survey.responses.store import keep_version
from survey.storage.database import Database
from survey.storage.open import open_database
from tests.databases import place_database

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

SOURCE = """\
id: trees
title: Trees
unit: household
columns:
  id: nr
  neighbourhood: quarter
  collected_at: day
  words: {no_idea: dont_know, kept_quiet: refused, away: not_applicable}
sections:
  - id: all
    title: All
    questions:
      - id: like
        kind: choice
        text: Do you like trees?
        missing: [dont_know]
        options: [{name: a_lot, text: A lot}, {name: a_little, text: A little}]
      - id: which
        kind: many_choices
        text: Which?
        show_if: {q: like, is: a_lot}
        options: [{name: fig, text: Fig}, {name: plum, text: Plum}, {name: away, text: Far ones}]
      - id: many
        kind: integer
        min: 0
        max: 50
        text: How many have you planted?
        not_applicable: I have no garden
      - {id: bye, kind: note, text: Thank you.}
      - {id: later, kind: text, text: Not yet asked, enabled: false}
"""


@pytest.fixture
def trees() -> Questionnaire:
    return parse_questionnaire(SOURCE, "trees.yaml")


@pytest.fixture
def project() -> Project:
    return Project(
        id="east",
        title=Text("The east"),
        organisation=Text("The office"),
        questionnaire="trees",
        waves=(
            Wave("spring", Text("Spring"), date(2026, 3, 1), date(2026, 5, 31)),
            Wave("autumn", Text("Autumn"), date(2026, 9, 1), date(2026, 11, 30)),
        ),
        neighbourhoods=(
            Neighbourhood("pines", Text("The Pines")),
            Neighbourhood("mill", Text("Mill Lane")),
        ),
    )


@pytest.fixture
def empty(tmp_path: Path) -> Database:
    return open_database(place_database(tmp_path / "mahalla.db"))


@pytest.fixture
def database(empty: Database, project: Project, trees: Questionnaire) -> Database:
    save_project(empty, NOW, "sara", project)
    keep_version(empty, NOW, "sara", trees, SOURCE)
    return empty


@pytest.fixture
def submission(trees: Questionnaire) -> Submission:
    return Submission(
        id=UUID("019aab5c-0000-7000-8000-000000000001"),
        project="east",
        wave="autumn",
        questionnaire="trees",
        version=trees.version,
        language="fa",
        channel="tablet",
        consent="given",
        answers={"like": "a_lot", "which": ["fig"], "many": {"missing": "not_applicable"}},
        received_at=NOW,
        neighbourhood="pines",
        household="12",
        collector="omid",
        started_at=datetime(2026, 11, 22, 14, 0),
        finished_at=datetime(2026, 11, 22, 15, 20, 30, tzinfo=UTC),
        weight=1.5,
        stratum="hill",
        psu="row 3",
    )
