"""What the interval allows us to say."""

import numpy as np
import pytest

from survey.questionnaire.model import Thresholds
from survey.scoring.outcomes.labels import label, label_one


def say(estimate, lower, upper, n=100, polarity="strength", thresholds=None):
    numbers = (estimate, lower, upper, n)
    rest = (polarity, thresholds or Thresholds())
    single = label_one(*numbers, *rest)
    assert [single] == label(*(np.array([one], dtype=float) for one in numbers), *rest)
    return single


@pytest.mark.parametrize(
    ("estimate", "lower", "upper", "n", "strength", "harm"),
    [
        (70, 60, 80, 10, "strength", "high_concern"),
        (30, 20, 40, 10, "weakness", "low_concern"),
        (60, 55, 65, 30, "likely_strength", "likely_high_concern"),
        (40, 35, 45, 30, "likely_weakness", "likely_low_concern"),
        (60, 55, 65, 29, "mixed", "mixed"),
        (50, 40, 60, 100, "uncertain", "uncertain"),
        (50, 41, 59, 100, "mixed", "mixed"),
        (50, np.nan, np.nan, 100, "", ""),
    ],
)
def test_every_case(estimate, lower, upper, n, strength, harm):
    """The truth table of SCORING §6, at its edges."""
    assert say(estimate, lower, upper, n) == strength
    assert say(estimate, lower, upper, n, "harm") == harm


def test_unrounded_numbers_decide():
    """59.999999 is below 60."""
    assert say(70, 59.999999, 80) == "likely_strength"


def test_thresholds_come_from_the_questionnaire():
    """A coordinator's own limits are used."""
    assert say(70, 60, 80, thresholds=Thresholds(75, 25)) == "mixed"
