"""A real database for every test of the storage room, with its tables and without any."""

from pathlib import Path

import pytest

from survey.storage.database import Database
from survey.storage.open import connect, open_database
from tests.databases import place_database, place_empty


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return open_database(place_database(tmp_path / "mahalla.db"))


@pytest.fixture
def empty(tmp_path: Path) -> Database:
    return connect(place_empty(tmp_path / "empty.db"))
