"""A site with two projects and a trail of what was done in both."""

from datetime import UTC, date, datetime, timedelta

import pytest

from survey.accounts.model import Membership
from survey.accounts.store import add_person
from survey.app import create_app
from survey.locale import Text
from survey.places.model import Neighbourhood, Project, Wave
from survey.places.store import save_project
from survey.storage.audit import Actor, record
from survey.storage.open import open_database

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def make_project(name: str, title: str) -> Project:
    return Project(
        id=name,
        title=Text(title),
        organisation=Text("The office"),
        questionnaire="neighbourhood-diagnosis",
        waves=(Wave("first", Text("First"), date(2026, 11, 1), date(2026, 12, 31)),),
        neighbourhoods=(Neighbourhood("mill", Text("Mill")), Neighbourhood("oak", Text("Oak"))),
    )


@pytest.fixture
def trail(settings):
    """What was done: in the east, in the west, by residents, and something nobody has heard of."""
    database = open_database(settings.database)
    for project in (make_project("east", "The East"), make_project("west", "The West")):
        save_project(database, NOW - timedelta(days=3), "command line", project)
    sara = add_person(database, NOW, "site", "sara", (Membership("facilitator", "east"),), "Sara")
    omid = add_person(database, NOW, "site", "omid", (Membership("facilitator", "west"),), "Omid")
    both = (Membership("facilitator", "east"), Membership("facilitator", "west"))
    add_person(database, NOW, "site", "nadia", both, "Nadia")
    for person, place in ((sara, "east"), (omid, "west")):
        actor = Actor(f"person:{person.id}", "192.0.2.7")
        for action in ("response.submitted", "response.read"):
            record(database, NOW, actor, action, "response:0190", {"project": place})
    for place in ("mill", "oak"):
        record(database, NOW, "site", "quotes.chosen", f"quotes:east/first/{place}", {"count": 3})
    record(database, NOW, "respondent", "response.revised", "response:0191", {"project": "east"})
    record(database, NOW, "site", "moon.painted", "moon:1", {"project": "east"})
    return database


@pytest.fixture
def client(trail, settings):
    return create_app(settings, clock=lambda: NOW).test_client()
