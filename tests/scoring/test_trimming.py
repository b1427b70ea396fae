"""Trimming by hand, with and without margins."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.errors import MahallaError
from survey.scoring.sample.raking import Margin
from survey.scoring.sample.trimming import trim


def numbers(*values):
    return np.array(values, dtype=float)


def margin(name, category, *totals):
    labels = tuple(f"{name}{number}" for number in range(len(totals)))
    return Margin(name, np.array(category), numbers(*totals), labels)


def test_weights_within_their_bounds_are_left_alone():
    """1 to 5 around a median of 2."""
    trimmed = trim(numbers(1, 2, 5), np.zeros(3, int))
    assert (trimmed.weights.tolist(), trimmed.trimmed, trimmed.turns) == ([1, 2, 5], 0, 0)


def test_a_large_weight_is_cut_and_shared_out():
    """Median 1: 12 becomes 5, and what is over goes to all in proportion: 16/9 each."""
    trimmed = trim(numbers(1, 1, 1, 1, 12), np.zeros(5, int))
    assert trimmed.weights.tolist() == pytest.approx([16 / 9] * 4 + [80 / 9])
    assert (trimmed.trimmed, trimmed.turns) == (1, 1)


def test_a_small_weight_is_raised():
    """Median 10: 1 becomes 2, and the others give the difference."""
    weights = trim(numbers(1, 10, 10), np.zeros(3, int)).weights
    assert weights.tolist() == pytest.approx([42 / 22, 210 / 22, 210 / 22])


def test_each_stratum_has_its_own_median():
    """100 is extreme among ones, and ordinary among hundreds; sums of strata stay."""
    weights = numbers(1, 1, 100, 100, 100, 100)
    trimmed = trim(weights, np.array([0, 0, 0, 1, 1, 1])).weights
    assert trimmed[:3].sum() == pytest.approx(102)
    assert trimmed[3:].tolist() == [100, 100, 100]


def test_weights_of_0_stay_0_and_leave_the_median():
    """The median of 1, 1, 12 is 1, whatever stands beside it."""
    weights = trim(numbers(0, 0, 0, 1, 1, 12), np.zeros(6, int)).weights
    assert weights.tolist() == pytest.approx([0, 0, 0, 2, 2, 10])


def test_a_stratum_without_any_weight_is_no_matter():
    """Nothing to trim, nothing to share."""
    assert trim(numbers(0, 1, 9), np.array([0, 1, 1])).weights.tolist() == [0, 1, 9]


def test_the_bounds_can_be_narrower():
    """[median/2, 2 · median] of 1, 1, 4: 4 becomes 2, shared out by 6/4."""
    weights = trim(numbers(1, 1, 4), np.zeros(3, int), times=2).weights
    assert weights.tolist() == pytest.approx([1.5, 1.5, 3])


def test_margins_hold_after_trimming():
    """Both at once, within 200 turns."""
    sex = margin("sex", [0, 0, 0, 1, 1, 1], 50, 60)
    age = margin("age", [0, 1, 1, 0, 0, 1], 40, 70)
    trimmed = trim(numbers(1, 1, 30, 2, 1, 1), np.zeros(6, int), [sex, age])
    assert sex.add(trimmed.weights) == pytest.approx(sex.totals, rel=1e-10)
    assert age.add(trimmed.weights) == pytest.approx(age.totals, rel=1e-10)
    middle = np.median(trimmed.weights)
    assert trimmed.weights.min() >= middle / 5 * (1 - 1e-9)
    assert trimmed.weights.max() <= middle * 5 * (1 + 1e-9)


def test_trimming_starts_from_raked_weights():
    """1, 1, 9 is extreme only before raking to a margin that makes it 1, 1, 1."""
    trimmed = trim(numbers(1, 1, 9), np.zeros(3, int), [margin("m", [0, 0, 1], 2, 1)])
    assert (trimmed.weights.tolist(), trimmed.trimmed) == ([1, 1, 1], 0)


def test_the_factor_on_a_margin_is_told():
    """The second margin adds up to 1 % more."""
    margins = [margin("a", [0, 1], 60, 40), margin("b", [0, 1], 60.6, 40.4)]
    assert trim(numbers(1, 1), np.zeros(2, int), margins).scales == pytest.approx((1, 100 / 101))


def test_a_margin_that_needs_extreme_weights_is_an_error():
    """One record for 90 of 93 people, three for one each."""
    with pytest.raises(MahallaError, match="cannot be trimmed"):
        trim(numbers(1, 1, 1, 1), np.zeros(4, int), [margin("m", [0, 0, 0, 1], 3, 90)])


records = st.lists(
    st.tuples(st.floats(0.01, 100) | st.just(0.0), st.integers(0, 2)), min_size=1, max_size=25
)


@given(records)
@settings(deadline=None)
def test_bounds_and_sums_hold_in_every_stratum(sample):
    """Within [median/5, 5 · median] of the trimmed weights, and the sum is what it was."""
    before = numbers(*[weight for weight, _ in sample])
    stratum = np.array([number for _, number in sample])
    after = trim(before, stratum).weights
    for number in np.unique(stratum[before > 0]):
        here = after[(stratum == number) & (before > 0)]
        middle = np.median(here)
        assert (here >= middle / 5 * (1 - 1e-9)).all()
        assert (here <= middle * 5 * (1 + 1e-9)).all()
        assert here.sum() == pytest.approx(before[stratum == number].sum())


@given(records)
@settings(deadline=None)
def test_trimming_twice_is_trimming_once(sample):
    """What is within its bounds is not touched."""
    stratum = np.array([number for _, number in sample])
    once = trim(numbers(*[weight for weight, _ in sample]), stratum).weights
    assert trim(once, stratum).weights.tolist() == once.tolist()
