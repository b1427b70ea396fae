"""A package read: held up by the same mistakes as the pages of the form."""

import json
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings

from survey.forms.fields import find_wrong_page
from survey.interviews.answers import read_package
from survey.interviews.model import parse_package
from survey.locale import pick_language
from survey.places.store import find_project
from tests.interviews.test_malformed import TYPED, tablet

__all__ = ["tablet"]
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def read(tablet, **changed):
    site = tablet.site
    package = parse_package(json.dumps(tablet.write(**changed)).encode())
    edition, project = site.questionnaires["tour"], find_project(site.database, "town")
    language = pick_language("fa", site.languages)
    return read_package(package, edition, project, language, "sara", lambda _: None, NOW), language


def test_an_interview_waits_where_a_page_would_hold_it_up(tablet):
    """The fields are looked at as they were read; pages made anew find the same section."""

    @settings(
        max_examples=120,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(TYPED)
    def compare(typed):
        reading, language = read(tablet, typed=typed)
        answers, today = reading.draft.answers, reading.draft.started_at.date()
        page = find_wrong_page(reading.questionnaire, answers, language, today)
        assert reading.wrong == (page.id if page else "")

    compare()


def test_orders_that_nobody_drew_are_left_out(tablet):
    """What a tablet says was asked in a random order must be what the questionnaire draws."""
    reading, _ = read(tablet, order={"people": ["age", "trust"], "colour": ["x"], "": []})

    assert "order" not in reading.draft.paradata
