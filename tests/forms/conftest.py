"""A small site with one form that has every kind of question, asked in two neighbourhoods."""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, BrowserContext
from werkzeug.test import TestResponse

from survey.app import create_app
from survey.locale import Text
from survey.places.model import Neighbourhood, Project, Wave
from survey.places.store import save_project
from survey.settings import Settings
from survey.site import Site
from survey.storage.open import open_database
from tests.databases import place_database
from tests.forms.browser import serve

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def make_project(questionnaire: str, name: str = "town") -> Project:
    return Project(
        id=name,
        title=Text("Our town"),
        organisation=Text("The office"),
        questionnaire=questionnaire,
        waves=(Wave("first", Text("First"), date(2026, 11, 1), date(2026, 12, 31)),),
        neighbourhoods=(
            Neighbourhood("north", Text("North", inline=(("fa", "شمال"),))),
            Neighbourhood("south", Text("South", inline=(("fa", "جنوب"),))),
        ),
    )


def make_site(home: Path, *projects: Project) -> Flask:
    settings = Settings(
        home=home, database=place_database(home / "mahalla.db"), reports=home / "reports"
    )
    with open_database(settings.database).transaction() as tx:
        for project in projects:
            save_project(tx, NOW, "test", project)
    return create_app(settings, clock=lambda: NOW)


@pytest.fixture
def home(tmp_path: Path, root: Path) -> Path:
    (tmp_path / "translations").symlink_to(root / "translations")
    (tmp_path / "questionnaires").mkdir()
    shutil.copy(HERE / "tour.yaml", tmp_path / "questionnaires")
    return tmp_path


@pytest.fixture
def app(home: Path) -> Flask:
    return make_site(home, make_project("tour"))


@pytest.fixture
def site(app: Flask) -> Site:
    return app.extensions["mahalla"]


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


class Visitor:
    """A browser without scripts: it follows redirects and sends the token of the page it is on."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.page = None

    def get(self, address: str) -> TestResponse:
        self.page = self.client.get(address, follow_redirects=True)
        return self.page

    def begin(self, language: str = "en", place: str = "town/north") -> TestResponse:
        start = self.get(f"/f/tour/{language}/")
        action = re.search(r'action="([^"]+)"', start.text)[1]
        self.page = self.client.post(
            action, data={"n": place, "consent": "agree"}, follow_redirects=True
        )
        return self.page

    def send(self, **typed: object) -> TestResponse:
        """Send the form of the page, with the questions that it shows; `q_age` names q-age."""
        values = {name.replace("q_", "q-", 1): value for name, value in typed.items()}
        for name in ("csrf_token", "shown"):
            found = re.search(rf'name="{name}" value="([^"]*)"', self.page.text)
            if found:
                values.setdefault(name, found[1])
        if not {"language", "go"} & set(values):
            values["go"] = "next"
        self.page = self.client.post(self.page.request.path, data=values, follow_redirects=True)
        return self.page

    @property
    def path(self) -> str:
        return self.page.request.path


@pytest.fixture
def visitor(client: FlaskClient) -> Visitor:
    return Visitor(client)


@pytest.fixture
def adult(visitor: Visitor) -> Visitor:
    """Somebody who said they are 30 and stands on the page after."""
    visitor.begin()
    visitor.send(q_age="30", shown="greeting trust age job boss")
    return visitor


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A phone, 360 points wide."""
    opened = chromium.new_context(viewport={"width": 360, "height": 740})
    yield opened
    opened.close()


@pytest.fixture
def served(app: Flask) -> Iterator[str]:
    with serve(app) as address:
        yield address


@pytest.fixture(scope="session")
def diagnosis(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[str]:
    """The address of a site that asks the neighbourhood diagnosis, in its three languages."""
    home = tmp_path_factory.mktemp("diagnosis")
    for name in ("translations", "questionnaires"):
        (home / name).symlink_to(root / name)
    with serve(make_site(home, make_project("neighbourhood-diagnosis"))) as address:
        yield address
