"""Composites of domains: their value, their uncertainty, and what they may not tell."""

from dataclasses import replace

import numpy as np
import pytest

from survey.indices.composite import CompositeSettings
from survey.locale import Text
from survey.questionnaire.method import Index, Method
from survey.questionnaire.model import Domain
from survey.scoring.estimation.hajek import hajek
from survey.scoring.score import score
from tests.scoring.builders import coded, integer, people, questionnaire, rating, row, spread

DOMAINS = (Domain("x", Text("X"), "strength"), Domain("y", Text("Y"), "strength", weight=3.0))
SIZE = 40


def declare(**settings):
    """Two domains of one question each, 0-10, and the composite `all_in`."""
    settings = {"of": ("x", "y"), **settings}
    index = Index("all_in", Text("All"), "composite", "strength", CompositeSettings(**settings))
    made = questionnaire(integer("q", domain="x"), integer("r", domain="y"), domains=DOMAINS)
    return replace(made, method=Method(indices=(index,)))


def answer(seed=1, areas=None):
    """Answers of households to both questions, related to each other."""
    respondents = people(areas or {"A": SIZE})
    rng = np.random.default_rng(seed)
    first = rng.integers(0, 11, len(respondents))
    second = np.clip(first + rng.integers(-3, 4, len(respondents)), 0, 10)
    return respondents, first, second


def compute(made, respondents, first, second):
    return score(made, respondents, coded(respondents, q=list(first), r=list(second)))


def test_it_is_the_weighted_mean_with_its_covariance():
    """With everyone answering, it is the mean of each person's own weighted mean."""
    respondents, first, second = answer()
    found = row(compute(declare(), respondents, first, second), "A", "composite", "all_in")
    expected = hajek(10 * (first + 3 * second) / 4)
    assert (found.estimate, found.se) == pytest.approx((expected.mean, expected.se))
    assert (found.lower, found.upper) == pytest.approx((expected.lower, expected.upper))


def test_the_geometric_mean_varies_by_its_slopes():
    """u = G · Σ v u_d/μ_d / Σ v."""
    respondents, first, second = answer()
    made = declare(
        of=({"take": "x", "weight": 1.0}, {"take": "y", "weight": 1.0}), aggregate="geometric"
    )
    found = row(compute(made, respondents, first, second), "A", "composite", "all_in")
    x, y = 10.0 * first, 10.0 * second
    mean = np.sqrt(x.mean() * y.mean())
    influence = mean * ((x - x.mean()) / x.mean() + (y - y.mean()) / y.mean()) / 2
    assert found.estimate == pytest.approx(mean)
    assert found.se == pytest.approx(influence.std(ddof=1) / np.sqrt(SIZE))


def test_a_rank_has_no_interval():
    """26.25, 17.5 and 22.5 become 1, 0 and .5, without an interval and so without a label."""
    respondents = people({"A": 20, "B": 20, "C": 20})
    first = np.array(([2, 4] * 10) + ([3, 5] * 10) + ([6, 9] * 10))
    second = first[::-1] // 3
    figures = compute(declare(steps=("percentile_rank",)), respondents, first, second)
    values = [row(figures, area, "composite", "all_in").estimate for area in "ABC"]
    assert values == [1, 0, 0.5]
    assert np.isnan(row(figures, "A", "composite", "all_in").se)
    assert row(figures, "A", "composite", "all_in").label == ""


def test_everything_alone_has_no_rank():
    """The total is not one among equals."""
    respondents, first, second = answer(areas={"A": 20, "B": 20})
    figures = compute(declare(steps=("percentile_rank",)), respondents, first, second)
    assert row(figures, "all", "composite", "all_in").suppressed


@pytest.fixture
def gappy():
    """Of 40 respondents only nine answered the second question."""
    respondents, first, second = answer()
    second = np.where(np.arange(SIZE) < 9, second, -1)
    return respondents, first, second


def test_a_part_that_is_withheld_withholds_the_whole(gappy):
    """Nine answers are too few for y, and so for the composite."""
    found = row(compute(declare(), *gappy), "A", "composite", "all_in")
    assert found.suppressed
    assert found.flag == "part_withheld"
    assert np.isnan(found.estimate)


def test_the_rest_speaks_where_that_is_declared(gappy):
    """Only published parts go in, and how much of the weight they have is said."""
    figures = compute(declare(renormalise=True), *gappy)
    found = row(figures, "A", "composite", "all_in")
    assert found.estimate == pytest.approx(row(figures, "A", "strength", "x").estimate)
    assert found.se == pytest.approx(row(figures, "A", "strength", "x").se)
    assert "coverage=25" in found.flag


def test_it_speaks_of_as_many_as_its_scarcest_part():
    """n is that of the domain with the fewest respondents."""
    respondents, first, second = answer()
    second = np.where(np.arange(SIZE) < 25, second, -1)
    found = row(compute(declare(), respondents, first, second), "A", "composite", "all_in")
    assert (found.n, found.households) == (25, 25)


def test_composites_may_be_made_of_composites():
    """An index may take one above it."""
    respondents, first, second = answer()
    made = declare()
    twice = Index("twice", Text(""), "composite", "strength", CompositeSettings(of=("all_in", "x")))
    made = replace(made, method=Method(indices=(*made.method.indices, twice)))
    figures = compute(made, respondents, first, second)
    expected = hajek((10 * (first + 3 * second) / 4 + 10 * first) / 2)
    found = row(figures, "A", "composite", "twice")
    assert (found.estimate, found.se) == pytest.approx((expected.mean, expected.se))


def test_the_interval_of_a_part_is_not_told():
    """A part prints its mean in groups without an interval: so does what is made of it."""
    made = declare(of=("x", {"take": "y", "weight": 1.0}))
    asked = questionnaire(rating("q", domain="x"), integer("r", domain="y"), domains=DOMAINS)
    respondents = people({"A": 60})
    given = coded(respondents, q=spread(2, 12, 16, 15, 15), r=[1, 5, 9] * 20)
    scores = score(replace(asked, method=made.method), respondents, given)
    assert "interval_withheld" in row(scores, "A", "strength", "x").flag
    found = row(scores, "A", "composite", "all_in")
    assert "interval_withheld" in found.flag
    assert np.isfinite(found.estimate)
    assert np.isnan([found.se, found.lower, found.upper]).all()
    assert found.label == ""


def test_limits_are_cut_and_labels_given_on_the_scale_of_scores_only():
    """Less 80 the scores are below 0, and so is their interval; 60 and 40 say nothing of them."""
    respondents, first, second = answer()
    moved = compute(declare(steps=({"add": -80},)), respondents, first, second)
    plain = compute(declare(), respondents, first, second)
    found, as_it_was = (row(one, "A", "composite", "all_in") for one in (moved, plain))
    assert (found.lower, found.upper) == pytest.approx((as_it_was.lower - 80, as_it_was.upper - 80))
    assert found.label == ""
