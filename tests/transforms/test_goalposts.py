"""Points between goalposts: min–max and POMP."""

import math

import pytest
from numpy.testing import assert_allclose, assert_array_equal

from tests.transforms.builders import NAN, run, slopes


def test_goalposts_from_the_file():
    """Between 20 and 85, 52.5 is half way; beyond them points go below 0 and above 100."""
    given = {"min_max": {"lowest": 20, "highest": 85}}
    assert_array_equal(run(given, 20, 52.5, 85, 7, 98, NAN), [0, 50, 100, -20, 120, NAN])


def test_goalposts_from_the_table():
    """Without goalposts the least area has 0 and the most 100."""
    assert_array_equal(run("min_max", 3, 4, 7, NAN), [0, 25, 100, NAN])


def test_one_goalpost_from_the_table():
    """One goalpost may be given and the other found."""
    assert_array_equal(run({"min_max": {"lowest": 0}}, 2, 4, 8), [25, 50, 100])
    assert_array_equal(run({"min_max": {"highest": 10}}, 2, 4, 8), [0, 25, 75])


def test_points_up_to_one():
    """`to: 1` gives 0 to 1."""
    assert run({"min_max": {"lowest": 0, "highest": 8, "to": 1}}, 2, 8) == [0.25, 1]


def test_logarithms_are_compared():
    """Between 100 and 10,000, 1,000 is half way by logarithm; 0 has none."""
    given = {"min_max": {"lowest": 100, "highest": 10_000, "log": True}}
    assert_allclose(run(given, 100, 1000, 10_000, 0, -5, NAN), [0, 50, 100, NAN, NAN, NAN])


def test_logarithms_with_goalposts_from_the_table():
    """The goalposts are the least and the most of the areas that have a logarithm."""
    assert_allclose(run({"min_max": {"log": True}}, 1, 10, 100, 0), [0, 50, 100, NAN])


@pytest.mark.parametrize(
    ("given", "values"),
    [
        ("min_max", [5, 5, NAN]),
        ("min_max", [0.3, 0.1 + 0.2]),
        ("min_max", [5, NAN]),
        ("min_max", [NAN, NAN]),
        ("min_max", []),
        ({"min_max": {"lowest": 0}}, [5, NAN]),
        ({"min_max": {"lowest": 9}}, [5, 6]),
        ({"min_max": {"highest": 4}}, [5, 6]),
    ],
)
def test_a_table_without_a_range_gives_no_points(given, values):
    """Areas that are all alike, a single area, or none, have no range; nor has one upside down."""
    assert_array_equal(run(given, *values), [NAN] * len(values))


def test_slopes_of_given_goalposts():
    """100/(85 − 20) a unit; by logarithm that over x."""
    assert_allclose(slopes({"min_max": {"lowest": 20, "highest": 85}}, 30, NAN), [100 / 65, NAN])
    by_log = {"min_max": {"lowest": 1, "highest": 100, "log": True}}
    assert_allclose(slopes(by_log, 10, 0, NAN), [100 / math.log(100) / 10, NAN, NAN])


@pytest.mark.parametrize("given", ["min_max", {"min_max": {"lowest": 0}}])
def test_no_slope_where_the_table_gives_a_goalpost(given):
    """Another area would move the result."""
    assert_array_equal(slopes(given, 1, 2), [NAN, NAN])


def test_pomp():
    """On a scale from 1 to 5, 4 is 75 percent of what is possible."""
    given = {"pomp": {"lowest": 1, "highest": 5}}
    assert_array_equal(run(given, 1, 4, 5, NAN), [0, 75, 100, NAN])
    assert_array_equal(slopes(given, 1, 4, NAN), [25, 25, NAN])
