"""Rounding as published tables do it."""

import math
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from tests.transforms.builders import NAN, run, slopes


@pytest.mark.parametrize(
    ("value", "digits", "rounded"),
    [
        (2.675, 2, 2.68),
        (1.005, 2, 1.01),
        (0.57 / 2, 2, 0.29),
        (0.1 + 0.2 + 0.05, 1, 0.4),
        (0.5, 0, 1),
        (2.5, 0, 3),
        (-2.5, 0, -3),
        (1250, -2, 1300),
        (0.72449, 3, 0.724),
        (NAN, 3, NAN),
        (math.inf, 3, math.inf),
    ],
)
def test_halves_go_away_from_zero(value, digits, rounded):
    """What is rounded is the decimal number that was meant."""
    assert_array_equal(run({"round": digits}, value), [rounded])


def test_there_is_no_negative_zero():
    """−0.001 is printed as 0, not as −0."""
    assert str(run({"round": 2}, -0.001)) == "[0.0]"


def test_halves_to_the_even_digit():
    """`half_even` gives 2.675 its 2.68, and 2.665 its 2.66."""
    given_mode = {"round": {"digits": 2, "mode": "half_even"}}
    assert run(given_mode, 2.675, 2.665, 2.6651) == [2.68, 2.66, 2.67]


def test_cutting_off():
    """`down` cuts digits off, and keeps those that only binary arithmetic lost."""
    given_mode = {"round": {"digits": 4, "mode": "down"}}
    assert run(given_mode, 0.66669, 0.99999, 1 - 0.9) == [0.6666, 0.9999, 0.1]


def test_rounding_has_no_slope():
    """Rounded values move in jumps."""
    assert_array_equal(slopes({"round": 2}, 1), [NAN])


def test_more_digits_than_there_are_change_nothing():
    """A million million has no ninth digit behind the mark."""
    assert run({"round": 9}, 1e12, -123456789.123456) == [1e12, -123456789.123456]


@given(st.decimals(-1000, 1000, places=6), st.integers(-2, 6))
def test_decimals_are_rounded_as_on_paper(number, digits):
    """A number of six decimals is rounded as the exact decimal number is."""
    expected = float(number.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP))
    assert run({"round": digits}, float(number)) == [expected]


@given(st.decimals(-1000, 1000, places=6), st.integers(0, 6))
@pytest.mark.parametrize(("mode", "exact"), [("half_even", ROUND_HALF_EVEN), ("down", ROUND_DOWN)])
def test_other_modes_round_as_on_paper(mode, exact, number, digits):
    """To the even digit, or cut off, as the exact decimal number is."""
    expected = float(number.quantize(Decimal(1).scaleb(-digits), rounding=exact))
    assert run({"round": {"digits": digits, "mode": mode}}, float(number)) == [expected]
