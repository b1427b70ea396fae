"""Sums over records that lie in the order of their groups."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.scoring.answers.runs import Runs
from survey.scoring.sample.records import take_records
from survey.scoring.sums.ground import lay_out
from tests.scoring.builders import people


def test_groups_without_records_are_zero():
    """The first, a middle and the last group may have nobody."""
    runs = Runs(np.array([1, 1, 3]), 5)
    assert runs.add_up(np.array([2.0, 3.0, 4.0])).tolist() == [0, 5, 0, 4, 0]
    assert runs.lengths.tolist() == [0, 2, 0, 1, 0]


def test_nobody_at_all():
    """Nothing adds up to zero everywhere."""
    assert Runs(np.zeros(0, dtype=np.int64), 2).add_up(np.zeros(0)).tolist() == [0, 0]


def test_truths_are_counted():
    """A truth counts as one, and is not joined with the others by `or`."""
    assert Runs(np.array([0, 0, 0]), 1).add_up(np.array([True, True, False])).tolist() == [2]


@given(st.lists(st.tuples(st.integers(0, 6), st.floats(-1e6, 1e6)), max_size=50))
@settings(deadline=None)
def test_the_same_sums_as_by_scattering(pairs: list[tuple[int, float]]):
    """Walking along ordered records adds up what scattering them would."""
    number = np.array(sorted(place for place, _ in pairs), dtype=np.int64)
    values = np.array([value for _, value in pairs])
    expected = np.bincount(number, values, 7)
    assert Runs(number, 7).add_up(values) == pytest.approx(expected, abs=1e-6)


def test_records_of_mixed_areas_are_laid_in_order():
    """Whatever order answers come in, a sample lies area by area and still knows each record."""
    table = people({"A": 2, "B": 2}, weight=[1.0, 2.0, 3.0, 4.0]).iloc[[2, 0, 3, 1]]
    sample, _ = lay_out(take_records(table))
    assert sample.area.tolist() == [0, 0, 1, 1]
    assert sample.record.tolist() == [1, 3, 0, 2]
    assert sample.weight.tolist() == [1, 2, 3, 4]
    bytes_ = np.array([30, 10, 40, 20], dtype=np.uint8)
    assert sample.take(bytes_).tolist() == [10, 20, 30, 40]


def test_what_is_left_when_records_go():
    """Households and squares of those left; where nobody is left, exactly nothing."""
    table = people({"A": 3, "B": 1}, weight=[1.0, 2.0, 3.0, 0.1])
    sample, _ = lay_out(take_records(table))
    outside = np.array([1, 3])
    assert sample.sum_squares(outside).tolist() == [10, 0]
    assert sample.count_households(outside).tolist() == [2, 0]
    assert sample.count_households(outside[:0]).tolist() == [3, 1]
