"""A real database file for every test of the storage room."""

from pathlib import Path

import pytest

from survey.storage.database import Database
from survey.storage.open import open_database


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return open_database(tmp_path / "mahalla.db")
