"""Official figures keep the presentation standards of the NCHS."""

from dataclasses import replace

import numpy as np
import pytest

from survey.questionnaire.method import Method
from survey.scoring.outcomes.official import judge_means, judge_shares
from survey.scoring.score import score
from tests.scoring.builders import coded, people, questionnaire, rating, row, spread, yes_no


def judge(share=0.5, lower=0.4, upper=0.6, n_effective=100.0, df=40.0):
    """The verdict on one share: (too imprecise, to be reviewed)."""
    numbers = (np.array([number]) for number in (share, lower, upper, n_effective, df))
    verdict = judge_shares(*numbers)
    return bool(verdict.low_precision[0]), bool(verdict.review[0])


def test_a_precise_share_passes():
    assert judge() == (False, False)


@pytest.mark.parametrize(("n_effective", "withheld"), [(30.0, False), (29.9, True)])
def test_thirty_effective_answers_are_needed(n_effective, withheld):
    assert judge(n_effective=n_effective) == (withheld, False)


@pytest.mark.parametrize(("upper", "withheld"), [(0.74, False), (0.75, True)])
def test_an_interval_of_thirty_points_is_too_wide(upper, withheld):
    assert judge(share=0.6, lower=0.45, upper=upper) == (withheld, False)


@pytest.mark.parametrize(
    ("share", "lower", "upper", "withheld"),
    [(0.1, 0.05, 0.175, False), (0.1, 0.05, 0.185, True), (0.02, 0.005, 0.054, False)],
)
def test_an_interval_wide_for_its_share_is_too_wide(share, lower, upper, withheld):
    """0.135 is more than 1.30 times 0.1; up to 0.05 any width will do."""
    assert judge(share=share, lower=lower, upper=upper) == (withheld, False)


@pytest.mark.parametrize(("upper", "withheld"), [(0.05, False), (0.06, True)])
def test_nobody_has_a_width_too(upper, withheld):
    """At 0 the relative width is infinite."""
    assert judge(share=0.0, lower=0.0, upper=upper) == (withheld, False)


def test_without_an_interval_a_share_is_withheld():
    assert judge(lower=np.nan, upper=np.nan) == (True, False)


@pytest.mark.parametrize(("df", "review"), [(8.0, False), (7.0, True), (np.nan, True)])
def test_few_degrees_of_freedom_are_reviewed(df, review):
    assert judge(df=df) == (False, review)


def test_what_is_withheld_needs_no_review():
    assert judge(n_effective=10.0, df=2.0) == (True, False)


def test_means_are_judged_by_effective_n_and_df():
    verdict = judge_means(np.array([30.0, 29.0, np.nan, 80.0]), np.array([8.0, 8.0, 8.0, 3.0]))
    assert verdict.low_precision.tolist() == [False, True, True, False]
    assert verdict.review.tolist() == [False, False, False, True]


def official(question, *counts, profile="official"):
    """The scores of one neighbourhood with these answers, under a release profile."""
    asked = questionnaire(question)
    asked = replace(asked, method=Method(release=profile))
    table = people({"A": sum(counts)})
    return score(asked, table, coded(table, q=spread(*counts)))


def test_an_imprecise_share_is_withheld_from_every_row():
    """20 people: an effective n of 20 is below 30, and the domain of the question goes with it."""
    scores = official(yes_no(), 8, 12)
    for kind, index in (("item", "q"), ("strength", "d")):
        found = row(scores, "A", kind, index)
        assert (bool(found.suppressed), found.flag) == (True, "low_precision")
        assert np.isnan(found.estimate)
        assert np.isnan(found.n)


def test_the_standard_profile_shows_it():
    found = row(official(yes_no(), 8, 12, profile="standard"), "A", "item", "q")
    assert (bool(found.suppressed), found.n) == (False, 20)


def test_a_precise_official_share_is_as_it_was():
    found = row(official(yes_no(), 80, 120), "A", "item", "q")
    assert (bool(found.suppressed), found.estimate, found.flag) == (False, pytest.approx(60), "")


def test_a_mean_is_judged_by_its_effective_n():
    """40 unrelated answers pass, 20 do not."""
    assert not row(official(rating(), 8, 8, 8, 8, 8), "A", "item", "q").suppressed
    assert row(official(rating(), 4, 4, 4, 4, 4), "A", "item", "q").flag == "low_precision"


def test_precision_is_no_second_reason():
    """Of 8 people only that they are few is said."""
    assert row(official(yes_no(), 4, 4), "A", "item", "q").flag == "few_respondents"


def test_few_degrees_of_freedom_are_to_be_reviewed():
    """8 PSUs of 10 people leave 7 degrees of freedom."""
    asked = replace(questionnaire(yes_no()), method=Method(release="official"))
    table = people({"A": 80}, psu=[f"p{number // 10}" for number in range(80)])
    some, fewer = [0, 1, 1, 0, 1, 0, 0, 1, 1, 1], [0, 1, 0, 0, 1, 0, 1, 1, 0, 1]
    scores = score(asked, table, coded(table, q=[*some, *fewer] * 4))
    assert "review" in row(scores, "A", "item", "q").flag
