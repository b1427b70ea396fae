"""Lengths counted in quarters of a minute, and what their quartiles are."""

import pytest

from survey.fieldwork.durations import LONGEST, add_lengths, count_lengths, find_quartiles


def test_it_works():
    """Of four interviews the median lies between the two in the middle."""
    lengths = count_lengths([600, 1200, 1800, 2400])

    assert find_quartiles(lengths) == (15.0, 25.0, 35.0)


def test_one_interview_is_all_its_quartiles():
    """There is nothing else to take."""
    assert find_quartiles(count_lengths([600])) == (10.0, 10.0, 10.0)


def test_counts_add_up():
    """Two places together have the quartiles of all their interviews."""
    both = add_lengths([count_lengths([60, 120]), count_lengths([60, 240])])

    assert both == {4: 2, 8: 1, 16: 1}
    assert find_quartiles(both) == find_quartiles(count_lengths([60, 60, 120, 240]))


def test_what_was_left_open_is_as_long_as_the_longest():
    """A form that lay open for a week moves no quartile."""
    assert count_lengths([7 * 24 * 3600]) == {LONGEST: 1}


def test_nothing_has_no_quartiles():
    """No interview, no length."""
    with pytest.raises(ValueError):
        find_quartiles({})
