"""Caps, floors and flags."""

from numpy.testing import assert_array_equal

from tests.transforms.builders import NAN, run, slopes


def test_a_cap_holds_what_is_above_it():
    """Years of schooling above 18 count as 18; what is missing stays missing."""
    assert_array_equal(run({"cap": 18}, 17, 18, 19, NAN), [17, 18, 18, NAN])


def test_a_capped_area_does_not_move():
    """The slope of a cap is 1 below the limit and 0 from the limit on."""
    assert_array_equal(slopes({"cap": 18}, 17, 18, 19, NAN), [1, 0, 0, NAN])


def test_a_floor_holds_what_is_below_it():
    """Incomes below 100 count as 100; what is missing stays missing."""
    assert_array_equal(run({"floor": 100}, 50, 100, 101, NAN), [100, 100, 101, NAN])


def test_a_floored_area_does_not_move():
    """The slope of a floor is 1 above the limit and 0 from the limit down."""
    assert_array_equal(slopes({"floor": 100}, 50, 100, 101, NAN), [0, 0, 1, NAN])


def test_a_flag_is_raised_at_its_limit():
    """An area at or above the limit is flagged; what is missing is neither."""
    assert_array_equal(run({"flag": 0.9}, 0.8999, 0.9, 1, NAN), [0, 1, 1, NAN])


def test_a_flag_is_raised_where_only_binary_noise_is_missing():
    """0.3 × 3 is a little less than 0.9 in a computer, and flagged all the same."""
    assert run({"flag": 0.9}, 1 - 0.1 - 1e-16) == [1]


def test_a_flag_has_no_slope():
    """A flag moves in jumps."""
    assert_array_equal(slopes({"flag": 0.9}, 0.5, 1), [NAN, NAN])
