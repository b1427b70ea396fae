"""Gaps are filled with person + item, fitted by alternating means."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.scoring.answers.patterns import Patterns, find_patterns
from survey.scoring.answers.runs import Runs
from survey.scoring.answers.two_way import Fills, cross, fit_effects, fit_groups

GAP = np.nan


def sort(scores):
    """Turn persons x items, NaN being a gap, into what the fit takes."""
    scores = np.array(scores, dtype=float)
    number, found = find_patterns(np.isnan(scores).T.astype(np.uint8))
    return np.nan_to_num(scores).T, Patterns(number, found == 0, found == 1)


def fill(scores):
    """Fill one group's gaps."""
    known, patterns = sort(scores)
    group = np.zeros(known.shape[1], dtype=np.int64)
    fills = Fills(known, patterns, fit_groups(cross(known, patterns, Runs(group, 1))), group)
    everyone = np.arange(known.shape[1])
    proposed = np.stack([fills.fill(everyone, item) for item in range(len(known))], axis=1)
    return np.where(np.isfinite(scores), scores, proposed)


def fit(scores):
    """Fit one group."""
    known, patterns = sort(scores)
    return fit_effects(cross(known, patterns, Runs(np.zeros(known.shape[1], dtype=np.int64), 1)))


def alternate(scores):
    """The definition, written out: items, then persons, until nothing changes by 1e-8."""
    person = np.zeros(len(scores))
    item = np.full(scores.shape[1], np.inf)
    for _ in range(1000):
        before_item, before_person = item, person
        item = np.nanmean(scores - person[:, None], axis=0)
        person = np.nanmean(scores - item, axis=1)
        change = max(abs(item - before_item).max(), abs(person - before_person).max())
        if change < 1e-8:
            break
    return person[:, None] + item


def test_a_gap_is_the_person_plus_the_item():
    """Someone 20 above the others on one item is put 20 above them on the other."""
    assert fill([[40, 50], [40, 50], [60, GAP]])[2, 1] == pytest.approx(70)


def test_a_complete_table_stays_as_it_is():
    """Answers are never changed."""
    assert fill([[10, 20], [30, 90]]).tolist() == [[10, 20], [30, 90]]


@pytest.mark.parametrize(
    ("scores", "expected"),
    [([[0, 50], [0, 60], [90, GAP]], 100), ([[90, 30], [80, 20], [0, GAP]], 0)],
)
def test_fills_stay_on_the_scale(scores, expected):
    """A fill above 100 is 100, below 0 is 0."""
    assert fill(scores)[2, 1] == expected


def test_unlinked_cells_get_the_mean_of_the_item():
    """Where no chain of answers links person and item, only the item speaks."""
    assert fill([[10, GAP], [30, GAP], [GAP, 70], [GAP, 90]])[0, 1] == 80


def test_linked_cells_of_a_split_table_are_fitted():
    """One unlinked item does not spoil the fit of the others."""
    filled = fill([[40, 50, GAP], [60, GAP, GAP], [GAP, GAP, 90]])
    assert filled[1, 1] == pytest.approx(70)


def test_an_item_nobody_answered_stays_open():
    """Nothing is invented for an item without answers."""
    assert np.isnan(fill([[10, GAP], [30, GAP]])[:, 1]).all()


@given(st.integers(0, 10**6))
@settings(deadline=None)
def test_the_fit_is_the_one_defined(seed):
    """The recursion over items gives what alternating means over persons and items give."""
    random = np.random.default_rng(seed)
    scores = random.choice([0.0, 25, 50, 75, 100], size=(12, 4))
    scores[random.random(scores.shape) < 0.3] = np.nan
    scores[:, 0] = 50
    effects = fit(scores)
    if (effects.parts == 0).all():
        expected = np.where(np.isfinite(scores), scores, np.clip(alternate(scores), 0, 100))
        assert fill(scores) == pytest.approx(expected, abs=1e-6)


def test_the_fit_stops_at_a_thousand_rounds(monkeypatch):
    """A fit that has not settled is used as it is: here by hand after two rounds."""
    monkeypatch.setattr("survey.scoring.answers.two_way.MOST_ROUNDS", 2)
    scores = np.array([[0.0, GAP], [50, 100], [GAP, 40]])
    effects = fit(scores)
    assert effects.items[0].tolist() == [23.75, 71.25]


def make_groups(size):
    """A large group where the second item scores 10 more, and one of `size` where it is equal."""
    small = np.full((size, 2), 50.0)
    large = np.column_stack([np.full(100, 50.0), np.full(100, 60.0)])
    scores = np.vstack([small, large])
    group = np.repeat([0, 1], [size, 100])
    return fit_groups(cross(*sort(scores), Runs(group, 2)))


def test_a_group_with_thirty_answers_to_each_item_has_its_own_fit():
    """A neighbourhood large enough speaks for itself."""
    assert np.diff(make_groups(30).items[0]) == pytest.approx(0)


def test_a_group_with_fewer_answers_is_fitted_with_all_others():
    """The pooled fit is over everybody: 100 differences of 10 and 29 of 0."""
    assert np.diff(make_groups(29).items[0]) == pytest.approx(1000 / 129)
