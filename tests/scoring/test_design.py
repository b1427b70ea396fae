"""The variance of a design from the rows its groups have, and as a quadratic form."""

import numpy as np
import pytest

from survey.scoring.sample.design import (
    add_second_stage,
    make_design,
    taylor_variance,
    two_stage_variance,
    weigh_deviations,
)


def zeros(number):
    return np.zeros(number, dtype=np.int64)


def test_psus_that_a_group_does_not_touch_are_zeros_that_count():
    """Rows u = 1, 2 of a stratum with 4 PSUs vary as 1, 2, 0, 0 do: 4/3 · (5 - 9/4)."""
    design = make_design(zeros(2), zeros(2), 1, np.array([4]))
    assert taylor_variance(np.array([1.0, 2]), design) == pytest.approx(4 / 3 * (5 - 9 / 4))


def test_households_that_a_group_does_not_touch_are_zeros_that_count():
    """One of 3 households drawn of 6, u = 3, in one of 2 PSUs of 4.

    V1 = 1/2 · 2 · (9/4 + 9/4), V2 = 1/2 · 1/2 · 3/2 · (4 + 1 + 1).
    """
    design = make_design(zeros(1), zeros(1), 1, np.array([2]), np.array([4.0]))
    design = add_second_stage(design, zeros(1), np.array([3]), np.array([6.0]))
    assert two_stage_variance(np.array([3.0]), design) == pytest.approx(4.5 + 2.25)


def test_groups_do_not_mix():
    """The first group has 1 and 3 of one stratum, the second 5 of another, alone there."""
    design = make_design(np.array([0, 0, 1]), np.array([0, 0, 1]), 2, np.array([2, 1]))
    assert taylor_variance(np.array([1.0, 3, 5]), design) == pytest.approx([4, 25])


@pytest.mark.parametrize("has_second", [False, True])
def test_the_variance_is_a_quadratic_form(has_second):
    """V = Σ u · Mu, with a stratum of one PSU and a PSU of one household in it."""
    design = make_design(
        zeros(4), np.array([0, 0, 0, 1]), 1, np.array([3, 1]), np.array([9.0, 5.0])
    )
    if has_second:
        drawn, there = np.array([2, 2, 1, 3]), np.array([4.0, 7, 6, 5])
        design = add_second_stage(design, np.repeat(np.arange(4), drawn), drawn, there)
    influence = np.array([3.0, -1, 4, 1, -5, 9, 2, -6][: 8 if has_second else 4])
    form = influence @ weigh_deviations(influence, design)
    assert form == pytest.approx(two_stage_variance(influence, design)[0])
