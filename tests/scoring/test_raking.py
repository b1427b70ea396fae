"""Raking by hand, its properties, and every way in which it can fail."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.errors import MahallaError
from survey.scoring.sample.raking import Margin, rake


def margin(name, category, *totals):
    labels = tuple(f"{name}{number}" for number in range(len(totals)))
    return Margin(name, np.array(category), np.array(totals, dtype=float), labels)


def ones(number):
    return np.ones(number)


def test_one_margin_is_post_stratification():
    """Two records stand for 10 people and one for 6: weights 5, 5 and 6."""
    raked = rake(ones(3), [margin("sex", [0, 0, 1], 10, 6)])
    assert raked.weights.tolist() == [5, 5, 6]


def test_weights_inside_a_category_keep_their_proportion():
    """1 to 3 stays 1 to 3."""
    raked = rake(np.array([1.0, 3.0, 1.0]), [margin("sex", [0, 0, 1], 8, 5)])
    assert raked.weights.tolist() == [2, 6, 5]


def test_two_margins_hold_at_once():
    """Every category of both is met to 1e-10."""
    sex, age = margin("sex", [0, 0, 1, 1, 1], 30, 70), margin("age", [0, 1, 0, 1, 1], 45, 55)
    raked = rake(np.array([1.0, 2, 1, 3, 1]), [sex, age])
    assert sex.add(raked.weights) == pytest.approx(sex.totals, rel=1e-10)
    assert age.add(raked.weights) == pytest.approx(age.totals, rel=1e-10)


def test_raking_multiplies_by_a_factor_for_each_category():
    """In a full 2 × 2 table the odds ratio of the weights stays: 1 · 4 / (2 · 3)."""
    sex, age = margin("sex", [0, 0, 1, 1], 30, 70), margin("age", [0, 1, 0, 1], 45, 55)
    w = rake(np.array([1.0, 2, 3, 4]), [sex, age]).weights
    assert w[0] * w[3] / (w[1] * w[2]) == pytest.approx(4 / 6)


def test_margins_that_hold_change_nothing():
    """Not a bit of any weight, in no round."""
    weights = np.array([0.1, 0.2, 0.7])
    raked = rake(weights, [margin("sex", [0, 0, 1], 0.1 + 0.2, 0.7)])
    assert (raked.weights.tolist(), raked.rounds) == ([0.1, 0.2, 0.7], 0)


def test_no_margin_changes_nothing():
    """The weights are returned as they are."""
    assert rake(np.array([2.0, 3.0]), []).weights.tolist() == [2, 3]


def test_weights_of_0_stay_0():
    """A record that is left out stays out, whatever its answers."""
    weights = rake(np.array([1.0, 1.0, 0.0]), [margin("sex", [0, 1, 1], 4, 6)]).weights
    assert weights.tolist() == [4, 6, 0]


def test_a_record_of_weight_0_may_lack_an_answer():
    """It counts nowhere."""
    weights = rake(np.array([1.0, 1.0, 0.0]), [margin("sex", [0, 1, -1], 4, 6)]).weights
    assert weights.tolist() == [4, 6, 0]


def test_a_category_without_people_and_records_is_no_matter():
    """Nobody lives there, nobody was asked there."""
    weights = rake(ones(2), [margin("sex", [0, 1], 4, 6, 0)]).weights
    assert weights.tolist() == [4, 6]


def test_a_margin_slightly_larger_than_the_first_is_scaled_to_it():
    """Ages that add up to 101 where the sexes add up to 100: the factor is told."""
    raked = rake(ones(2), [margin("sex", [0, 1], 60, 40), margin("age", [0, 1], 60.6, 40.4)])
    assert raked.weights.tolist() == pytest.approx([60, 40])
    assert raked.scales == pytest.approx((1, 100 / 101))


def test_margins_of_different_populations_are_refused():
    """Ages of 102 people do not go with sexes of 100."""
    with pytest.raises(MahallaError, match="age adds up to 102 people, but sex adds up to 100"):
        rake(ones(2), [margin("sex", [0, 1], 60, 40), margin("age", [0, 1], 60, 42)])


@pytest.mark.parametrize("total", [-1, np.nan, np.inf])
def test_totals_that_are_no_numbers_of_people_are_refused(total):
    """0 or more, and finite."""
    with pytest.raises(MahallaError, match="margin sex has a total"):
        rake(ones(2), [margin("sex", [0, 1], 60, total)])


def test_a_population_of_nobody_is_refused():
    """Weights cannot add up to nothing."""
    with pytest.raises(MahallaError, match="only zeros"):
        rake(ones(2), [margin("sex", [0, 1], 0, 0)])


def test_people_without_a_record_are_an_error():
    """Margin and category are named."""
    with pytest.raises(MahallaError, match="margin sex has people in the category sex1"):
        rake(ones(2), [margin("sex", [0, 0], 60, 40)])


def test_a_record_of_weight_0_represents_nobody():
    """Its category is as good as empty."""
    with pytest.raises(MahallaError, match="has people in the category sex1"):
        rake(np.array([1.0, 0.0]), [margin("sex", [0, 1], 60, 40)])


def test_records_where_nobody_lives_are_an_error():
    """They would silently lose their weight."""
    with pytest.raises(MahallaError, match="has nobody in the category sex1"):
        rake(ones(2), [margin("sex", [0, 1], 60, 0)])


def test_a_missing_answer_is_an_error():
    """The margin, how many, and the first of them."""
    with pytest.raises(MahallaError, match=r"sex has no answer in 2 records, .* number 2"):
        rake(ones(4), [margin("sex", [0, -1, 1, -1], 60, 40)])


def test_all_margins_are_checked_at_once():
    """An empty category in each of two margins gives two sentences."""
    with pytest.raises(MahallaError) as caught:
        rake(ones(2), [margin("sex", [0, 0], 60, 40), margin("age", [1, 1], 50, 50)])
    assert len(caught.value.problems) == 2


def test_margins_that_contradict_each_other_are_an_error():
    """All women are old and all men young in the sample: 60 cannot be 50."""
    with pytest.raises(MahallaError, match=r"did not come to an end .* instead of"):
        rake(ones(2), [margin("sex", [0, 1], 60, 40), margin("age", [0, 1], 50, 50)])


FULL = [(sex, age) for sex in (0, 1) for age in (0, 1, 2)]


@st.composite
def samples(draw):
    """A sample with a record in every cell, and totals not far from it."""
    more = draw(st.lists(st.sampled_from(FULL), max_size=12))
    sex, age = (np.array(numbers) for numbers in zip(*FULL, *more, strict=True))
    weights = np.array(draw(st.lists(st.floats(0.5, 5), min_size=len(sex), max_size=len(sex))))
    women, young, old = draw(st.tuples(*[st.integers(20, 60)] * 3))
    sexes, ages = (women, 150 - women), (young, old, 150 - young - old)
    return weights, [margin("sex", sex, *sexes), margin("age", age, *ages)]


@given(samples())
@settings(deadline=None, max_examples=50)
def test_raking_twice_is_raking_once(sample):
    """What holds is not touched again."""
    weights, margins = sample
    once = rake(weights, margins).weights
    assert rake(once, margins).weights.tolist() == once.tolist()


@given(samples(), st.floats(0.01, 100))
@settings(deadline=None, max_examples=50)
def test_the_size_of_the_weights_does_not_matter(sample, factor):
    """Population totals decide it."""
    weights, margins = sample
    expected = rake(weights, margins).weights
    assert rake(factor * weights, margins).weights == pytest.approx(expected, rel=1e-8)


@given(samples(), st.randoms())
@settings(deadline=None, max_examples=50)
def test_the_order_of_records_does_not_matter(sample, chance):
    """Weights move with their records."""
    weights, margins = sample
    order = list(range(len(weights)))
    chance.shuffle(order)
    moved = [margin(m.name, m.category[order], *m.totals) for m in margins]
    expected = rake(weights, margins).weights[order]
    assert rake(weights[order], moved).weights == pytest.approx(expected, rel=1e-9)
