"""Respondents laid out as persons and households in a design."""

import numpy as np
import pytest

from survey.errors import MahallaError
from survey.scoring.layout import lay_out
from tests.scoring.builders import people


def test_households_are_their_first_record():
    """One record a household, the first by response id."""
    table = people({"A": 3}, household=["x", "y", "x"])
    assert lay_out(table, {})[1].record.tolist() == [0, 1]


def test_households_use_the_household_weight():
    """Persons and households are weighted each in their own way."""
    table = people({"A": 1}, weight=[2.0], household_weight=[5.0])
    persons, households = lay_out(table, {})
    assert (persons.weight.tolist(), households.weight.tolist()) == ([2.0], [5.0])


def test_weight_0_is_not_in_the_sample():
    """A record of weight 0 is not counted, but its PSU stays in the design."""
    persons, _ = lay_out(people({"A": 3}, weight=[1.0, 0.0, 1.0]), {})
    assert persons.record.tolist() == [0, 2]
    assert persons.layout.design.pair_psus.tolist() == [3, 3]


def test_a_household_name_in_two_neighbourhoods_is_two_households():
    """Household 1 of A is not household 1 of B, nor the same PSU."""
    table = people({"A": 2, "B": 2}, household=["1", "2", "1", "2"])
    persons, _ = lay_out(table, {})
    everyone = np.ones(4, bool)
    assert persons.sum_households(everyone).tolist() == [2, 2, 4]
    assert persons.sum_base(everyone).psus.tolist() == [2, 2, 4]


def test_a_real_psu_may_lie_in_two_neighbourhoods():
    """A cluster across a boundary is one PSU of the roll-up."""
    table = people({"A": 2, "B": 2}, psu=["p", "p", "p", "q"])
    base = lay_out(table, {})[0].sum_base(np.ones(4, bool))
    assert base.psus.tolist() == [1, 2, 2]


def test_a_psu_is_within_its_stratum():
    """Cluster p of stratum s is not cluster p of stratum t."""
    table = people({"A": 2}, psu=["p", "p"], stratum=["s", "t"])
    base = lay_out(table, {})[0].sum_base(np.ones(2, bool))
    assert (base.psus.tolist(), base.strata.tolist()) == ([2, 2], [2, 2])


def test_spread_is_about_the_mean_of_each_area():
    """Σ w (y - μ)²: 2 in A and in B, and 25 + 9 + 9 + 25 about the mean of all."""
    persons, _ = lay_out(people({"A": 2, "B": 2}), {})
    values = np.array([0.0, 2, 8, 10])
    assert persons.sum_spread(values, np.array([1.0, 9, 5])).tolist() == [2, 2, 68]


def test_records_without_a_value_do_not_spread():
    """NaN is outside."""
    persons, _ = lay_out(people({"A": 3}), {})
    spread = persons.sum_spread(np.array([0.0, 2, np.nan]), np.array([1.0, 1]))
    assert spread.tolist() == [2, 2]


@pytest.mark.parametrize("weight", [-1.0, np.nan, np.inf])
def test_a_weight_that_is_none_is_named(weight):
    """The response with the wrong weight is said."""
    with pytest.raises(MahallaError, match="r0001"):
        lay_out(people({"A": 2}, weight=[1.0, weight]), {})


def test_no_respondents_can_be_laid_out():
    """An empty table is one empty area."""
    persons, _ = lay_out(people({}), {})
    assert persons.sum_base(np.zeros(0, bool)).n.tolist() == [0]
