"""Ranks, percentile ranks and rank–exponential points."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from tests.transforms.builders import NAN, run, slopes

VALUES = st.lists(st.integers(-5, 5) | st.just(NAN), max_size=12)


def test_percentile_ranks_share_the_least_rank():
    """Of five areas with a value, the two that tie at rank 2 have (2 − 1)/(5 − 1)."""
    assert_array_equal(run("percentile_rank", 9, 4, 4, NAN, 1, 7), [1, 0.25, 0.25, NAN, 0, 0.75])


@pytest.mark.parametrize("values", [[3], [3, NAN], [NAN], []])
def test_a_single_area_has_no_percentile_rank(values):
    """There is nothing to stand among."""
    assert_array_equal(run("percentile_rank", *values), [NAN] * len(values))


def test_sums_that_are_equal_as_decimals_tie():
    """0.1 + 0.2 and 0.3 are one number, however a computer adds."""
    assert run("percentile_rank", 0.1 + 0.2, 0.3, 0.5) == [0, 0, 1]


def test_small_differences_are_differences():
    """Values that differ in the twelfth digit do not tie."""
    assert run("rank", 100.0000000001, 100) == [1, 2]


@pytest.mark.parametrize("unit", [1e-310, 1e-200, 1e-3, 1e200, 4e307])
def test_the_size_of_values_does_not_matter(unit):
    """1, 2 and 4 units are ranked in any unit that a computer can hold."""
    assert run("rank", 1 * unit, 2 * unit, 4 * unit) == [3, 2, 1]


def test_areas_that_are_all_zero_tie():
    """Columns of zeros are ranked as well."""
    assert run("percentile_rank", 0, 0) == [0, 0]


def test_rank_one_is_the_highest_unless_said_otherwise():
    """Competition ranks: after two areas at rank 2 comes rank 4."""
    assert_array_equal(run("rank", 8, 5, 5, 2, NAN), [1, 2, 2, 4, NAN])
    assert_array_equal(run({"rank": "lowest"}, 8, 5, 5, 2, NAN), [4, 2, 2, 1, NAN])


def test_rank_exponential_by_hand():
    """Of 30 areas the first has 100 and the last −23 ln(1 − (1 − e^(−100/23))/30)."""
    points = run("rank_exponential", *range(1, 31))
    tail = 1 - math.exp(-100 / 23)
    assert points[-1] == pytest.approx(100)
    assert points[-2] == pytest.approx(-23 * math.log(1 - 29 / 30 * tail))
    assert points[0] == pytest.approx(-23 * math.log(1 - 1 / 30 * tail))


def test_rank_exponential_from_the_lowest():
    """`lowest` makes the lowest value the most deprived."""
    values = list(range(1, 31))
    assert run({"rank_exponential": "lowest"}, *values) == run("rank_exponential", *values[::-1])


def test_rank_exponential_ties_share_the_least_rank():
    """Two areas that tie for first have 100 each."""
    assert_allclose(run("rank_exponential", *range(29), 28)[-2:], [100, 100])


def test_rank_exponential_needs_thirty_areas():
    """29 areas with a value have no points, whatever else the table holds."""
    assert_array_equal(run("rank_exponential", *range(29), NAN), [NAN] * 30)


@pytest.mark.parametrize("step", ["percentile_rank", "rank", "rank_exponential", "z_score"])
def test_places_among_others_have_no_slope(step):
    """Another area would move the result."""
    assert_array_equal(slopes(step, *range(30)), [NAN] * 30)


@given(VALUES)
def test_percentile_ranks_are_shares(values):
    """Each is the number of areas with less, over the number of other areas."""
    known = [value for value in values if not math.isnan(value)]
    expected = [
        NAN
        if math.isnan(value) or len(known) < 2
        else sum(other < value for other in known) / (len(known) - 1)
        for value in values
    ]
    assert_array_equal(run("percentile_rank", *values), expected)


@given(VALUES, st.randoms(use_true_random=False))
def test_ranks_do_not_depend_on_the_order_of_areas(values, random):
    """An area keeps its rank wherever it stands in the table."""
    order = list(range(len(values)))
    random.shuffle(order)
    ranks = run("rank", *values)
    assert_array_equal(run("rank", *[values[i] for i in order]), [ranks[i] for i in order])
