"""An area's rank comes with the places it may really have."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm, t

from survey.scoring.ranking.ranks import competition_ranks, joint_quantile, rank_areas

NONE = float("nan")


def rank(mean, se, df=np.inf, released=True, polarity="strength", level=0.90):
    size = len(mean)
    return rank_areas(
        np.array(mean, float),
        np.broadcast_to(np.array(se, float), size),
        np.broadcast_to(np.array(df, float), size),
        np.broadcast_to(np.array(released), size),
        polarity,
        level,
    )


def test_neighbours_overlap_and_the_ends_do_not():
    """80, 60 and 40 with SE 5: γ = 1 - .9^(1/3), ± 10.57, so only first and third are apart."""
    ranks = rank([60, 80, 40], 5)
    assert ranks.rank.tolist() == [2, 1, 3]
    assert ranks.best.tolist() == [1, 1, 2]
    assert ranks.worst.tolist() == [3, 2, 3]
    assert ranks.among == 3


def test_of_harms_the_lowest_is_the_most_favourable():
    """The same three as harms."""
    ranks = rank([60, 80, 40], 5, polarity="harm")
    assert ranks.rank.tolist() == [2, 3, 1]
    assert ranks.best.tolist() == [1, 2, 1]
    assert ranks.worst.tolist() == [3, 3, 2]


def test_areas_far_apart_have_one_place_each():
    """With tiny errors best, rank and worst are one."""
    ranks = rank([10, 90, 50, 70], 0.01)
    assert ranks.best.tolist() == ranks.rank.tolist() == ranks.worst.tolist() == [4, 1, 3, 2]


def test_equal_areas_share_a_rank():
    """1, 1, 3: the third is behind two."""
    assert rank([70, 70, 30], 5).rank.tolist() == [1, 1, 3]


def test_rounding_does_not_decide_a_rank():
    """0.1 + 0.2 and 0.3 are one value, whatever the order of adding."""
    assert competition_ranks(np.array([0.3, 0.1 + 0.2, 0.2])).tolist() == [1, 1, 3]


def test_areas_that_rounding_divides_keep_their_rank_within_limits():
    """Even with an absurdly small SE best is never behind the rank, nor worst before it."""
    ranks = rank([0.1 + 0.2, 0.3, 1e6], 1e-30)
    assert (ranks.best <= ranks.rank).all()
    assert (ranks.worst >= ranks.rank).all()


def test_what_has_no_mean_has_no_rank():
    """Ranks are among those that are there."""
    assert competition_ranks(np.array([NONE, 5, 7])).tolist() == pytest.approx(
        [NONE, 2, 1], nan_ok=True
    )


@pytest.mark.parametrize("values", [[], [0.0, 0.0], [NONE]])
def test_ranks_of_nothing(values):
    """Nobody, nothing but zeros, and nothing known."""
    expected = [1.0 if value == 0 else value for value in values]
    assert competition_ranks(np.array(values)).tolist() == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize(
    ("se", "released"),
    [
        ([5, 5, 5, 5], [True, False, True, True]),
        ([5, NONE, 5, 5], True),
        ([5, 0, 5, 5], True),
    ],
)
def test_areas_without_release_or_variance_are_left_out_before_ranking(se, released):
    """The others are ranked as if it were not there, with K = 3."""
    ranks, others = rank([60, 99, 80, 40], se, released=released), rank([60, 80, 40], 5)
    assert np.isnan([ranks.rank[1], ranks.best[1], ranks.worst[1]]).all()
    assert ranks.rank[[0, 2, 3]].tolist() == others.rank.tolist()
    assert ranks.best[[0, 2, 3]].tolist() == others.best.tolist()
    assert ranks.worst[[0, 2, 3]].tolist() == others.worst.tolist()
    assert ranks.among == 3


@pytest.mark.parametrize(
    ("mean", "released"), [([], True), ([50], True), ([50, 60], [True, False])]
)
def test_fewer_than_two_areas_have_no_rank(mean, released):
    """First of one says nothing."""
    ranks = rank(mean, 5, released=released)
    assert np.isnan(ranks.rank).all()
    assert len(ranks.best) == len(ranks.worst) == len(mean)
    assert ranks.among == 0


def test_intervals_that_touch_are_apart():
    """L of one exactly at U of the other settles their order."""
    reach = float(joint_quantile(np.full(2, np.inf), 0.90)[0])
    ranks = rank([0, 2 * reach], 1)
    assert (ranks.best.tolist(), ranks.worst.tolist()) == ([2, 1], [2, 1])


def test_the_joint_quantile_is_students():
    """Of two areas with 5 degrees of freedom each keeps √.9 = .9487 of 1."""
    expected = t.ppf(1 - (1 - 0.9**0.5) / 2, 5)
    assert joint_quantile(np.array([5.0, 5.0]), 0.90) == pytest.approx(expected)


def test_a_single_interval_of_90_percent_is_the_usual_one():
    """With K = 1 and many degrees of freedom: 1.645."""
    assert joint_quantile(np.array([np.inf]), 0.90) == pytest.approx(norm.ppf(0.95))


def test_the_joint_quantile_of_51_areas_is_the_published_one():
    """Klein, Wright & Wieczorek use 3.081 for 50 states and the capital at 90 %."""
    assert joint_quantile(np.full(51, np.inf), 0.90) == pytest.approx(np.full(51, 3.081), abs=5e-4)


@pytest.mark.parametrize("df", [0, NONE])
def test_an_area_without_degrees_of_freedom_may_be_anywhere(df):
    """Nothing is known of its error, so it is between 1st and last, and no one surely beside it."""
    ranks = rank([10, 90, 50], 0.01, df=[df, 20, 20])
    assert (ranks.best[0], ranks.worst[0]) == (1, 3)
    assert (ranks.best[1], ranks.worst[1]) == (1, 2)


AREAS = st.lists(
    st.tuples(st.integers(0, 20), st.sampled_from([0.5, 1, 3, 9]), st.sampled_from([1, 4, 30])),
    min_size=2,
    max_size=12,
)


@given(AREAS, st.sampled_from(["strength", "harm"]))
@settings(deadline=None)
def test_ranks_are_what_the_definition_says(areas, polarity):
    """Counted pair by pair."""
    mean, se, df = (np.array(column, float) for column in zip(*areas, strict=True))
    ranks = rank(mean, se, df, polarity=polarity)
    size = len(areas)
    gamma = 1 - 0.90 ** (1 / size)
    half = t.ppf(1 - gamma / 2, df) * se
    sign = -1 if polarity == "harm" else 1
    low, high = sign * mean - half, sign * mean + half
    for a in range(size):
        others = [b for b in range(size) if b != a]
        assert ranks.rank[a] == 1 + sum(sign * mean[b] > sign * mean[a] for b in others)
        assert ranks.best[a] == 1 + sum(low[b] >= high[a] for b in others)
        assert ranks.worst[a] == size - sum(high[b] <= low[a] for b in others)


@given(AREAS, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_areas_changes_nothing(areas, random):
    """Every area keeps its ranks wherever it stands."""
    order = list(range(len(areas)))
    random.shuffle(order)
    mean, se, df = (np.array(column, float) for column in zip(*areas, strict=True))
    ranks, shuffled = rank(mean, se, df), rank(mean[order], se[order], df[order])
    assert shuffled.rank.tolist() == ranks.rank[order].tolist()
    assert shuffled.best.tolist() == ranks.best[order].tolist()
    assert shuffled.worst.tolist() == ranks.worst[order].tolist()


@given(AREAS)
@settings(deadline=None)
def test_a_rank_lies_between_its_limits(areas):
    """best ≤ rank ≤ worst, from 1 to K."""
    ranks = rank(*zip(*areas, strict=True))
    assert (ranks.best >= 1).all()
    assert (ranks.best <= ranks.rank).all()
    assert (ranks.rank <= ranks.worst).all()
    assert (ranks.worst <= len(areas)).all()


def test_all_true_ranks_are_inside_at_least_9_times_in_10():
    """Six areas 4 points apart, SE 2, t with 8 degrees of freedom, 400 samples."""
    chance = np.random.default_rng(7)
    truth = np.arange(6) * 4.0
    true_rank = 6.0 - np.arange(6)
    hits = 0
    for _ in range(400):
        mean = truth + 2 * chance.standard_normal(6)
        se = 2 * np.sqrt(chance.chisquare(8, 6) / 8)
        ranks = rank(mean, se, 8)
        hits += bool(((ranks.best <= true_rank) & (true_rank <= ranks.worst)).all())
    assert hits >= 360
