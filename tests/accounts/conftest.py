"""A small site whose clock the test turns, two projects, and ways to sign in as people do."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from survey.accounts.invitations import invite, use_invitation
from survey.accounts.model import Membership, Person
from survey.accounts.passwords import Hasher
from survey.accounts.store import add_person
from survey.app import create_app
from survey.locale import Text
from survey.places.model import Neighbourhood, Project, Service, Wave
from survey.places.store import save_project
from survey.settings import Settings
from survey.site import NAME, Site

START = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PASSWORD = "three lamps by the well"
HASHED = Hasher().hash(PASSWORD)
CLINIC = Service("clinic", Text("The clinic"), Text("Help"), Text("All"), Text("Free"), ())


@dataclass
class Clock:
    """The clock of a site."""

    moment: datetime = START

    def __call__(self) -> datetime:
        return self.moment

    def turn(self, **by: float) -> None:
        self.moment += timedelta(**by)


def make_project(name: str) -> Project:
    return Project(
        id=name,
        title=Text(f"Town {name}"),
        organisation=Text("The office"),
        questionnaire="neighbourhood-diagnosis",
        waves=(Wave("first", Text("First"), date(2026, 11, 1), date(2026, 12, 31)),),
        neighbourhoods=(
            Neighbourhood("north", Text("North", inline=(("fa", "شمال"),))),
            Neighbourhood("south", Text("South", inline=(("fa", "جنوب"),))),
        ),
        services=(CLINIC,) if name == "east" else (),
    )


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(settings: Settings, clock: Clock) -> Flask:
    app = create_app(settings, clock)
    app.config["WTF_CSRF_ENABLED"] = False
    site: Site = app.extensions[NAME]
    for name in ("east", "west"):
        save_project(site.database, START, "test", make_project(name))
    return app


@pytest.fixture
def site(app: Flask) -> Site:
    found: Site = app.extensions[NAME]
    return found


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def add(site: Site) -> Callable[..., Person]:
    """Add a person with the password of these tests."""

    def add(name: str = "mina", *memberships: Membership) -> Person:
        roles = memberships or (Membership("facilitator", "east"),)
        person = add_person(site.database, START, "test", name, roles, name.title())
        token = invite(site.database, START, "test", person.id)
        use_invitation(site.database, START, "test", token, HASHED)
        return person

    return add


def sign_in(
    client: FlaskClient, name: str = "mina", password: str = PASSWORD, **others: str
) -> TestResponse:
    """Send the page of signing in."""
    return client.post("/sign-in/", data={"name": name, "password": password, **others})


def is_in(client: FlaskClient) -> bool:
    """Tell whether somebody is signed in with a password."""
    return client.get("/account/").status_code == 200


def find_token(page: str) -> str:
    found = re.search(r"/welcome/([\w-]+)", page)
    assert found is not None
    return found[1]
