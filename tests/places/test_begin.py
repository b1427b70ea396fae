"""Projects that are begun for questionnaires nobody has registered one for."""

from datetime import UTC, date, datetime

from survey.places.begin import begin_projects
from survey.places.store import find_project, load_projects
from survey.questionnaire.model import Questionnaire
from survey.storage.database import Database

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


def test_it_works(database: Database, street: Questionnaire) -> None:
    """A questionnaire without a project gets one with an open wave and no neighbourhoods."""
    begin_projects(database, NOW, "test", [street])
    project = find_project(database, "street")
    assert project is not None
    assert project.neighbourhoods == ()
    assert project.wave_on(date(2027, 5, 1)) is not None


def test_a_second_time_changes_nothing(database: Database, street: Questionnaire) -> None:
    """Beginning again neither adds a project nor moves its wave."""
    begin_projects(database, NOW, "test", [street])
    first = load_projects(database)
    begin_projects(database, datetime(2026, 12, 1, tzinfo=UTC), "test", [street])
    assert load_projects(database) == first
