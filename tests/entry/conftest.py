"""A site whose paper sheets are typed, and a clerk without scripts who types them."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from survey.questionnaire.load import load_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.site import Site
from tests.accounts.people import sign_in
from tests.forms.browser import serve
from tests.forms.conftest import make_project, make_site

HERE = Path(__file__).parent
HEAD = {"number": "17", "household": "H3", "consent": "1", "day": "20 11 2026", "collector": "Ali"}


@pytest.fixture(scope="session")
def form() -> Questionnaire:
    return load_questionnaire(HERE / "sheet.yaml")


@pytest.fixture
def app(tmp_path: Path, root: Path) -> Flask:
    (tmp_path / "translations").symlink_to(root / "translations")
    (tmp_path / "questionnaires").mkdir()
    shutil.copy(HERE / "sheet.yaml", tmp_path / "questionnaires")
    return make_site(tmp_path, make_project("sheet"))


@pytest.fixture
def site(app: Flask) -> Site:
    return app.extensions["mahalla"]


class Clerk:
    """Somebody at the office with a browser without scripts."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        sign_in(client, "coordinator")
        self.page: TestResponse = client.get("/office/")

    def get(self, address: str) -> TestResponse:
        self.page = self.client.get(address, follow_redirects=True)
        return self.page

    def send(self, address: str = "", **typed: object) -> TestResponse:
        values = {name.replace("__", "-"): value for name, value in typed.items()}
        values["csrf_token"] = re.search(r'name="csrf_token" value="([^"]*)"', self.page.text)[1]
        if 'name="seen"' in self.page.text:
            values["seen"] = "1"
        address = address or self.page.request.path
        self.page = self.client.post(address, data=values, follow_redirects=True)
        return self.page

    def begin(self, name: str, **head: object) -> TestResponse:
        """Fill in the first page of sheet 17 and begin."""
        self.get("/office/enter/sheet?lang=en")
        values = {**HEAD, "place": "town/north", "typed_by": name, "turns": "2", **head}
        return self.send(**values)

    def type(self, go: str = "done", **answers: object) -> TestResponse:
        """Type answers into the long page and press a button."""
        return self.send(go=go, **{f"q__{name}": text for name, text in answers.items()})

    @property
    def path(self) -> str:
        return self.page.request.path


@pytest.fixture
def clerk(app: Flask) -> Clerk:
    return Clerk(app.test_client())


@pytest.fixture
def served(app: Flask) -> Iterator[str]:
    with serve(app) as address:
        yield address
