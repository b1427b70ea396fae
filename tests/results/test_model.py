"""What a release says of itself."""

from datetime import UTC, date, datetime

import pandas as pd

from survey.locale import Text
from survey.places.model import Project, Wave
from survey.questionnaire.model import Questionnaire
from survey.results.model import Release


def release(street: Questionnaire, ends: date) -> Release:
    wave = Wave("autumn", Text("Autumn"), date(2026, 10, 1), ends)
    project = Project("east", Text("East"), Text("Office"), "street", (wave,), ())
    cutoff = datetime(2026, 11, 5, 9, tzinfo=UTC)
    return Release(project, wave, street, pd.DataFrame(), 12, cutoff, cutoff, "m", number=3)


def test_its_name_belongs_to_it_alone(street: Questionnaire) -> None:
    """Files of a release are named after its project, wave and number."""
    assert release(street, date(2026, 10, 31)).name == "east-autumn-3"


def test_a_wave_that_is_over_ends_on_its_last_day(street: Questionnaire) -> None:
    """Answers of a finished wave were given until its end."""
    assert release(street, date(2026, 10, 31)).last_day == date(2026, 10, 31)


def test_a_wave_that_goes_on_ends_at_the_cut_off(street: Questionnaire) -> None:
    """A report never says that answers came in on a day that is still to come."""
    assert release(street, date(2026, 12, 31)).last_day == date(2026, 11, 5)
