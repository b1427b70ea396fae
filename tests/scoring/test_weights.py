"""Weights by hand, the impossible ones refused, and what unevenness costs."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.errors import MahallaError
from survey.scoring.sample.weights import kish_size, make_weights, weight_effect


def numbers(*values):
    return np.array(values, dtype=float)


def test_without_a_frame_every_weight_is_1():
    """Nothing known about the drawing: the report says "unweighted"."""
    assert make_weights(["r1", "r2"]).tolist() == [1, 1]


def test_a_weight_is_made_of_three_factors():
    """A household of 3 adults drawn 1 in 20, one of them interviewed, factor 1.5: 20 · 3 · 1.5."""
    weights = make_weights(["r1"], numbers(0.05), numbers(3), numbers(1), numbers(1.5))
    assert weights.tolist() == pytest.approx([90])


def test_two_interviewed_adults_share_the_weight_of_four():
    """4 eligible, 2 interviewed: each speaks for 2."""
    assert make_weights(["r1"], eligible=numbers(4), interviewed=numbers(2)).tolist() == [2]


def test_a_nonresponse_factor_of_0_leaves_a_record_out():
    """It stays in the table with weight 0."""
    assert make_weights(["r1"], nonresponse=numbers(0)).tolist() == [0]


@pytest.mark.parametrize("probability", [0, -0.1, 1.01, np.nan, np.inf])
def test_an_impossible_probability_names_its_record(probability):
    """Only above 0 and up to 1."""
    with pytest.raises(MahallaError, match="Record r2 was drawn with probability"):
        make_weights(["r1", "r2"], numbers(1, probability))


@pytest.mark.parametrize("eligible", [0, 0.5, np.nan, np.inf])
def test_an_impossible_number_of_eligible_adults_names_its_record(eligible):
    """Somebody was interviewed, so there is one at least."""
    with pytest.raises(MahallaError, match=r"Record r1 comes from .* eligible adults"):
        make_weights(["r1"], eligible=numbers(eligible))


@pytest.mark.parametrize("interviewed", [0, 4, np.nan])
def test_more_interviews_than_adults_are_refused(interviewed):
    """From 1 to the eligible 3."""
    with pytest.raises(MahallaError, match="adults were interviewed"):
        make_weights(["r1"], eligible=numbers(3), interviewed=numbers(interviewed))


def test_two_interviews_need_the_number_of_eligible_adults():
    """Without it, a household is taken to have one."""
    with pytest.raises(MahallaError, match="adults were interviewed"):
        make_weights(["r1"], interviewed=numbers(2))


@pytest.mark.parametrize("factor", [-1, np.nan, np.inf])
def test_an_impossible_nonresponse_factor_names_its_record(factor):
    """0 or more, and finite."""
    with pytest.raises(MahallaError, match="Record r1 has the non-response factor"):
        make_weights(["r1"], nonresponse=numbers(factor))


def test_everything_wrong_is_said_at_once():
    """One sentence for the probability, one for the factor."""
    with pytest.raises(MahallaError) as caught:
        make_weights(["r1"], numbers(2), nonresponse=numbers(-1))
    assert len(caught.value.problems) == 2


def test_a_column_that_is_wrong_throughout_is_not_said_a_million_times():
    """Ten records are named."""
    with pytest.raises(MahallaError) as caught:
        make_weights([str(number) for number in range(50)], np.zeros(50))
    assert len(caught.value.problems) == 10


def test_kish_by_hand():
    """Weights 1 and 3, ten of each: 40² / 100 = 16 of 20, so deff is 1.25."""
    weights = numbers(*[1, 3] * 10)
    assert (kish_size(weights), weight_effect(weights)) == (16, 1.25)


def test_weights_of_0_are_not_counted_by_kish():
    """Three equal weights and a 0 are three records."""
    weights = numbers(2, 2, 2, 0)
    assert (kish_size(weights), weight_effect(weights)) == (3, 1)


@pytest.mark.parametrize("weights", [[], [0, 0]])
def test_kish_of_nobody_is_nothing(weights):
    """No weight, no number."""
    assert math.isnan(kish_size(numbers(*weights)))
    assert math.isnan(weight_effect(numbers(*weights)))


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=30))
def test_the_effect_of_weights_is_1_plus_their_squared_cv(values):
    """deff_w = 1 + cv²(w), and n / deff_w = n_kish."""
    weights = numbers(*values)
    assert weight_effect(weights) == pytest.approx(1 + (weights.std() / weights.mean()) ** 2)
    assert len(weights) / weight_effect(weights) == pytest.approx(kish_size(weights))
