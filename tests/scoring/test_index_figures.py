"""Indices over households: their figures agree with plain estimates, and hide what they must."""

from dataclasses import replace

import numpy as np
import pytest

from survey.indices.alkire_foster import AlkireFosterSettings
from survey.indices.stoplights import StoplightsSettings
from survey.kinds.model import Option, Settings
from survey.locale import Text
from survey.questionnaire.method import Index, Method
from survey.questionnaire.model import Question
from survey.scoring.answers.codes import REFUSED
from survey.scoring.estimation.hajek import hajek, proportion
from survey.scoring.score import score
from tests.scoring.builders import (
    REPORTED,
    STRENGTH,
    coded,
    people,
    questionnaire,
    row,
    spread,
    yes_no,
)
from tests.scoring.surveys import light as scored_light

NO, YES = 0, 1
"""Positions of the answers of `yes_no`."""


def declare(*questions, cutoff=0.5):
    """A questionnaire with the index `met` over some harms."""
    settings = AlkireFosterSettings(domain="d", cutoff=cutoff)
    index = Index("met", Text("Met"), "alkire_foster", "harm", settings)
    made = questionnaire(*questions, domains=[REPORTED])
    return replace(made, method=Method(indices=(index,)))


def harm(name):
    return yes_no(name, polarity="negative", level="household")


def meet(respondents, **counts):
    """Positions: so many households met each harm, the first ones."""
    size = len(respondents)
    given = {name: [YES] * count + [NO] * (size - count) for name, count in counts.items()}
    return coded(respondents, **given)


@pytest.fixture(scope="module")
def figures():
    """Forty households: 30 met harm a, 20 of them b as well; who met both is harmed."""
    respondents = people({"A": 40})
    return score(
        declare(harm("a"), harm("b"), cutoff=0.6), respondents, meet(respondents, a=30, b=20)
    )


def test_the_index_is_the_mean_of_what_the_harmed_met(figures):
    """Of 40 households 20 met both harms: H = .5, A = 100, M0 = 50."""
    assert row(figures, "A", "alkire_foster", "met.headcount").estimate == 50
    assert row(figures, "A", "alkire_foster", "met.intensity").estimate == 100
    assert row(figures, "A", "alkire_foster", "met").estimate == 50


def test_its_uncertainty_is_that_of_a_mean(figures):
    """M0 is the mean of 100 c among the harmed."""
    expected = hajek([100.0] * 20 + [0.0] * 20)
    found = row(figures, "A", "alkire_foster", "met")
    assert found.se == pytest.approx(expected.se)
    assert (found.lower, found.upper) == pytest.approx((expected.lower, expected.upper))


def test_the_headcount_is_a_share(figures):
    """H has the interval of Korn and Graubard."""
    expected = proportion([1] * 20 + [0] * 20)
    found = row(figures, "A", "alkire_foster", "met.headcount")
    assert (found.lower, found.upper) == pytest.approx((100 * expected.lower, 100 * expected.upper))


def test_union_counts_any_harm(figures):
    """30 of 40 met any."""
    assert row(figures, "A", "alkire_foster", "met.union").estimate == 75


def test_contributions_are_shares_of_the_index(figures):
    """Both harms weigh the same among the harmed, who met both."""
    for name in "ab":
        found = row(figures, "A", "alkire_foster", f"met.contribution:{name}")
        assert found.estimate == pytest.approx(50)
        assert row(figures, "A", "alkire_foster", f"met.censored:{name}").estimate == 50


def test_a_ratio_varies_as_its_linearisation_says():
    """A = M0/H: the influence of a household is (100 c·harmed - A·harmed)/H."""
    respondents = people({"A": 60})
    given = meet(respondents, a=50, b=30, c=20)
    figures = score(declare(harm("a"), harm("b"), harm("c"), cutoff=0.6), respondents, given)
    met = np.array([3] * 20 + [2] * 10 + [1] * 20 + [0] * 10) / 3
    harmed = met >= 0.6
    intensity = 100 * (met * harmed).sum() / harmed.sum()
    influence = (100 * met * harmed - intensity * harmed) / harmed.mean()
    found = row(figures, "A", "alkire_foster", "met.intensity")
    assert found.estimate == pytest.approx(intensity)
    assert found.se == pytest.approx(influence.std(ddof=1) / np.sqrt(60))


def test_nobody_harmed_has_no_intensity():
    """A is null where H = 0."""
    respondents = people({"A": 40})
    figures = score(
        declare(harm("a"), harm("b"), cutoff=0.6), respondents, meet(respondents, a=10, b=0)
    )
    assert np.isnan(row(figures, "A", "alkire_foster", "met.intensity").estimate)


def test_a_small_headcount_withholds_the_index():
    """Three harmed households of forty are not spoken of, nor is M0, which gives them away."""
    respondents = people({"A": 40})
    figures = score(
        declare(harm("a"), harm("b"), cutoff=0.6), respondents, meet(respondents, a=20, b=3)
    )
    for name in ("met", "met.headcount", "met.intensity"):
        found = row(figures, "A", "alkire_foster", name)
        assert found.suppressed
        assert np.isnan(found.estimate)
        assert "small_count" in found.flag


def test_one_small_harm_withholds_all_shares_by_harm():
    """With the index and all other harms, the one withheld would follow."""
    respondents = people({"A": 40})
    given = meet(respondents, a=30, b=20, c=3)
    figures = score(declare(harm("a"), harm("b"), harm("c"), cutoff=0.6), respondents, given)
    assert not row(figures, "A", "alkire_foster", "met").suppressed
    for name in ("censored:a", "censored:c", "contribution:a", "contribution:c"):
        assert row(figures, "A", "alkire_foster", f"met.{name}").suppressed


def light(name):
    options = tuple(
        Option(color, Text(color), float(code))
        for code, color in enumerate(("red", "yellow", "green"))
    )
    return Question(name, "stoplight", Text(name), options, Settings(), level="household")


def test_stoplights_need_no_domain():
    """Self-sufficient are 12 of 30 households: no red, three of four green."""
    lights = [light(name) for name in "pqrs"]
    index = Index("self", Text("Self"), "stoplights", "strength", StoplightsSettings())
    made = replace(questionnaire(*lights, domains=[]), method=Method(indices=(index,)))
    respondents = people({"A": 30})
    green = {name: [2] * 30 for name in "pqr"}
    figures = score(made, respondents, coded(respondents, **green, s=spread(18, 12, 0)))
    found = row(figures, "A", "stoplights", "self")
    assert found.estimate == 40
    assert row(figures, "A", "stoplights", "self.green").estimate == pytest.approx(75)


@pytest.mark.parametrize(
    ("cutoff", "refused", "withheld"),
    [(0.0, 1, True), (0.0, 0, False), (0.6, 1, False)],
    ids=["told apart", "nobody left out", "not the same harm"],
)
def test_shares_that_repeat_answers_do_not_tell_who_was_left_out(cutoff, refused, withheld):
    """If any harm makes harmed, `censored:a` is a's own share but for a household without b."""
    respondents = people({"A": 40})
    given = meet(respondents, a=20, b=14)
    given.loc[given.index[:refused], "b"] = REFUSED
    scores = score(declare(harm("a"), harm("b"), cutoff=cutoff), respondents, given)
    assert not row(scores, "A", "yes", "a").suppressed
    for name in ("met.censored:a", "met.contribution:a"):
        assert bool(row(scores, "A", "alkire_foster", name).suppressed) == withheld
    assert bool(row(scores, "A", "alkire_foster", "met").suppressed) == withheld


def measure(cutoff, **met):
    """The figures of 60 households of which so many met each harm, the first ones."""
    respondents = people({"A": 60})
    harms = [harm(name) for name in met]
    return score(declare(*harms, cutoff=cutoff), respondents, meet(respondents, **met))


def test_few_between_headcount_and_union_withhold_the_union():
    """20 met a harm and 18 of them two: the other two households are not told apart.

    Nor does the mean stand, which says that all 18 met a: two who met it are not harmed.
    """
    figures = measure(0.6, a=20, b=18, c=10)
    assert row(figures, "A", "alkire_foster", "met.headcount").estimate == 30
    assert row(figures, "A", "alkire_foster", "met.union").suppressed
    assert row(figures, "A", "alkire_foster", "met").suppressed


def test_few_who_met_a_harm_and_are_not_harmed_withhold_the_shares_by_harm():
    """33 met a and 30 of these are harmed: yes less `censored` would be three households."""
    respondents = people({"A": 80})
    given = meet(respondents, a=30, b=30, c=0)
    given["a"] = np.array([YES] * 33 + [NO] * 47, dtype=np.int8)
    given["c"] = np.array(
        [NO] * 10 + [YES] * 10 + [NO] * 20 + [YES] * 20 + [NO] * 20, dtype=np.int8
    )
    given.loc[given.index[30:33], "b"] = NO
    harms = [harm(name) for name in "abc"]
    figures = score(declare(*harms, cutoff=0.6), respondents, given)
    assert row(figures, "A", "yes", "a").estimate == pytest.approx(100 * 33 / 80)
    assert row(figures, "A", "alkire_foster", "met.headcount").estimate == pytest.approx(37.5)
    for name in ("censored:a", "censored:b", "contribution:a"):
        assert row(figures, "A", "alkire_foster", f"met.{name}").suppressed


def test_a_headcount_that_is_all_who_met_a_harm_is_withheld():
    """Where both harms are needed, headcount is `censored`, and 20 less 18 are two households."""
    figures = measure(0.6, a=20, b=18)
    assert not row(figures, "A", "yes", "a").suppressed
    for name in ("met", "met.headcount", "met.union", "met.censored:a"):
        assert row(figures, "A", "alkire_foster", name).suppressed


def test_a_mean_of_few_harmed_is_withheld():
    """Six harmed are enough for a share, and too few for the mean of what they met."""
    figures = measure(0.6, a=30, b=6)
    assert row(figures, "A", "alkire_foster", "met.headcount").estimate == 10
    assert row(figures, "A", "alkire_foster", "met").suppressed
    assert row(figures, "A", "alkire_foster", "met.intensity").suppressed


def test_where_any_harm_counts_the_index_hides_with_one_of_them():
    """M0 is the sum of all shares: with a and b in print it would give the three of c away."""
    figures = measure(0.0, a=20, b=15, c=3)
    assert row(figures, "A", "yes", "c").suppressed
    assert row(figures, "A", "alkire_foster", "met").suppressed
    assert not row(figures, "A", "alkire_foster", "met.headcount").suppressed


def test_few_harmed_without_a_harm_withhold_the_shares_by_harm():
    """Of 20 harmed 18 met c: two of them did not, and that is nobody's business."""
    respondents = people({"A": 60})
    given = meet(respondents, a=30, b=20)
    given["c"] = np.array([YES] * 18 + [NO] * 42, dtype=np.int8)
    made = declare(harm("a"), harm("b"), harm("c"), cutoff=0.6)
    figures = score(made, respondents, given)
    assert row(figures, "A", "alkire_foster", "met.headcount").estimate == pytest.approx(100 / 3)
    for name in "abc":
        assert row(figures, "A", "alkire_foster", f"met.censored:{name}").suppressed


def test_what_all_sensitive_answers_agree_in_is_not_told():
    """If everybody met both harms, M0 says so of each of them."""
    respondents = people({"A": 30})
    harms = [replace(harm(name), sensitive=True) for name in "ab"]
    figures = score(declare(*harms, cutoff=0.6), respondents, meet(respondents, a=30, b=30))
    assert row(figures, "A", "alkire_foster", "met").suppressed
    assert row(figures, "A", "alkire_foster", "met.intensity").suppressed


def test_counts_are_never_printed(figures):
    """They are there to decide what of the others may be."""
    assert not figures["index"].str.contains("met.met:", regex=False).any()


def judge_lights(*, in_domain, red=12):
    """Self-sufficiency by four lights of 30 households, the last red in so many."""
    names = "pqrs"
    lights = [
        scored_light(name, level="household") if name in in_domain else light(name)
        for name in names
    ]
    index = Index("self", Text("Self"), "stoplights", "strength", StoplightsSettings())
    made = replace(questionnaire(*lights, domains=[STRENGTH]), method=Method(indices=(index,)))
    respondents = people({"A": 30})
    green = {name: spread(0, 10, 20) for name in "pqr"}
    given = coded(respondents, **green, s=spread(red, 0, 30 - red))
    return row(score(made, respondents, given), "A", "stoplights", "self.green")


@pytest.mark.parametrize(
    ("in_domain", "red", "withheld"),
    [("pqrs", 12, False), ("pqrs", 3, True), ("pqr", 12, True), ("", 3, False)],
    ids=["all in print", "one withheld", "one in no table", "none in any"],
)
def test_green_does_not_tell_the_one_light_that_is_withheld(in_domain, red, withheld):
    """With the others' shares of green in print, their average would give its share."""
    assert bool(judge_lights(in_domain=in_domain, red=red).suppressed) == withheld
