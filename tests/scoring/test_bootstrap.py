"""Bootstrap means vary as the design says, and their ranks say how sure a place is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.scoring.ranking import bootstrap
from survey.scoring.ranking.bootstrap import (
    PsuTotals,
    ReplicateSums,
    bootstrap_means,
    bootstrap_ranks,
    sum_keyed_replicates,
)
from survey.scoring.ranking.replicates import (
    STEP,
    count_poisson,
    draw_rao_wu,
    make_keys,
    make_psus,
    mix_bits,
    weigh_poisson,
)
from survey.scoring.sample.design import make_design, taylor_variance

NONE = float("nan")


def figure(area, stratum, total, weight, areas=None, population=None, row_psu=None):
    """PSU totals of rows with an area each; every row its own PSU unless numbered."""
    area, stratum = np.array(area), np.array(stratum)
    population = None if population is None else np.array(population, float)
    row_psu = np.arange(len(area)) if row_psu is None else np.array(row_psu)
    psu_stratum = np.zeros(row_psu.max(initial=-1) + 1, np.int64)
    psu_stratum[row_psu] = stratum
    psus = make_psus(psu_stratum, population)
    areas = area.max() + 1 if areas is None else areas
    design = make_design(area, stratum, areas, np.bincount(psu_stratum), population)
    totals = PsuTotals(design, row_psu, np.array(total, float), np.array(weight, float))
    return totals, psus


def draw_keyed(totals, psus, keys, draws, seed):
    return sum_keyed_replicates([totals], psus, keys, draws, seed)[0].means


def number_keys(size):
    return make_keys([f"psu {number}" for number in range(size)])


# --- Replicate weights -------------------------------------------------------------------------


def test_a_stratum_keeps_its_size_in_every_draw():
    """Of 4 PSUs 3 are drawn, each counts 4/3: multiples of 4/3 that add up to 4."""
    weights = draw_rao_wu(make_psus(np.array([0, 0, 0, 0])), 50, np.random.default_rng(1))
    assert weights.sum(axis=0) == pytest.approx(np.full(50, 4))
    assert np.unique((weights * 3 / 4).round(9)).tolist() == [0, 1, 2, 3]


def test_psus_are_drawn_within_their_stratum():
    """Strata of 2 and 3, in any order of PSUs."""
    weights = draw_rao_wu(make_psus(np.array([1, 0, 1, 0, 1])), 50, np.random.default_rng(1))
    assert weights[[1, 3]].sum(axis=0) == pytest.approx(np.full(50, 2))
    assert weights[[0, 2, 4]].sum(axis=0) == pytest.approx(np.full(50, 3))


def weigh_both(psus, draws):
    keys = number_keys(len(psus.stratum))
    return (
        draw_rao_wu(psus, draws, np.random.default_rng(1)),
        weigh_poisson(psus, keys, np.arange(draws), 1),
    )


def test_each_psu_is_drawn_alike():
    """Mean weight 1, variance 1: m²/(m-1)² · (m-1)/m · (1 - 1/m), and m/(m-1) · (1 - 1/m)."""
    for weights in weigh_both(make_psus(np.zeros(5, np.int64)), 20000):
        assert weights.mean(axis=1) == pytest.approx(np.ones(5), abs=0.03)
        assert weights.var(axis=1) == pytest.approx(np.ones(5), abs=0.06)


def test_a_psu_alone_in_its_stratum_always_weighs_1():
    """Nothing can be drawn there."""
    for weights in weigh_both(make_psus(np.array([0, 1, 1])), 20):
        assert weights[0].tolist() == [1] * 20


def test_in_a_census_nothing_is_drawn():
    """With all PSUs of the population in the sample each weighs 1."""
    for weights in weigh_both(make_psus(np.array([0, 0, 0]), np.array([3.0])), 20):
        assert weights.tolist() == [[1] * 20] * 3


def test_poisson_weights_keep_the_size_of_a_stratum_too():
    """They are centred in their stratum."""
    psus = make_psus(np.array([0, 1, 0, 1, 0]))
    weights = weigh_poisson(psus, number_keys(5), np.arange(30), 1)
    assert weights[[0, 2, 4]].sum(axis=0) == pytest.approx(np.full(30, 3))
    assert weights[[1, 3]].sum(axis=0) == pytest.approx(np.full(30, 2))


def test_the_generator_is_splitmix64():
    """Its first three numbers from state 0, as published with the algorithm."""
    published = [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]
    assert mix_bits(np.arange(1, 4, dtype=np.uint64) * STEP).tolist() == published


def test_keys_and_counts_are_the_same_on_every_machine():
    """Literal numbers, so that workers of any kind agree."""
    keys = make_keys(["a", "b"])
    assert keys.tolist() == [3405396810240292928, 8453121595177857668]
    assert count_poisson(keys[1:], np.arange(8), 1).tolist() == [[0, 0, 1, 2, 2, 1, 0, 1]]


def test_counts_are_poisson():
    """200,000 counts: e⁻¹, e⁻¹, e⁻¹/2, e⁻¹/6 within 4 standard errors of .0011."""
    count = count_poisson(number_keys(200), np.arange(1000), 3)
    shares = np.bincount(count.ravel())[:4] / count.size
    assert shares == pytest.approx(np.exp(-1) / np.array([1, 1, 2, 6]), abs=0.0044)


def test_counts_of_other_psus_replicates_and_seeds_have_nothing_in_common():
    """Correlations over 1000 counts stay below .15, nearly 5 standard errors."""
    keys = number_keys(10)
    counts = np.vstack(
        [
            count_poisson(keys, np.arange(start, start + 1000), seed)
            for start, seed in [(0, 1), (0, 2), (1000, 1)]
        ]
    )
    assert np.abs(np.corrcoef(counts) - np.eye(30)).max() < 0.15


# --- Means -------------------------------------------------------------------------------------


def spanning_sample(population=None):
    """Four areas; three strata of 40 PSUs that each span two areas or more."""
    chance = np.random.default_rng(5)
    stratum = np.repeat([0, 1, 2], 40)
    area = np.concatenate([np.repeat([0, 1], 20), np.repeat([1, 2], 20), np.tile([2, 3], 20)])
    weight = chance.uniform(5, 15, 120)
    total = weight * chance.normal(np.array([40, 50, 55, 70])[area], 15)
    return figure(area, stratum, total, weight, population=population)


def vary(totals):
    """Variance of the means by linearisation, the reference."""
    design = totals.design
    total, weight = design.sum_rows(totals.total), design.sum_rows(totals.weight)
    mean = total / weight
    residual = totals.total - mean[design.row_group] * totals.weight
    return taylor_variance(residual / weight[design.row_group], design)


@pytest.mark.parametrize("population", [None, [80.0, 100.0, 50.0]])
def test_rao_wu_means_vary_as_linearisation_says(population):
    """Within 10 %: 4 standard errors of a variance from 4000 draws (2.2 %), and the second order
    of a ratio of 20 PSUs."""
    totals, psus = spanning_sample(population)
    (means,) = bootstrap_means([totals], psus, 4000, 1)
    assert means.var(axis=0) == pytest.approx(vary(totals), rel=0.10)


@pytest.mark.parametrize("population", [None, [80.0, 100.0, 50.0]])
def test_keyed_means_vary_as_linearisation_says(population):
    """Within 12 %: a ratio with weights that vary so, of 20 PSUs, is a little less linear."""
    totals, psus = spanning_sample(population)
    means = draw_keyed(totals, psus, number_keys(120), 4000, 1)
    assert means.var(axis=0) == pytest.approx(vary(totals), rel=0.12)


def test_means_are_centred_at_the_estimate():
    """The mean over the draws is the Hájek mean, within 4 standard errors and a small bias."""
    totals, psus = spanning_sample()
    (means,) = bootstrap_means([totals], psus, 4000, 1)
    mean = totals.design.sum_rows(totals.total) / totals.design.sum_rows(totals.weight)
    assert means.mean(axis=0) == pytest.approx(mean, abs=0.35)


def test_a_stratum_is_drawn_once_for_all_its_areas():
    """Two areas with one PSU each share a stratum: each draw has one of them, never both."""
    totals, psus = figure([0, 1], [0, 0], [10, 20], [1, 1])
    (means,) = bootstrap_means([totals], psus, 30, 1)
    assert {tuple(draw) for draw in np.isnan(means).tolist()} == {(False, True), (True, False)}


def test_a_psu_with_rows_in_two_areas_is_drawn_with_both():
    """PSU 0 lies in both areas; where only it is drawn, both have its mean."""
    totals, psus = figure([0, 0, 1, 1], [0] * 4, [10, 90, 20, 80], [1] * 4, row_psu=[0, 1, 0, 1])
    (means,) = bootstrap_means([totals], psus, 30, 1)
    assert {tuple(draw) for draw in means.tolist()} == {(10, 20), (90, 80)}


def test_figures_share_their_draws():
    """Every figure sees the same PSUs, and none depends on which others are asked for."""
    totals, psus = spanning_sample()
    double = PsuTotals(totals.design, totals.row_psu, 2 * totals.total, totals.weight)
    first, second = bootstrap_means([totals, double], psus, 20, 1)
    assert (2 * first).tolist() == second.tolist()
    assert bootstrap_means([double], psus, 20, 1)[0].tolist() == second.tolist()


def test_figures_of_other_groups_stand_side_by_side():
    """Areas and their roll-up, in one product."""
    totals, psus = spanning_sample()
    design = make_design(
        np.zeros(120, np.int64), np.repeat([0, 1, 2], 40), 1, np.array([40, 40, 40])
    )
    everyone = PsuTotals(design, totals.row_psu, totals.total, totals.weight)
    areas, overall = bootstrap_means([totals, everyone], psus, 20, 1)
    assert (areas.shape, overall.shape) == ((20, 4), (20, 1))
    assert (areas.min(axis=1) < overall[:, 0]).all()
    assert (overall[:, 0] < areas.max(axis=1)).all()


def test_the_same_seed_gives_the_same_numbers():
    """And another seed others."""
    totals, psus = spanning_sample()
    first, again, other = (bootstrap_means([totals], psus, 9, seed)[0] for seed in (1, 1, 2))
    assert first.tolist() == again.tolist()
    assert (first != other).any()


def test_the_size_of_blocks_changes_nothing(monkeypatch):
    """All draws at once, or one by one, and fewer draws are the first of many."""
    totals, psus = spanning_sample()
    keys = number_keys(120)
    (drawn,) = bootstrap_means([totals], psus, 7, 1)
    keyed = draw_keyed(totals, psus, keys, 7, 1)
    monkeypatch.setattr(bootstrap, "CELLS_AT_ONCE", 1)
    assert bootstrap_means([totals], psus, 5, 1)[0] == pytest.approx(drawn[:5], rel=1e-12)
    assert draw_keyed(totals, psus, keys, 5, 1) == pytest.approx(keyed[:5], rel=1e-12)


def test_scaled_weights_change_nothing():
    """All weights times 8: the same means, to the last bit."""
    totals, psus = spanning_sample()
    scaled = PsuTotals(totals.design, totals.row_psu, 8 * totals.total, 8 * totals.weight)
    (means,) = bootstrap_means([totals], psus, 9, 1)
    (same,) = bootstrap_means([scaled], psus, 9, 1)
    assert means.tolist() == same.tolist()


def test_an_area_that_rests_on_a_lone_psu_has_no_bootstrap():
    """Area 1 has the only PSU of stratum 1; area 0 is drawn as ever."""
    totals, psus = figure([0, 0, 0, 1, 1], [0, 0, 0, 0, 1], [1, 2, 3, 4, 5], [1] * 5)
    for means in (
        bootstrap_means([totals], psus, 30, 1)[0],
        draw_keyed(totals, psus, number_keys(5), 30, 1),
    ):
        assert np.isnan(means[:, 1]).all()
        assert np.isfinite(means[:, 0]).any()


def test_a_lone_psu_without_answers_does_no_harm():
    """Nobody of the lone PSU answered in this domain."""
    totals, psus = figure([0, 0, 0, 0], [0, 0, 0, 1], [1, 2, 3, 0], [1, 1, 1, 0])
    assert np.isfinite(bootstrap_means([totals], psus, 30, 1)[0]).all()


def test_a_lone_psu_that_is_its_whole_stratum_does_no_harm():
    """It was certain to be in the sample, so it has no sampling error."""
    totals, psus = figure([0, 0, 0, 0], [0, 0, 0, 1], [1, 2, 3, 4], [1] * 4, population=[np.inf, 1])
    assert np.isfinite(bootstrap_means([totals], psus, 30, 1)[0]).all()


def test_an_area_of_which_nobody_was_drawn_has_no_mean_in_that_draw():
    """Area 1 is one PSU of three: absent from (2/3)² of the draws, 7 where it is there."""
    totals, psus = figure([0, 0, 1], [0] * 3, [1, 2, 7], [1] * 3)
    (means,) = bootstrap_means([totals], psus, 3000, 1)
    assert np.isnan(means[:, 1]).mean() == pytest.approx(4 / 9, abs=0.04)
    assert np.nanmin(means[:, 1]) == np.nanmax(means[:, 1]) == 7


def test_a_draw_without_positive_weight_has_no_mean():
    """Keyed weights can cancel, or turn an area's sum round."""
    sums = ReplicateSums(np.array([[1.0, -2, 3]]), np.array([[2.0, -1, 0]]), np.array([False]))
    assert sums.means[:, 0].tolist() == pytest.approx([0.5, NONE, NONE], nan_ok=True)


ROWS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 5), st.integers(1, 100), st.booleans()),
    min_size=1,
    max_size=30,
)


@given(ROWS, st.permutations(range(6)))
@settings(deadline=None)
def test_partitions_of_any_kind_agree(rows, numbering):
    """PSUs split over two partitions, rows and PSUs in any order: the same sums to 1e-12."""
    area, psu, total, is_first = (np.array(column) for column in zip(*rows, strict=True))
    stratum = np.array([0, 0, 0, 1, 1, 1])
    keys, numbering = number_keys(6), np.array(numbering)
    place = np.argsort(numbering)

    def add(chosen, at, psu_stratum, psu_keys):
        design = make_design(area[chosen], psu_stratum[at[psu[chosen]]], 3, np.array([3, 3]))
        part = PsuTotals(design, at[psu[chosen]], total[chosen] * 1.0, total[chosen] / 7)
        return sum_keyed_replicates([part], make_psus(psu_stratum), psu_keys, 6, 1)[0]

    everything = np.arange(len(rows))
    whole = add(everything, np.arange(6), stratum, keys)
    backwards = everything[::-1]
    parts = add(backwards[is_first[::-1]], place, stratum[numbering], keys[numbering])
    parts += add(backwards[~is_first[::-1]], place, stratum[numbering], keys[numbering])
    assert parts.total == pytest.approx(whole.total, rel=1e-12, abs=1e-11)
    assert parts.weight == pytest.approx(whole.weight, rel=1e-12, abs=1e-12)


def test_a_lone_psu_is_remembered_when_partitions_are_added_up():
    """One partition saw it, the other did not."""
    seen, psus = figure([0, 0, 1], [0, 0, 1], [1, 2, 3], [1] * 3)
    unseen = PsuTotals(seen.design, seen.row_psu, seen.total, np.zeros(3))
    (first,) = sum_keyed_replicates([unseen], psus, number_keys(3), 4, 1)
    (second,) = sum_keyed_replicates([seen], psus, number_keys(3), 4, 1)
    assert (first + second).has_lone.tolist() == [False, True]
    assert np.isnan((first + second).means[:, 1]).all()


# --- Ranks -------------------------------------------------------------------------------------


def rank(means, released=True, polarity="strength"):
    means = np.array(means, float)
    return bootstrap_ranks(means, np.broadcast_to(np.array(released), means.shape[1]), polarity)


FOUR_DRAWS = [[9, 5, 1, 3], [9, 1, 5, 3], [5, 9, 1, 3], [9, 5, 3, 1]]


def test_ranks_are_counted_over_the_draws():
    """The first of four areas is 1st in three draws of four, and 2nd in one."""
    ranks = rank(FOUR_DRAWS)
    assert ranks.shares.tolist() == [
        [0.75, 0.25, 0, 0],
        [0.25, 0.5, 0, 0.25],
        [0, 0.25, 0.25, 0.5],
        [0, 0, 0.75, 0.25],
    ]
    assert ranks.draws.tolist() == [4, 4, 4, 4]


def test_median_and_ends_are_ranks_that_came_up():
    """Half the draws, 5 % and 95 % of them, at this rank or a better one."""
    ranks = rank(FOUR_DRAWS)
    assert ranks.median.tolist() == [1, 2, 3, 3]
    assert ranks.low.tolist() == [1, 1, 2, 3]
    assert ranks.high.tolist() == [2, 4, 4, 4]


def test_95_percent_of_20_draws_are_19():
    """One outlier of 20 is outside, two are not."""
    assert rank([[1, 2]] * 19 + [[2, 1]]).high.tolist() == [2, 1]
    assert rank([[1, 2]] * 18 + [[2, 1]] * 2).high.tolist() == [2, 2]
    assert rank([[1, 2]] * 19 + [[2, 1]]).low.tolist() == [1, 1]


def test_top_and_bottom_three():
    """Of seven areas the middle one is in neither."""
    ranks = rank([[7, 6, 5, 4, 3, 2, 1]])
    assert ranks.top.tolist() == [1, 1, 1, 0, 0, 0, 0]
    assert ranks.bottom.tolist() == [0, 0, 0, 0, 1, 1, 1]


def test_a_tie_for_the_last_place_is_at_the_bottom():
    """Four areas share the last place, so nobody is worse than any of them."""
    ranks = rank([[9, 8, 1, 1, 1, 1]])
    assert ranks.bottom.tolist() == [0, 0, 1, 1, 1, 1]
    assert ranks.median.tolist() == [1, 2, 3, 3, 3, 3]


def test_of_harms_the_lowest_is_the_most_favourable():
    """The order is turned round."""
    assert rank([[10, 90, 50]], polarity="harm").median.tolist() == [1, 3, 2]


def test_areas_that_are_not_released_are_not_ranked():
    """The others are ranked as if it were not there."""
    ranks = rank([[9, 5, 1], [9, 5, 1]], [False, True, True])
    assert ranks.median.tolist() == pytest.approx([NONE, 1, 2], nan_ok=True)
    assert ranks.top.tolist() == pytest.approx([NONE, 1, 1], nan_ok=True)
    assert np.isnan(ranks.shares[0]).all()
    assert (ranks.shares.shape, ranks.draws.tolist()) == ((3, 2), [0, 2, 2])


def test_a_draw_without_an_area_ranks_the_others():
    """Its own ranks are counted over the draws that have it."""
    ranks = rank([[9, 5, 1], [NONE, 5, 1]])
    assert ranks.shares.tolist() == [[1, 0, 0], [0.5, 0.5, 0], [0, 0.5, 0.5]]
    assert ranks.draws.tolist() == [1, 2, 2]


def test_nobody_released_gives_nothing():
    """No ranks at all, and no error."""
    ranks = rank([[9, 5]], False)
    assert np.isnan([ranks.median, ranks.low, ranks.high, ranks.top, ranks.bottom]).all()
    assert ranks.shares.shape == (2, 0)
