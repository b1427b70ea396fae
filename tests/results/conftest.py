"""An office that asks `street` in two neighbourhoods."""

from datetime import datetime

import pytest

from survey.places.store import save_project
from survey.questionnaire.model import Questionnaire
from survey.responses.store import keep_version
from survey.storage.database import Database
from tests.results.collection import EAST


@pytest.fixture
def east_office(
    database: Database, now: datetime, street: Questionnaire, street_source: str
) -> Database:
    save_project(database, now, "test", EAST)
    keep_version(database, now, "test", street, street_source)
    return database
