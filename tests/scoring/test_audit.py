"""The audit asks what the printed sums leave of hidden counts."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from survey.scoring.release.audit import is_protected
from survey.scoring.release.printed import Printed


def ask(equations, counts, needed, targets=None):
    """Audit counts of which some sums are known; the counts themselves are the targets."""
    counts = np.array(counts, dtype=float)
    targets = np.eye(len(counts)) if targets is None else np.array(targets, dtype=float)
    known = csr_array(np.array(equations, dtype=float).reshape(len(equations), len(counts)))
    reached = targets @ counts
    return is_protected(
        Printed(
            equations=known,
            counts=counts,
            targets=csr_array(targets),
            needed=np.broadcast_to(np.array(needed, float), len(targets)),
            turns=np.arange(len(targets)) % 2,
            span=np.stack([reached, reached]),
        )
    )


def test_a_sum_of_six_hides_two_counts():
    """Each may be anything from 0 to 6."""
    assert ask([[1, 1]], [2, 4], 5)


def test_a_sum_of_four_hides_nothing_well_enough():
    """Each is at most 4."""
    assert not ask([[1, 1]], [2, 2], 5)


def test_two_equations_settle_two_counts():
    """A sum and a difference give both away."""
    assert not ask([[1, 1], [1, 2]], [20, 20], 5)


def test_being_at_least_zero_narrows():
    """The sums leave one direction, and zeros block it: (0, 9, 0) cannot move at all."""
    assert not ask([[1, 1, 1], [0, 1, 2]], [9, 1, 0], [0, 0, 1])


def test_nothing_is_needed_of_counts_in_print():
    """A count that is published itself needs no protection."""
    assert ask([[1, 0], [0, 1]], [2, 30], [0, 0])


def test_sums_of_counts_are_protected_too():
    """Two hidden counts may be free while their sum is not."""
    assert not ask([[1, 1]], [20, 20], 5, targets=[[1, 1]])


@pytest.mark.parametrize("counts", [[], [0, 0]])
def test_nothing_hidden_is_protected(counts):
    """Without hidden counts, or without a need, there is nothing to narrow."""
    assert ask([], counts, 0)


def test_counts_nothing_is_known_of_are_free():
    """No equation, no limit."""
    assert ask([], [0, 3], 5)


def test_what_is_known_to_be_reached_needs_no_programme(monkeypatch):
    """A span as wide as needed is taken at its word."""
    monkeypatch.setattr("survey.scoring.release.audit.linprog", None)
    counts = np.array([2.0, 4.0])
    wide = np.array([[0.0, 0.0], [6.0, 6.0]])
    known = csr_array(np.ones((1, 2)))
    needed, turns = np.full(2, 5.0), np.arange(2)
    assert is_protected(Printed(known, counts, csr_array(np.eye(2)), needed, turns, wide))


def test_every_narrow_target_is_asked_by_itself():
    """Pushed together two targets of one sum do not move; alone they do."""
    known = [[1, 1, 1, 1]]
    turns_together = Printed(
        csr_array(np.array(known, float)),
        np.array([3.0, 3, 3, 3]),
        csr_array(np.eye(4)),
        np.full(4, 12.0),
        np.zeros(4, dtype=np.int64),
        np.full((2, 4), 3.0),
    )
    assert is_protected(turns_together)
