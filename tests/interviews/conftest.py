"""A site that asks the tour in two neighbourhoods, and a tablet that is registered there."""

import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey.site import Site
from survey.storage.database import Database
from tests.forms.conftest import make_project, make_site
from tests.interviews.tablet import Tablet, register

FORMS = Path(__file__).parents[1] / "forms"


@pytest.fixture
def home(tmp_path: Path, root: Path) -> Path:
    (tmp_path / "translations").symlink_to(root / "translations")
    (tmp_path / "questionnaires").mkdir()
    shutil.copy(FORMS / "tour.yaml", tmp_path / "questionnaires")
    return tmp_path


@pytest.fixture
def app(home: Path) -> Flask:
    return make_site(home, make_project("tour"), make_project("tour", "village"))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def site(app: Flask) -> Site:
    return app.extensions["mahalla"]


@pytest.fixture
def database(site: Site) -> Database:
    return site.database


@pytest.fixture
def tablet(app: Flask) -> Tablet:
    return register(app)
