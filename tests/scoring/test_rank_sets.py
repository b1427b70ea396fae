"""Sets of ranks from differences: true together, and no wider than they must be."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.scoring.ranking.rank_sets import find_rank_sets
from survey.scoring.ranking.ranks import rank_areas

NONE = float("nan")


def sets(mean, se, released=True, polarity="strength", draws=500, seed=1, df=None, **options):
    size = len(mean)
    return find_rank_sets(
        np.array(mean, float),
        np.broadcast_to(np.array(se, float), size),
        np.broadcast_to(np.array(released), size),
        polarity,
        draws=draws,
        seed=seed,
        df=None if df is None else np.broadcast_to(np.array(df, float), size),
        **options,
    )


def test_areas_far_apart_have_one_place_each():
    """With tiny errors there is no doubt."""
    ranks = sets([10, 90, 50, 70], 0.01)
    assert ranks.best.tolist() == ranks.rank.tolist() == ranks.worst.tolist() == [4, 1, 3, 2]
    assert ranks.among == 4


def test_areas_that_cannot_be_told_apart_may_be_anywhere():
    """50, 51 and 52 with SE 30."""
    ranks = sets([50, 51, 52], 30)
    assert (ranks.best.tolist(), ranks.worst.tolist()) == ([1, 1, 1], [3, 3, 3])
    assert ranks.rank.tolist() == [3, 2, 1]


def test_of_harms_the_lowest_is_the_most_favourable():
    """The order is turned round."""
    assert sets([10, 90, 50], 0.01, polarity="harm").best.tolist() == [1, 3, 2]


def test_two_areas_are_apart_beyond_the_two_sided_normal_limit():
    """With two areas the limit is 1.645 SE of the difference: √2 · 1.645 = 2.33 points."""
    assert sets([0, 2.2], 1, draws=20000).worst.tolist() == [2, 2]
    assert sets([0, 2.5], 1, draws=20000).worst.tolist() == [2, 1]


def test_areas_without_release_or_variance_are_left_out():
    """Not released, no SE and SE 0 have no rank; the others are as if those were not there."""
    ranks = sets([60, 99, 80, 98, 97], [5, 5, 5, NONE, 0], [True, False, True, True, True])
    assert np.isnan(ranks.rank[[1, 3, 4]]).all()
    assert ranks.rank[[0, 2]].tolist() == [2, 1]
    assert ranks.among == 2


@pytest.mark.parametrize("mean", [[], [50]])
def test_fewer_than_two_areas_have_no_rank(mean):
    """First of one says nothing."""
    ranks = sets(mean, 5)
    assert np.isnan(ranks.rank).all()
    assert (len(ranks.best), ranks.among) == (len(mean), 0)


def test_the_same_seed_gives_the_same_sets():
    """And another one may not."""
    mean, se = np.arange(12) * 1.7, np.full(12, 2.0)
    first, again = sets(mean, se, draws=60), sets(mean, se, draws=60)
    assert first.best.tolist() == again.best.tolist()
    others = [sets(mean, se, draws=60, seed=seed).best.tolist() for seed in range(2, 12)]
    assert first.best.tolist() != others[0] or len({tuple(best) for best in others}) > 1


def by_loops(mean, se, df, draws, seed, level, step_down):
    """The definition, pair by pair and draw by draw; areas in the order of their means."""
    size = len(mean)
    chance = np.random.default_rng(seed)
    noise = chance.standard_normal((size, draws)) * se[:, None]
    drawn_se = se[:, None] * np.sqrt(chance.chisquare(df[:, None], (size, draws)) / df[:, None])
    pairs = [(j, k) for j in range(size) for k in range(size) if j != k]
    spread = {(j, k): math.sqrt(se[j] ** 2 + se[k] ** 2) for j, k in pairs}
    found = set()
    while True:
        still = [pair for pair in pairs if pair not in found]
        largest = sorted(
            max(
                (noise[j, r] - noise[k, r]) / math.hypot(drawn_se[j, r], drawn_se[k, r])
                for j, k in still
            )
            for r in range(draws)
        )
        critical = largest[math.ceil(level * (draws - 1))]
        more = {(j, k) for j, k in still if (mean[j] - mean[k]) / spread[j, k] > critical}
        found |= more
        if not more or not step_down:
            break
    best = [1 + sum((k, j) in found for k in range(size)) for j in range(size)]
    worst = [size - sum((j, k) in found for k in range(size)) for j in range(size)]
    return best, worst


@pytest.mark.parametrize("step_down", [True, False])
@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_it_is_what_plain_loops_say(seed, step_down):
    """Six areas, 80 draws, the definition without any shortcut."""
    chance = np.random.default_rng(seed)
    mean, se = np.sort(chance.normal(50, 10, 6)), chance.uniform(1, 5, 6)
    df = chance.integers(3, 30, 6).astype(float)
    ranks = sets(mean, se, df=df, draws=80, seed=seed, step_down=step_down)
    best, worst = by_loops(mean, se, df, 80, seed, 0.90, step_down)
    assert (ranks.best.tolist(), ranks.worst.tolist()) == (best, worst)


def test_stepping_down_finds_more():
    """Once the far areas are settled, the two near ones are compared with fewer pairs."""
    mean, se = [0, 6.9, 100, 200, 300, 400], 2
    once, stepwise = sets(mean, se, step_down=False, draws=5000), sets(mean, se, draws=5000)
    assert (once.worst[1], stepwise.worst[1]) == (6, 5)


def test_the_mirror_of_what_was_found_stays_open():
    """Were it closed, the near two would be compared with no one, and 5.5 points be enough."""
    assert sets([0, 5.5, 100, 200, 300, 400], 2, draws=5000).worst[1] == 6


AREAS = st.lists(
    st.tuples(st.integers(0, 30), st.sampled_from([0.5, 1, 3, 9])), min_size=2, max_size=9
)


@given(AREAS)
@settings(deadline=None, max_examples=50)
def test_stepwise_sets_are_inside_those_of_one_step_and_contain_the_rank(areas):
    """Stepping down only ever narrows, and never loses the estimate."""
    mean, se = zip(*areas, strict=True)
    once, stepwise = sets(mean, se, step_down=False), sets(mean, se)
    assert (once.best <= stepwise.best).all()
    assert (stepwise.best <= stepwise.rank).all()
    assert (stepwise.rank <= stepwise.worst).all()
    assert (stepwise.worst <= once.worst).all()


@given(AREAS, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=50)
def test_the_order_of_areas_changes_nothing(areas, random):
    """Chance is dealt out by mean and SE, not by place in the list."""
    order = list(range(len(areas)))
    random.shuffle(order)
    mean, se = (np.array(column, float) for column in zip(*areas, strict=True))
    ranks, shuffled = sets(mean, se), sets(mean[order], se[order])
    assert shuffled.best.tolist() == ranks.best[order].tolist()
    assert shuffled.worst.tolist() == ranks.worst[order].tolist()


def cover(truth, se, samples, draws, seed, df=np.inf):
    """The share of samples in which every true rank is in its set, ties at either end."""
    chance = np.random.default_rng(seed)
    truth = np.array(truth, float)
    first = 1 + (truth > truth[:, None]).sum(axis=1)
    last = len(truth) - (truth < truth[:, None]).sum(axis=1)
    hits = 0
    for sample in range(samples):
        mean = truth + se * chance.standard_normal(len(truth))
        many = min(df, 1e9)
        estimated = se * np.sqrt(chance.chisquare(many, len(truth)) / many)
        ranks = sets(mean, estimated, draws=draws, seed=sample, df=df)
        hits += bool(((ranks.best <= first) & (last <= ranks.worst)).all())
    return hits / samples


def test_equal_areas_are_told_apart_in_1_of_10_samples():
    """Where nothing differs the level is exact: .90 ± 3 √(.9 · .1 / 400) = ± .045."""
    assert cover([50] * 5, 3, 400, 500, 11) == pytest.approx(0.90, abs=0.045)


def test_many_degrees_of_freedom_are_as_good_as_known_errors():
    """The draws of the SE hardly differ from 1."""
    mean, se = np.arange(12) * 3.0, 2
    assert sets(mean, se, df=1e9).best.tolist() == sets(mean, se).best.tolist()


def test_few_degrees_of_freedom_do_not_spoil_the_level():
    """Twelve equal areas with df 9: .90 ± .045 again, where sets for known errors fall short."""
    assert cover([50] * 12, 3, 400, 500, 13, df=9) == pytest.approx(0.90, abs=0.045)


@pytest.mark.parametrize("df", [0, NONE])
def test_an_area_without_degrees_of_freedom_may_be_anywhere(df):
    """It cannot be told from any other, and the others are not held up by it."""
    ranks = sets([10, 90, 50], 0.01, df=[df, 20, 20])
    assert (ranks.best.tolist(), ranks.worst.tolist()) == ([1, 1, 2], [3, 2, 3])


def test_all_true_ranks_are_inside_at_least_9_times_in_10():
    """Two equal areas, a near one and two far ones, 400 samples, less 3 standard errors."""
    assert cover([50, 50, 56, 70, 90], 3, 400, 500, 12) >= 0.90 - 0.045


def test_differences_tell_more_than_joint_intervals():
    """Eight areas 9 points apart with SE 2: the sets settle what the intervals leave open."""
    mean, se = np.arange(8) * 9.0, np.full(8, 2.0)
    joint = rank_areas(mean, se, np.full(8, np.inf), np.ones(8, bool), "strength")
    ranks = sets(mean, se, draws=5000)
    assert joint.best.tolist() == [7, 6, 5, 4, 3, 2, 1, 1]
    assert ranks.best.tolist() == [8, 7, 6, 5, 4, 3, 2, 1]


def test_errors_that_move_together_tell_more():
    """A correlation of .96 divides the SE of a difference by five."""
    covariance = 9 * np.where(np.eye(3) > 0, 1, 0.96)
    apart, together = sets([50, 54, 58], 3), sets([50, 54, 58], 3, covariance=covariance)
    assert (apart.best.tolist(), together.best.tolist()) == ([1, 1, 1], [3, 2, 1])


def test_a_covariance_without_any_is_independence():
    """A diagonal is the same as none."""
    mean, se = np.array([50, 54, 61, 70.0]), np.array([2, 3, 4, 2.0])
    ranks, same = sets(mean, se), sets(mean, se, covariance=np.diag(se**2))
    assert ranks.best.tolist() == same.best.tolist()
    assert ranks.worst.tolist() == same.worst.tolist()


def test_areas_whose_errors_are_one_are_not_told_apart():
    """A difference without error is no difference that was estimated."""
    ranks = sets([50, 51], 3, covariance=np.full((2, 2), 9.0))
    assert (ranks.best.tolist(), ranks.worst.tolist()) == ([1, 1], [2, 2])
