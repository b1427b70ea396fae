"""What follows from the rule that makes a household harmed."""

import numpy as np
import pytest

from survey.scoring.release.harm_rule import read_rule


@pytest.mark.parametrize(
    ("severities", "bar", "expected"),
    [
        ([1, 1, 1, 1], 0.0, (1, 0, 1, 0)),
        ([1, 1, 1, 1], 1.0, (1, 0, 1, 0)),
        ([1, 1, 1, 1], 1.1, (2, 1, 2, 1)),
        ([1, 1, 2], 2.4, (3, 2, 2, 2)),
        ([1, 1.5, 2], 2.2, (2.2, 2.2, 2, 1)),
        ([1, 1.5, 2], 0.0, (1, 0, 1, 0)),
    ],
    ids=["any harm", "one of four", "two of four", "steps", "no steps", "any, no steps"],
)
def test_limits(severities, bar, expected):
    """The least and most of severity, then of harms, of the harmed and of others."""
    rule = read_rule(np.array(severities, dtype=float), bar)
    assert (rule.least, rule.most, rule.fewest, rule.many) == pytest.approx(expected)


def test_harms_that_decide():
    """Of 1, 1 and 3 from 3 on, the last harms alone; no household is harmed without it."""
    rule = read_rule(np.array([1.0, 1, 3]), 3.0)
    assert rule.is_alone.tolist() == [False, False, True]
    assert rule.is_must.tolist() == [False, False, True]
