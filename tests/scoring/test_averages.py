"""An average of shares is printed only where it tells nothing that these do not."""

import numpy as np
import pytest

from survey.scoring.estimation.areas import find_areas
from survey.scoring.release.averages import Part, may_average

DISTRICTS = {"A": "n", "B": "n"}
AREAS = find_areas(["A", "B", "C"], DISTRICTS)
"""A, B, C, the district of A and B, and all."""


def ask(first, left_out=(0, 0, 0), outside=(0, 0, 0), *, sensitive=False):
    """Where the average of two parts may stand, the second in print everywhere."""
    nobody = np.zeros(3)
    parts = [
        Part(np.array(first) == 1, np.array(outside, dtype=float)),
        Part(np.ones(5, dtype=bool), nobody),
    ]
    found = may_average(AREAS, parts, np.array(left_out, dtype=float), sensitive)
    return found.astype(int).tolist()


def test_it_stands_where_all_parts_do():
    """One part withheld in B and in the district would follow there; not in all."""
    assert ask([1, 0, 1, 0, 1]) == [1, 0, 1, 0, 1]


@pytest.mark.parametrize(
    ("left_out", "outside", "expected"),
    [
        ((0, 3, 0), (0, 0, 0), [1, 0, 1, 0, 0]),
        ((0, 0, 0), (0, 0, 4), [1, 1, 0, 1, 0]),
        ((0, 10, 0), (0, 0, 0), [1, 1, 1, 1, 1]),
        ((0, 6, 0), (0, 6, 0), [1, 1, 1, 1, 1]),
    ],
    ids=["gaps", "others", "enough", "enough together"],
)
def test_few_left_out_are_not_told_by_subtraction(left_out, outside, expected):
    """They must be nobody or ten, in every area and in what is left of a roll-up."""
    assert ask([1] * 5, left_out, outside) == expected


def test_of_sensitive_questions_nobody_may_be_left_out():
    """Ten who are all green would be said to be."""
    assert ask([1] * 5, (0, 10, 0), sensitive=True) == [1, 0, 1, 0, 0]


def test_what_is_left_of_a_roll_up_has_no_gaps():
    """B prints not all its parts: its ten with gaps are not told by what is left of roll-ups."""
    assert ask([1, 0, 1, 1, 1], (0, 10, 0)) == [1, 0, 1, 0, 0]
