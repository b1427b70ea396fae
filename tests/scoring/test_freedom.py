"""How far hidden counts can move is the exact answer of a linear programme."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from survey.scoring.release.freedom import find_freedom

FIVE = np.array([0.0, 25, 50, 75, 100])
PARTITIONS = (((0, 1, 2, 3, 4),), ((0, 1), (2,), (3, 4)), ((0, 1, 2), (3, 4)), ((2, 4), (0, 1, 3)))


def free(counts, partition, scores=FIVE):
    return find_freedom(np.array([counts], dtype=float), partition, scores)[0].tolist()


def test_without_a_mean_a_count_can_be_nothing_or_its_group():
    """6 in a group: 0 to 6."""
    assert free([2, 4, 9, 3, 7], ((0, 1), (2,), (3, 4)), None) == [6, 6, 0, 10, 10]


def test_a_mean_ties_the_groups_together():
    """What leaves the lowest answer must come back at the top: 2 at most, or 3 the other way."""
    assert free([2, 4, 9, 3, 7], ((0, 1), (2,), (3, 4))) == pytest.approx([5, 5, 0, 5, 5])


def test_a_mean_and_two_groups_of_three_leave_nothing():
    """With three answers everything is settled."""
    assert free([2, 4, 9], ((0, 1), (2,)), np.array([0.0, 50, 100])) == pytest.approx([0, 0, 0])


def test_all_in_one_group_leave_room():
    """n and mean alone: 4 answers at 50 may be 2 at either end."""
    assert free([0, 0, 4, 0, 0], ((0, 1, 2, 3, 4),)) == pytest.approx([2, 8 / 3, 4, 8 / 3, 2])


def by_programme(counts, partition, scores):
    known = [np.isin(range(5), group).astype(float) for group in partition]
    known = np.array(known if scores is None else [*known, scores])
    widths = []
    for place in range(5):
        limits = [
            linprog(sign * np.eye(5)[place], A_eq=known, b_eq=known @ counts).fun
            for sign in (1, -1)
        ]
        widths.append(-limits[1] - limits[0])
    return widths


@given(
    st.lists(st.integers(0, 9), min_size=5, max_size=5),
    st.sampled_from(PARTITIONS),
    st.sampled_from([None, FIVE, FIVE[::-1], np.array([0.0, 50, 50, 50, 100])]),
)
@settings(max_examples=60, deadline=None)
def test_it_is_what_the_programme_says(counts, partition, scores):
    """Minimum and maximum of every count, by linear programming."""
    expected = by_programme(np.array(counts, float), partition, scores)
    assert free(counts, partition, scores) == pytest.approx(expected, abs=1e-6)
