"""Steps one after another, turned round, and written."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from survey.transforms.find import parse_step
from survey.transforms.steps import find_top, run_steps, turn_steps, write_step

NAN = np.nan


def parse(*raw):
    return tuple(parse_step(step) for step in raw)


def turn(*raw):
    """Write the steps that a negative polarity makes of these."""
    return [write_step(step) for step in turn_steps(parse(*raw))]


def test_steps_run_in_order():
    """Capped at 18 and then divided by it; the slope is 1/18 · 100 below the cap, 0 at it."""
    steps = parse({"cap": 18}, {"min_max": {"lowest": 0, "highest": 18}})
    stepped = run_steps(steps, np.array([9, 20, NAN]))

    assert_allclose(stepped.value, [50, 100, NAN])
    assert_allclose(stepped.slope, [100 / 18, 0, NAN])


def test_no_steps_change_nothing():
    """Without steps values stay, and their slopes are 1."""
    stepped = run_steps((), np.array([3, NAN]))

    assert_array_equal(stepped.value, [3, NAN])
    assert_array_equal(stepped.slope, [1, NAN])


def test_no_slope_behind_a_step_without_one():
    """Even where a later step holds the value."""
    stepped = run_steps(parse({"round": 0}, {"cap": 1}), np.array([5.2]))

    assert_array_equal(stepped.slope, [NAN])


def test_no_slope_where_a_step_loses_the_value():
    """The logarithm of 0 is missing, and so is its slope."""
    assert_array_equal(run_steps(parse({"cap": 5}, "log"), np.array([0.0])).slope, [NAN])


@pytest.mark.parametrize("step", ["percentile_rank", "rank", "rank_exponential", "z_score"])
def test_values_change_sign_in_front_of_what_ranks(step):
    """Limits before it mean the values as measured."""
    assert turn({"cap": 9}, step, {"round": 4}) == ["cap: 9", "multiply: -1", step, "round: 4"]


@pytest.mark.parametrize(
    ("step", "back"),
    [
        ("min_max", "reverse"),
        ("min_max: {to: 1}", "reverse: 1"),
        ("pomp: {lowest: 1, highest: 5}", "reverse"),
    ],
)
def test_points_are_turned_behind_goalposts(step, back):
    """Goalposts mean the values as measured, and rounding comes after."""
    raw = {
        "min_max": "min_max",
        "min_max: {to: 1}": {"min_max": {"to": 1}},
        "pomp: {lowest: 1, highest: 5}": {"pomp": {"lowest": 1, "highest": 5}},
    }[step]
    assert turn({"cap": 9}, raw, {"round": 3}) == ["cap: 9", step, back, "round: 3"]


def test_points_are_turned_at_the_end_where_nothing_decides():
    """Points of 0 to 100 become 100 less them."""
    assert turn({"cap": 50}) == ["cap: 50", "reverse"]


def test_ties_share_the_least_rank_after_turning_too():
    """Of 1, 2, 2, 3 turned round, the two that tie have (2 − 1)/(4 − 1)."""
    turned = turn_steps(parse("percentile_rank"))
    assert_allclose(run_steps(turned, np.array([1.0, 2, 2, 3])).value, [1, 1 / 3, 1 / 3, 0])


@pytest.mark.parametrize(
    ("steps", "top"),
    [
        ([], None),
        ([{"cap": 5}], None),
        (["percentile_rank"], 1),
        ([{"min_max": {"to": 1}}, {"round": 3}], 1),
        (["min_max"], 100),
        ([{"pomp": {"lowest": 1, "highest": 5}}], 100),
        (["z_score", {"reverse": 1}], 1),
        (["percentile_rank", {"multiply": 100}], None),
    ],
)
def test_the_last_step_sets_the_scale(steps, top):
    """Rounding leaves it; behind any other step that sets no points it is not known."""
    assert find_top(parse(*steps)) == top


@pytest.mark.parametrize(
    ("raw", "written"),
    [
        ("percentile_rank", "percentile_rank"),
        ({"cap": 18}, "cap: 18"),
        ({"multiply": 0.001}, "multiply: 0.001"),
        ({"rank": "highest"}, "rank"),
        ({"rank": "lowest"}, "rank: lowest"),
        ({"round": {"digits": 4, "mode": "half_up"}}, "round: 4"),
        ({"round": {"digits": 4, "mode": "down"}}, "round: {digits: 4, mode: down}"),
        ({"min_max": {"lowest": 100, "log": True}}, "min_max: {lowest: 100, log: true}"),
    ],
)
def test_steps_are_written_as_yaml_has_them(raw, written):
    """Settings that are as usual are left out."""
    assert write_step(parse_step(raw)) == written
