"""Logarithms, reversal, factors, summands and powers."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from tests.transforms.builders import NAN, run, slopes

SMOOTH = [
    "log",
    "reverse",
    {"reverse": 1},
    {"multiply": -3},
    {"add": 7},
    {"power": 0.5},
    {"power": 2},
    {"cap": 1000},
    {"floor": 0},
    {"pomp": {"lowest": 1, "highest": 5}},
    {"min_max": {"lowest": 1, "highest": 5}},
    {"min_max": {"lowest": 1, "highest": 5, "log": True, "to": 1}},
]


@pytest.mark.parametrize(
    ("step", "values", "expected"),
    [
        ("log", [1, math.e, 0, -1, NAN], [0, 1, NAN, NAN, NAN]),
        ("reverse", [0, 30, NAN], [100, 70, NAN]),
        ({"reverse": 1}, [0.25, 1], [0.75, 0]),
        ({"multiply": 0.5}, [4, NAN], [2, NAN]),
        ({"add": -3}, [4, NAN], [1, NAN]),
        ({"power": 0.5}, [9, 0, -1, NAN], [3, 0, NAN, NAN]),
        ({"power": -1}, [4, 0], [0.25, NAN]),
        ({"power": 0}, [4, NAN], [1, NAN]),
    ],
)
def test_by_hand(step, values, expected):
    """Each gives what its formula says, and nothing where there is no real number."""
    assert_allclose(run(step, *values), expected)


@pytest.mark.parametrize("step", SMOOTH, ids=str)
@given(value=st.floats(0.5, 500))
def test_slopes_are_derivatives(step, value):
    """The slope is the change of the result over a small change of the value."""
    small = 1e-5 * value
    lower, upper = run(step, value - small, value + small)

    assert slopes(step, value)[0] == pytest.approx((upper - lower) / (2 * small), rel=1e-6)


@pytest.mark.parametrize("step", SMOOTH, ids=str)
def test_no_slope_where_there_is_no_value(step):
    """What is missing does not move."""
    assert_array_equal(slopes(step, NAN), [NAN])
