"""Cronbach's alpha, and when it counts."""

import numpy as np
import pytest

from survey.scoring.answers.alpha import add_scale, cronbach_alpha, is_one_scale
from survey.scoring.answers.patterns import ANSWERED, GAP

PARALLEL = np.column_stack([np.arange(30.0), np.arange(30.0)])
UNRELATED = np.column_stack([np.tile([0.0, 1], 15), np.repeat([0.0, 1], 15)])


def scale(scores):
    """Sum up persons x items, NaN being a gap."""
    states = np.where(np.isnan(scores), GAP, ANSWERED).astype(np.uint8)
    return add_scale(np.nan_to_num(scores).T, states.T)


def test_identical_items_have_alpha_1():
    """Items that always agree measure one thing."""
    assert cronbach_alpha(scale(PARALLEL)) == pytest.approx(1)


def test_alpha_by_hand():
    """Σ s²_j = 2 · 2/3, s² of the sum = 2: α = 2 (1 - (4/3)/2) = 2/3, over 30 persons."""
    scores = np.tile([[0.0, 0], [0, 0], [1, 1], [1, 1], [0, 1], [1, 0]], (5, 1))
    variance = scores.var(axis=0, ddof=1).sum() / scores.sum(axis=1).var(ddof=1)
    assert cronbach_alpha(scale(scores)) == pytest.approx(2 * (1 - variance)) == pytest.approx(0.5)


def test_unrelated_items_are_not_one_scale():
    """α below .6 splits a reflective domain."""
    assert not is_one_scale(scale(UNRELATED))


@pytest.mark.parametrize("scores", [PARALLEL[:29], PARALLEL[:, :1], np.zeros((30, 2))])
def test_alpha_needs_30_persons_2_items_and_variation(scores):
    """Where α cannot be had it is None, and splits nothing."""
    assert cronbach_alpha(scale(scores)) is None
    assert is_one_scale(scale(scores))


def test_only_complete_answers_count():
    """A person with a gap is left out."""
    gappy = PARALLEL.copy()
    gappy[0, 0] = np.nan
    assert cronbach_alpha(scale(gappy)) is None
