"""A respondent's domain score: enough answers, the right denominator, gaps met as declared."""

import numpy as np
import pytest

from survey.scoring.answers.domains import score_domain

GAP = np.nan
BELIEVERS = [[40.0, 50.0, 60.0]] * 3


def score(scores, rule="two_way", weights=(1, 1, 1), applicable=None):
    scores = np.array(scores, dtype=float)
    asked = np.ones(scores.shape, bool) if applicable is None else np.array(applicable, bool)
    group = np.zeros(len(scores), dtype=np.int64)
    return score_domain(scores, asked, np.array(weights, float), group, 1, rule)


def test_a_score_is_the_weighted_mean():
    """Σ v y / Σ v."""
    assert score([[0, 50, 100]], weights=(1, 1, 2)).tolist() == [62.5]


def test_items_of_weight_0_take_no_part():
    """An item of weight 0 is neither scored nor counted as unanswered."""
    assert score([[80, GAP, GAP]], weights=(1, 0, 0)).tolist() == [80]


def test_half_of_the_weight_answered_is_enough():
    """r = 0.5 is scored."""
    assert score([[80, GAP, GAP]], rule="prorate", weights=(2, 1, 1)).tolist() == [80]


def test_less_than_half_answered_is_missing():
    """r < 0.5 is missing and not imputed."""
    assert np.isnan(score([[80, GAP, GAP], *BELIEVERS])[0])


def test_nothing_answered_is_missing_and_not_0():
    """All missing is missing, never 0."""
    assert np.isnan(score([[GAP, GAP, GAP]])[0])


def test_a_structural_item_leaves_the_denominator():
    """What does not apply is not counted against the respondent."""
    assert score([[80, 60, GAP]], applicable=[[1, 1, 0]]).tolist() == [70]


def test_nothing_applicable_is_no_score():
    """A domain that does not apply has no score."""
    assert np.isnan(score([[GAP, GAP, GAP]], applicable=[[0, 0, 0]])[0])


def test_two_way_never_fills_structural_cells():
    """A gap is filled, an item that does not apply is not."""
    scores = [[60, GAP, GAP], [60, 70, GAP], *BELIEVERS]
    applicable = [[1, 1, 0], [1, 1, 1], *[[1, 1, 1]] * 3]
    assert score(scores, applicable=applicable)[0] == pytest.approx(65)


def test_two_way_fills_by_person_and_item():
    """Someone 20 above the others is put 20 above them everywhere."""
    assert score([[60, 70, GAP], *BELIEVERS])[0] == pytest.approx(70)


def test_prorating_takes_the_mean_of_what_is_there():
    """The alternative rule ignores which item is missing."""
    assert score([[60, 70, GAP], *BELIEVERS], rule="prorate")[0] == 65


def test_item_first_fills_with_the_mean_of_the_item():
    """The alternative rule ignores who is missing."""
    assert score([[60, 70, GAP], *BELIEVERS], rule="item_first")[0] == pytest.approx(190 / 3)


def test_complete_cases_drop_whoever_left_a_gap():
    """The alternative rule scores complete answers only; structural gaps are complete."""
    scores = [[60, 70, GAP], [60, 70, GAP]]
    result = score(scores, rule="complete", applicable=[[1, 1, 1], [1, 1, 0]])
    assert result.tolist() == pytest.approx([np.nan, 65], nan_ok=True)


def test_an_item_nobody_answered_drops_out():
    """With no answer to an item anywhere, the others make the score."""
    assert score([[60, 70, GAP], [40, 50, GAP]]).tolist() == [65, 45]


def test_a_domain_may_have_many_items():
    """With 45 items, more than one whole number can hold the states of, gaps are found as ever."""
    scores = np.tile(np.linspace(0, 88, 45), (3, 1))
    scores[0, 40:], scores[1, :5] = GAP, GAP
    expected = np.nanmean(scores, axis=1)
    assert score(scores, rule="prorate", weights=(1,) * 45).tolist() == pytest.approx(expected)
