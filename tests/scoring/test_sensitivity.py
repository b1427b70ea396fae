"""Ranks and labels are drawn again under other methods, by Saisana, Saltelli & Tarantola."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.questionnaire.model import Thresholds
from survey.scoring.sensitivity import (
    COLUMNS,
    Choices,
    Nominal,
    draw_choices,
    rank_areas,
    vary_means,
    vary_method,
)

LIMITS = Thresholds(strength=60, weakness=40)
NONE, Z_SCORE, MIN_MAX, PERCENTILE_RANK = range(4)


def nominal(*means, weights=None, half=2.0, n=50.0, is_harm=False):
    """Areas A, B, … with these means of domains d0, d1, …, and intervals of ± `half`."""
    mean = np.array(means, dtype=float)
    return Nominal(
        areas=tuple("ABCDEFGH"[: len(mean)]),
        domains=tuple(f"d{place}" for place in range(mean.shape[1])),
        mean=mean,
        lower=mean - half,
        upper=mean + half,
        n=np.full_like(mean, n),
        weights=np.ones(mean.shape[1]) if weights is None else np.array(weights, dtype=float),
        index="overall",
        is_harm=is_harm,
    )


def vary(drawn, rules=None, items=None, seed=1, draws=200):
    return vary_method(drawn, rules or {}, items or {}, LIMITS, seed, draws)


def ranks(frame):
    return frame[frame.kind == "rank"].set_index("area")


def labels(frame, index="d0"):
    return frame[(frame.kind == "label") & (frame["index"] == index)].set_index("area")


def rank(means, *, geometric=0, normalised=NONE, weights=None, is_harm=False):
    """The ranks of areas (areas x domains given) in one draw."""
    means = np.array(means, dtype=float)
    choices = Choices(
        geometric=np.array([geometric]),
        weights=np.array([weights or [1.0] * means.shape[1]]),
        rule=np.array([0]),
        dropped=np.array([0]),
        normalised=np.array([normalised]),
        shifts=np.zeros((1, 2)),
    )
    return rank_areas(means[None], choices, is_harm)[0].tolist()


def test_the_highest_strength_is_first():
    """Rank 1 is the most favourable; ties share the better rank."""
    assert rank([[50, 60], [80, 80], [60, 50]]) == [2, 1, 2]


def test_the_lowest_harm_is_first():
    assert rank([[50], [80], [60]], is_harm=True) == [1, 3, 2]


def test_a_geometric_mean_asks_for_balance():
    """Of 10 and 90 the arithmetic mean is 50, the geometric 30."""
    assert rank([[10, 90], [45, 45]]) == [1, 2]
    assert rank([[10, 90], [45, 45]], geometric=1) == [2, 1]


def test_a_geometric_mean_takes_0_for_1():
    """0 and 100 is √100, not nothing: more than 9 and 9."""
    assert rank([[0, 100], [9, 9]], geometric=1) == [1, 2]


def test_weights_count():
    assert rank([[10, 90], [50, 40]], weights=[3.0, 1.0]) == [2, 1]


@pytest.mark.parametrize(
    ("method", "expected"),
    [(NONE, [3, 1, 2]), (Z_SCORE, [2, 1, 3]), (MIN_MAX, [1, 1, 3]), (PERCENTILE_RANK, [1, 1, 1])],
)
def test_normalising_gives_every_domain_its_own_range(method, expected):
    """The first domain ranges over 30, the second over 3: untouched, the first alone decides."""
    assert rank([[50, 53], [80, 50], [60, 50.3]], normalised=method) == expected


@pytest.mark.parametrize("method", [Z_SCORE, MIN_MAX, PERCENTILE_RANK])
def test_a_domain_without_range_says_nothing(method):
    """All 40: the other domain decides."""
    assert rank([[40, 1], [40, 3], [40, 2]], normalised=method) == [3, 1, 2]


def test_the_first_of_a_clear_order_stays_first():
    """Whatever is drawn, 90 is before 50 before 10."""
    found = ranks(vary(nominal([90, 90], [50, 50], [10, 10])))
    assert found.nominal.tolist() == found["median"].tolist() == [1, 2, 3]
    assert found.p05.tolist() == found.p95.tolist() == [1, 2, 3]
    assert found["shift"].tolist() == [0, 0, 0]


def test_two_unlike_areas_trade_ranks():
    """10 and 90 against 49 and 49: geometric draws turn them round, and weights some others."""
    found = ranks(vary(nominal([10, 90], [49, 49])))
    assert found.nominal.tolist() == [1, 2]
    assert (found.p05.tolist(), found.p95.tolist()) == ([1, 1], [2, 2])
    assert found["shift"].between(0.5, 0.9).all()


def test_a_missing_rule_that_matters_moves_ranks():
    """Under the other rule B is first: in about half of the draws."""
    drawn = nominal([60], [50])
    found = ranks(vary(drawn, rules={"prorate": np.array([[60.0], [70.0]])}))
    assert found["shift"].between(0.4, 0.6).all()


def test_a_dropped_item_adds_to_the_rule():
    """Rule + 5 and item + 10: 15 together, cut at 100; a gap changes nothing."""
    drawn = nominal([50, 90])
    rules = {"prorate": np.array([[55.0, 95.0]])}
    items = {"q1": np.array([[60.0, 100.0]]), "q2": np.array([[np.nan, 90.0]])}
    choices = draw_choices(drawn, 1, 2, seed=1, draws=60)
    means = vary_means(drawn, rules, items, choices)
    both = means[(choices.rule == 1) & (choices.dropped == 1)][0]
    gap = means[(choices.rule == 0) & (choices.dropped == 2)][0]
    assert both.tolist() == [[65.0, 100.0]]
    assert gap.tolist() == [[50.0, 90.0]]


def test_normalising_takes_five_areas():
    """z-scores of four areas say little."""
    four = draw_choices(nominal(*[[40.0 + place] for place in range(4)]), 0, 0, seed=1)
    five = draw_choices(nominal(*[[40.0 + place] for place in range(5)]), 0, 0, seed=1)
    assert set(four.normalised.tolist()) == {0}
    assert set(five.normalised.tolist()) == {0, 1, 2, 3}


def test_draws_stay_in_their_ranges():
    """Weights ± 25 %, thresholds ± 5."""
    choices = draw_choices(nominal([50, 50], weights=[2, 4]), 0, 0, seed=1)
    assert choices.weights.min(axis=0).tolist() == pytest.approx([1.5, 3], rel=0.01)
    assert choices.weights.max(axis=0).tolist() == pytest.approx([2.5, 5], rel=0.01)
    assert choices.shifts.min() == pytest.approx(-5, abs=0.1)
    assert choices.shifts.max() == pytest.approx(5, abs=0.1)


@pytest.mark.parametrize(
    ("mean", "label", "low", "high"),
    [(80, "strength", 1, 1), (20, "weakness", 1, 1), (62, "strength", 0.4, 0.6)],
)
def test_a_label_far_from_its_threshold_holds(mean, label, low, high):
    """80 ± 2 is above 65 too; 62 ± 2 touches 60 and loses its label in half of the draws."""
    found = labels(vary(nominal([mean]))).loc["A"]
    assert found.label == label
    assert low <= found.share <= high


def test_one_area_has_labels_and_no_rank():
    """K < 2: there is nothing to rank."""
    assert vary(nominal([80, 20])).kind.tolist() == ["label", "label"]


def test_what_is_withheld_takes_no_part():
    """B misses a domain: no rank, no label there; A and C are two."""
    found = vary(nominal([90, 90], [50, np.nan], [10, 10]))
    assert ranks(found).nominal.to_dict() == {"A": 1, "C": 2}
    assert labels(found, "d1").index.tolist() == ["A", "C"]


def test_domains_without_weight_are_labelled_only():
    """B misses a domain that is not in the composite."""
    found = vary(nominal([90, 90], [50, np.nan], weights=[1, 0]))
    assert ranks(found).nominal.to_dict() == {"A": 1, "B": 2}


def test_without_a_composite_nobody_is_ranked():
    assert ranks(vary(nominal([90], [50], weights=[0]))).empty


def test_nothing_released_is_an_empty_table():
    frame = vary(nominal([np.nan], [np.nan]))
    assert (list(frame.columns), len(frame)) == (list(COLUMNS), 0)


def test_a_seed_gives_the_same_bytes():
    drawn = nominal([10, 90], [49, 49], [60, 30])
    assert vary(drawn, seed=7).equals(vary(drawn, seed=7))
    assert not vary(drawn, seed=7).equals(vary(drawn, seed=8))


@given(st.lists(st.lists(st.floats(0, 100), min_size=3, max_size=3), min_size=2, max_size=8))
@settings(max_examples=30, deadline=None)
def test_ranks_stay_between_first_and_last(means):
    """The 5th percentile is at most the median, and all are ranks of K."""
    found = ranks(vary(nominal(*means), draws=40))
    assert ((found.p05 >= 1) & (found.p05 <= found["median"])).all()
    assert ((found["median"] <= found.p95) & (found.p95 <= len(means))).all()


@given(st.permutations(range(4)))
@settings(max_examples=10, deadline=None)
def test_the_order_of_areas_does_not_matter(order):
    """Each area keeps its numbers."""
    means = np.array([[10.0, 90], [49, 49], [60, 30], [20, 95]])
    plain, mixed = ranks(vary(nominal(*means))), ranks(vary(nominal(*means[order])))
    assert sorted(plain["shift"].round(9)) == sorted(mixed["shift"].round(9))
