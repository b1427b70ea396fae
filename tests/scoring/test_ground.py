"""Respondents laid out as persons and households, in the cells of a design."""

import numpy as np
import pytest

from survey.errors import MahallaError
from survey.scoring.estimation.layout import make_layout
from survey.scoring.release.basis import make_basis
from survey.scoring.sample.records import take_records
from survey.scoring.sums.ground import lay_out
from survey.scoring.sums.tally import add_up
from tests.scoring.builders import people


def lay(table):
    return lay_out(take_records(table))


def count_everyone(sample, districts=None):
    """The basis of a figure over everyone."""
    sums = add_up(sample, np.zeros(len(sample.weight)))
    layout = make_layout(sample.ground, districts or {})
    return make_basis(layout, sums.weights, sums.records, sums.squares, sums.households)


def test_households_are_their_first_record():
    """One record a household, the first by response id."""
    table = people({"A": 3}, household=["x", "y", "x"])
    assert lay(table)[1].record.tolist() == [0, 1]


def test_households_use_the_household_weight():
    """Persons and households are weighted each in their own way."""
    table = people({"A": 1}, weight=[2.0], household_weight=[5.0])
    persons, households = lay(table)
    assert (persons.weight.tolist(), households.weight.tolist()) == ([2.0], [5.0])


def test_weight_0_is_not_in_the_sample():
    """A record of weight 0 is not counted, but its PSU stays in the design."""
    persons, _ = lay(people({"A": 3}, weight=[1.0, 0.0, 1.0]))
    assert persons.record.tolist() == [0, 2]
    assert make_layout(persons.ground, {}).design.pair_psus.tolist() == [3, 3]


def test_a_household_name_in_two_neighbourhoods_is_two_households():
    """Household 1 of A is not household 1 of B, nor the same PSU."""
    table = people({"A": 2, "B": 2}, household=["1", "2", "1", "2"])
    basis = count_everyone(lay(table)[0])
    assert basis.households.tolist() == [2, 2, 4]
    assert basis.base.psus.tolist() == [2, 2, 4]


def test_a_real_psu_may_lie_in_two_neighbourhoods():
    """A cluster across a boundary is one PSU of the roll-up."""
    table = people({"A": 2, "B": 2}, psu=["p", "p", "p", "q"])
    assert count_everyone(lay(table)[0]).base.psus.tolist() == [1, 2, 2]


def test_a_psu_is_within_its_stratum():
    """Cluster p of stratum s is not cluster p of stratum t."""
    table = people({"A": 2}, psu=["p", "p"], stratum=["s", "t"])
    base = count_everyone(lay(table)[0]).base
    assert (base.psus.tolist(), base.strata.tolist()) == ([2, 2], [2, 2])


def test_spread_is_about_the_mean_of_each_area():
    """Σ w (y - μ)²: 2 in A and in B, and 25 + 9 + 9 + 25 about the mean of all."""
    persons, _ = lay(people({"A": 2, "B": 2}))
    sums = add_up(persons, np.array([0.0, 2, 8, 10]))
    layout = make_layout(persons.ground, {})
    assert layout.spread(sums, np.array([1.0, 9, 5])).tolist() == [2, 2, 68]


def test_records_without_a_value_do_not_spread():
    """NaN is outside."""
    persons, _ = lay(people({"A": 3}))
    sums = add_up(persons, np.array([0.0, 2, np.nan]))
    spread = make_layout(persons.ground, {}).spread(sums, np.array([1.0, 1]))
    assert spread.tolist() == [2, 2]


@pytest.mark.parametrize("weight", [-1.0, np.nan, np.inf])
def test_a_weight_that_is_none_is_named(weight):
    """The response with the wrong weight is said."""
    with pytest.raises(MahallaError, match="r0001"):
        take_records(people({"A": 2}, weight=[1.0, weight]))


def test_no_respondents_can_be_laid_out():
    """An empty table is one empty area."""
    assert count_everyone(lay(people({}))[0]).base.n.tolist() == [0]
