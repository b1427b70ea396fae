"""Means and shares by hand, and what is said when there is too little to say."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.scoring.estimation.hajek import hajek, proportion
from survey.scoring.sample.raking import Margin


def test_a_simple_mean():
    """1, 2, 3, 4: mean 2.5, s² = 5/3, SE = √(s²/4), t with 3 degrees of freedom."""
    estimate = hajek([1, 2, 3, 4])
    assert (estimate.mean, estimate.df, estimate.n) == (2.5, 3, 4)
    assert estimate.se == pytest.approx(math.sqrt(5 / 12))
    assert estimate.upper - estimate.mean == pytest.approx(3.182446 * math.sqrt(5 / 12))


def test_a_simple_random_sample_has_deff_1():
    """The design effect compares with exactly this design."""
    estimate = hajek([1, 2, 3, 4])
    assert (estimate.deff, estimate.n_effective) == pytest.approx((1, 4))


def test_a_weighted_mean():
    """Weights 1 and 3: (0 + 300) / 4."""
    assert hajek([0, 100], [1, 3]).mean == 75


def test_clusters_count_as_one_draw_each():
    """Two clusters of identical answers, means 0 and 100: SE 50, deff 3, effectively 4/3 of 4."""
    estimate = hajek([0, 0, 100, 100], psu=[1, 1, 2, 2])
    assert (estimate.se, estimate.psus, estimate.df) == (50, 2, 1)
    assert estimate.n_effective == pytest.approx(4 / 3)


def test_strata_do_not_vary_between_each_other():
    """Two strata at 0 and 100 without variation inside leave none."""
    estimate = hajek([0, 0, 100, 100], stratum=["a", "a", "b", "b"])
    assert estimate.mean == 50
    assert math.isnan(estimate.se)


def test_a_cluster_name_used_in_two_strata_is_two_clusters():
    """Cluster 1 of stratum a is not cluster 1 of stratum b."""
    assert hajek([0, 1, 2, 3], stratum=list("aabb"), psu=[1, 2, 1, 2]).psus == 4


def test_psus_outside_the_domain_stay_in_the_design():
    """Domain of 2 of 4 PSUs: u = ±25, V = 4/3 · (25² + 25² + 0 + 0)."""
    estimate = hajek([0, 100, 7, 7], domain=[True, True, False, False])
    assert (estimate.mean, estimate.df, estimate.n) == (50, 1, 2)
    assert estimate.se == pytest.approx(math.sqrt(4 / 3 * 2 * 25**2))


def test_a_census_has_no_sampling_error():
    """With every PSU of the population in the sample the variance is 0."""
    assert math.isnan(hajek([1, 2, 3], fpc=[3, 3, 3]).se)


def test_weights_that_do_not_reach_n_give_no_finite_factor_in_deff():
    """1 - n/Σw is used only where Σw exceeds n."""
    assert hajek([1, 2, 3, 4], [0.5] * 4, fpc=[8] * 4).deff == pytest.approx(0.5)


def test_a_stratum_with_one_psu_is_centred_at_the_mean():
    """Strata {0, 2} and {4}: the lone PSU gives (4 - 2)²/9, the pair 2 · (1/9 + 1/9)."""
    estimate = hajek([0, 2, 4], stratum=["a", "a", "b"])
    assert estimate.is_single_psu
    assert estimate.se == pytest.approx(math.sqrt(4 / 9 + 2 * 2 / 9))


def test_a_lone_psu_of_a_finite_population():
    """Its contribution shrinks by 1 - 1/N."""
    estimate = hajek([0, 2, 4], stratum=["a", "a", "b"], fpc=[np.inf, np.inf, 2])
    assert estimate.se == pytest.approx(math.sqrt(2 / 9 + 2 * 2 / 9))


def test_no_lone_psu_is_reported_outside_the_domain():
    """Only strata that the domain touches are flagged."""
    inside = [True, True, False]
    assert not hajek([0, 2, 4], stratum=["a", "a", "b"], domain=inside).is_single_psu


@pytest.mark.parametrize("estimator", [hajek, proportion])
@pytest.mark.parametrize("values", [[], [np.nan, np.nan]])
def test_nobody_gives_nothing(estimator, values):
    """Without an answer there is no number at all, and n is 0."""
    estimate = estimator(values)
    numbers = (estimate.mean, estimate.se, estimate.lower, estimate.deff, estimate.n_effective)
    assert estimate.n == 0
    assert all(math.isnan(number) for number in numbers)


@pytest.mark.parametrize("estimator", [hajek, proportion])
def test_one_respondent_has_a_mean_only(estimator):
    """One PSU: no standard error, no interval."""
    estimate = estimator([1.0])
    assert (estimate.mean, estimate.n, estimate.psus) == (1, 1, 1)
    assert math.isnan(estimate.se)
    assert math.isnan(estimate.lower)


@pytest.mark.parametrize("estimator", [hajek, proportion])
def test_one_household_has_a_mean_only(estimator):
    """Three members of one household are one draw."""
    estimate = estimator([0, 1, 1], psu=["h", "h", "h"])
    assert math.isnan(estimate.se)
    assert math.isnan(estimate.upper)


def test_one_psu_in_each_of_two_strata_has_no_interval():
    """Without a degree of freedom there is no t."""
    estimate = hajek([0, 4], stratum=["a", "b"])
    assert (estimate.df, estimate.se) == (0, pytest.approx(math.sqrt(2)))
    assert math.isnan(estimate.lower)


def test_no_variation_gives_no_zero_width_interval():
    """All the same: mean, and nothing that pretends to certainty."""
    estimate = hajek([1 / 3] * 7, [0.1, 0.2, 0.3, 0.7, 0.7, 0.1, 0.3])
    assert estimate.mean == pytest.approx(1 / 3)
    assert all(math.isnan(x) for x in (estimate.se, estimate.lower, estimate.deff))


def test_weight_0_does_not_count():
    """A record of weight 0 is not among the n."""
    assert hajek([1, 2, 1000], [1, 1, 0]).n == 2


@pytest.mark.parametrize("weight", [-1, np.nan])
def test_weights_that_are_none_are_refused(weight):
    """A negative or missing weight is a mistake upstream."""
    with pytest.raises(ValueError, match="0 or more"):
        hajek([1, 2], [1, weight])


def test_nobody_of_20_is_between_0_and_168_in_1000():
    """0 of 20 households: Clopper–Pearson gives 0 to 0.168."""
    estimate = proportion(np.zeros(20))
    assert (estimate.lower, round(estimate.upper, 3), estimate.n_effective) == (0, 0.168, 20)


def test_everybody_of_20_is_the_mirror():
    """20 of 20: 0.832 to 1."""
    estimate = proportion(np.ones(20))
    assert (round(estimate.lower, 3), estimate.upper) == (0.832, 1)


def test_at_0_the_smaller_of_psus_and_kish_counts():
    """20 records of weights 1 and 3 are worth 16 by Kish."""
    estimate = proportion(np.zeros(20), [1, 3] * 10)
    assert estimate.n_effective == pytest.approx(16)


def test_equal_clusters_count_as_many_answers_as_there_are_psus():
    """Every household half yes: no variance between them, so n* is their number."""
    estimate = proportion([0, 1] * 6, psu=np.repeat(range(6), 2))
    assert (estimate.mean, estimate.lower) == (0.5, pytest.approx(0.1181, abs=1e-4))
    assert math.isnan(estimate.se)


def test_a_share_is_never_wald():
    """2 of 20: n* = 19 answers of variance, limits of Beta and not ± 2 SE."""
    estimate = proportion([1, 1, *[0] * 18])
    size = min(20, 0.1 * 0.9 / estimate.se**2)
    assert size == pytest.approx(19)
    assert (estimate.lower, estimate.upper) == pytest.approx((0.0116, 0.3248), abs=6e-4)


@given(
    st.lists(
        st.tuples(st.floats(0, 100), st.floats(0.1, 9), st.sampled_from("ab"), st.integers(0, 5)),
        max_size=25,
    )
)
@settings(deadline=None)
def test_an_interval_contains_its_estimate(records):
    """Wherever there is an interval, the estimate lies strictly inside it."""
    values, weights, strata, psus = zip(*records, strict=True) if records else ([],) * 4
    estimate = hajek(values, weights, strata, psus)
    if not math.isnan(estimate.lower):
        assert estimate.lower < estimate.mean < estimate.upper


@given(
    st.lists(
        st.tuples(st.booleans(), st.floats(0.1, 9), st.sampled_from("ab"), st.integers(0, 5)),
        max_size=25,
    )
)
@settings(deadline=None)
def test_the_interval_of_a_share_contains_it(records):
    """Wherever there is an interval, it is within 0-1 and contains the share."""
    values, weights, strata, psus = zip(*records, strict=True) if records else ([],) * 4
    estimate = proportion(values, weights, strata, psus)
    if not math.isnan(estimate.lower):
        assert 0 <= estimate.lower <= estimate.mean <= estimate.upper <= 1
        assert estimate.upper > estimate.lower


def test_two_stages_add_the_variance_within():
    """Two of four PSUs, in each two of four households, u = (y - 3)/4 = ∓3/4, ∓1/4, ±1/4, ±3/4.

    V1 = 1/2 · 2 · (1 + 1) = 2, V2 = 1/2 · 1/2 · 2 · (1/16 + 1/16) twice = 1/8.
    """
    estimate = hajek([0, 2, 4, 6], psu=[1, 1, 2, 2], fpc=[4] * 4, second_fpc=[4] * 4)
    assert estimate.se == pytest.approx(math.sqrt(2 + 1 / 8))


def test_members_of_a_household_are_drawn_together():
    """Two households a PSU of two persons each, all alike: as if each were one person."""
    alone = hajek([0, 2, 4, 6], psu=[1, 1, 2, 2], fpc=[4] * 4, second_fpc=[4] * 4)
    together = hajek(
        np.repeat([0, 2, 4, 6], 2),
        psu=np.repeat([1, 1, 2, 2], 2),
        fpc=[4] * 8,
        second_unit=list("aabbaabb"),
        second_fpc=[4] * 8,
    )
    assert together.se == pytest.approx(alone.se)


def test_one_household_of_several_in_a_psu_counts_whole():
    """The mean is 2.5, u = -5/4, 3/8, 7/8: the lone household adds (1 - 1/4) · (5/4)²."""
    estimate = hajek([0, 4, 6], [2, 1, 1], psu=[1, 2, 2], fpc=[4] * 3, second_fpc=[4] * 3)
    first = 1 / 2 * 2 * 2 * (5 / 4) ** 2
    lone, pair = 3 / 4 * (5 / 4) ** 2, 1 / 2 * 2 * 2 * (1 / 4) ** 2
    assert estimate.se == pytest.approx(math.sqrt(first + (lone + pair) / 2))


def test_households_outside_the_domain_stay_in_the_second_stage():
    """Of two households in the PSU one is inside: the other is a zero that counts."""
    arguments = {"psu": [1, 1, 2, 2], "fpc": [4] * 4, "second_fpc": [4] * 4}
    estimate = hajek([0, 9, 4, 9], domain=[True, False, True, False], **arguments)
    assert estimate.se == pytest.approx(math.sqrt(1 / 2 * 2 * 2 + 2 * 1 / 2 * 1 / 2 * 2 * 1 / 2))


def test_a_census_of_households_leaves_the_first_stage():
    """Where all households of every PSU were asked, nothing varies within."""
    one = hajek([0, 2, 4, 6], psu=[1, 1, 2, 2], fpc=[4] * 4)
    two = hajek([0, 2, 4, 6], psu=[1, 1, 2, 2], fpc=[4] * 4, second_fpc=[2] * 4)
    assert two.se == pytest.approx(one.se)


def test_without_a_finite_population_the_first_stage_says_it_all():
    """With replacement, PSU totals already carry what varies within."""
    one = hajek([0, 2, 4, 6], psu=[1, 1, 2, 2])
    two = hajek([0, 2, 4, 6], psu=[1, 1, 2, 2], second_fpc=[4] * 4)
    assert two.se == pytest.approx(one.se)


@pytest.mark.parametrize("population", [{"fpc": [1, 1]}, {"fpc": [2, 2], "second_fpc": [0, 0]}])
def test_a_population_smaller_than_the_sample_is_refused(population):
    """It would make the variance negative."""
    with pytest.raises(ValueError, match="at least as large"):
        hajek([1, 2], **population)


@pytest.mark.parametrize("population", [[3, 4], [3, np.nan]])
def test_a_population_is_one_number(population):
    """Two numbers for one stratum are a mistake upstream."""
    with pytest.raises(ValueError, match="throughout a stratum"):
        hajek([1, 2], fpc=population)


SEX = Margin("sex", np.array([0, 0, 0, 1, 1]), np.array([30.0, 70.0]), ("female", "male"))


def test_margins_make_the_weights_meet_the_population():
    """Means 2 and 9 by sex, 30 and 70 people: 6.9; the weights count as 100."""
    assert hajek([1, 2, 3, 8, 10], margins=[SEX]).mean == pytest.approx(6.9)


def test_final_weights_made_otherwise_are_taken_as_they_are():
    """Trimmed weights: the mean is theirs, the residuals are of the weights before raking."""
    raked = [10, 10, 10, 35, 35]
    given_weights = hajek([1, 2, 3, 8, 10], margins=[SEX], raked=raked)
    assert given_weights == hajek([1, 2, 3, 8, 10], margins=[SEX])


def test_a_raked_share_lies_between_0_and_1():
    """Share 1/3 among 30 and 1/2 among 70 people."""
    estimate = proportion([1, 0, 0, 1, 0], margins=[SEX])
    assert estimate.mean == pytest.approx(0.45)
    assert 0 < estimate.lower < 0.45 < estimate.upper < 1


@given(st.floats(0.01, 100))
@settings(deadline=None, max_examples=20)
def test_the_size_of_the_weights_changes_nothing(factor):
    """Mean, SE, interval, deff and effective n are those of weights 100 times smaller."""
    y, weight = [1, 5, 3, 8, 10, 4], np.array([1, 2, 1, 3, 1, 2])
    arguments = {"stratum": list("aaabbb"), "psu": [1, 1, 2, 3, 3, 4]}
    one, other = hajek(y, weight, **arguments), hajek(y, factor * weight, **arguments)
    assert dataclasses.astuple(other) == pytest.approx(dataclasses.astuple(one))


@given(st.floats(0.01, 100))
@settings(deadline=None, max_examples=20)
def test_the_size_of_the_weights_before_raking_changes_nothing(factor):
    """Totals of the population are what counts."""
    y, weight = [1, 2, 3, 8, 10], np.array([1, 2, 1, 3, 1])
    one, other = (hajek(y, w, margins=[SEX]) for w in (weight, factor * weight))
    assert dataclasses.astuple(other) == pytest.approx(dataclasses.astuple(one))
