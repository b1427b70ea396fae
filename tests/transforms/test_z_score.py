"""z-scores of areas."""

import math

import pytest
from numpy.testing import assert_allclose, assert_array_equal

from tests.transforms.builders import NAN, run


def test_z_scores_by_hand():
    """2, 4, 6: mean 4 and s² = (4 + 0 + 4)/(3 − 1) = 4; what is missing does not count."""
    assert_allclose(run("z_score", 2, 4, NAN, 6), [-1, 0, NAN, 1])


def test_two_areas_stand_half_a_root_of_two_apart():
    """1 and 3: mean 2 and s² = 2, so that z = ±1/√2; dividing by n would give ±1."""
    assert_allclose(run("z_score", 1, 3), [-1 / math.sqrt(2), 1 / math.sqrt(2)])


@pytest.mark.parametrize("values", [[5, 5], [0.3, 0.1 + 0.2, 0.3], [5, NAN], [NAN], []])
def test_areas_without_spread_have_none(values):
    """Areas that are all alike, a single area, or none, have no z-score."""
    assert_array_equal(run("z_score", *values), [NAN] * len(values))
