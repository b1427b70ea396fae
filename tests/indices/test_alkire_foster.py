"""Harms counted within households."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from pydantic import ValidationError

from survey.errors import MahallaError
from survey.indices.alkire_foster import (
    INDEX,
    AlkireFosterSettings,
    find_met,
    is_harmed,
    weigh_harms,
)
from survey.indices.model import Answers

NAMES = ("theft", "fire", "school")
YES, NO, SILENT, OUT = 100.0, 0.0, -1.0, -2.0
"""A harm met, not met, not answered, and one that does not apply."""


@dataclass(frozen=True)
class Named:
    """A question that is asked."""

    id: str
    kind: str = "yes_no"


def answer(*households, severities=(1, 1, 1), names=NAMES):
    """Write down the answers of households, one row each."""
    given = np.array(households, dtype=float).reshape(len(households), len(severities))
    scores = np.where(given >= 0, given, np.nan)
    return Answers(names, scores, given != OUT, np.array(severities, dtype=float))


def columns(answers, **settings):
    """Compute the columns, by name."""
    found = INDEX.score(answers, AlkireFosterSettings(domain="harm_reported", **settings))
    return {column.name: column for column in found}


def figure(answers, name, **settings):
    """Average a column as areas do: each household with weight 1, and without those outside."""
    found = columns(answers, **settings)
    values = found[name].values
    values = values[np.isfinite(values)]
    if not len(values):
        return None
    if found[name].over is None:
        return values.mean()
    below = found[found[name].over].values
    below = below[np.isfinite(below)].mean()
    return values.mean() / below if below else None


FOUR = answer(
    [YES, YES, NO],  # c = 2/3
    [YES, NO, NO],  # c = 1/3
    [NO, NO, NO],
    [YES, YES, YES],  # c = 1
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("headcount", 2 / 4),
        ("", 100 * (2 / 3 + 1) / 4),
        ("intensity", 100 * (2 / 3 + 1) / 2),
        ("union", 3 / 4),
        ("censored:theft", 2 / 4),
        ("censored:fire", 2 / 4),
        ("censored:school", 1 / 4),
        ("contribution:theft", 100 * 2 / 5),
        ("contribution:fire", 100 * 2 / 5),
        ("contribution:school", 100 * 1 / 5),
        ("excluded", 0),
    ],
)
def test_four_households_at_a_cutoff_of_one_half(name, expected):
    """Worked by hand: two of four are harmed, who met five harms of six."""
    assert figure(FOUR, name, cutoff=0.5) == pytest.approx(expected)


def test_the_columns_in_order():
    """The index itself has no name; shares, means and ratios are said to be so."""
    listed = [(name, column.measure, column.over) for name, column in columns(FOUR).items()]
    assert listed == [
        ("", "mean", None),
        ("headcount", "share", None),
        ("intensity", "ratio", "headcount"),
        ("union", "share", None),
        ("met:theft", "count", None),
        ("met:fire", "count", None),
        ("met:school", "count", None),
        ("censored:theft", "share", None),
        ("censored:fire", "share", None),
        ("censored:school", "share", None),
        ("contribution:theft", "ratio", ""),
        ("contribution:fire", "ratio", ""),
        ("contribution:school", "ratio", ""),
        ("excluded", "share", None),
    ]


def test_one_harm_of_three_is_enough_by_default():
    """The cutoff is a third, and a third is reached by 1/3 in floating point."""
    assert figure(FOUR, "headcount") == 3 / 4


@pytest.mark.parametrize(("cutoff", "harmed"), [(0.7 + 5e-10, True), (0.7 + 2e-9, False)])
def test_a_cutoff_is_reached_in_spite_of_rounding(cutoff, harmed):
    """Severities of 0.1, 0.2 and 0.4 out of 1 make 0.7, and k - 1e-9 is enough."""
    household = answer(
        [YES, YES, YES, NO], severities=(0.1, 0.2, 0.4, 0.3), names=("a", "b", "c", "d")
    )
    assert columns(household, cutoff=cutoff)["headcount"].values == [harmed]


def test_a_cutoff_of_one_is_all_harms():
    """Only the household that met everything."""
    assert figure(FOUR, "headcount", cutoff=1.0) == 1 / 4


def test_a_cutoff_of_nothing_is_any_harm():
    """A household without harm is never harmed."""
    assert figure(FOUR, "headcount", cutoff=0.0) == figure(FOUR, "union", cutoff=0.0) == 3 / 4


def test_severities_weigh():
    """Severities 2, 1, 1: theft alone is half of all, fire alone a quarter."""
    homes = answer([YES, NO, NO], [NO, YES, NO], severities=(2, 1, 1))
    assert columns(homes, cutoff=0.5)["headcount"].values.tolist() == [1, 0]
    assert figure(homes, "", cutoff=0.25) == pytest.approx(100 * (2 / 4 + 1 / 4) / 2)
    assert figure(homes, "contribution:theft", cutoff=0.25) == pytest.approx(100 * 2 / 3)


def test_one_theft_weighs_the_same_with_and_without_children():
    """The harm that does not apply stays in the denominator."""
    homes = answer([YES, NO, NO], [YES, NO, OUT])
    assert columns(homes, cutoff=0.3)[""].values == pytest.approx([100 / 3, 100 / 3])


def test_the_denominator_of_applicable_harms():
    """Published work may divide by what applies: one of three, and one of two."""
    homes = answer([YES, NO, NO], [YES, NO, OUT])
    index = columns(homes, cutoff=0.3, denominator="applicable")[""].values
    assert index == pytest.approx([100 / 3, 100 / 2])
    headcount = columns(homes, cutoff=0.4, denominator="applicable")["headcount"].values
    assert headcount.tolist() == [0, 1]


def test_a_household_that_no_harm_applies_to():
    """It counts as not harmed over all harms; over applicable ones it is outside."""
    home = answer([OUT, OUT, OUT])
    assert figure(home, "headcount") == 0
    assert figure(home, "headcount", denominator="applicable") is None
    assert figure(home, "excluded", denominator="applicable") == 0


def test_a_score_under_a_false_condition_is_no_harm():
    """An answer that stayed behind when its question ceased to apply does not count."""
    answers = Answers(("theft",), np.array([[100.0]]), np.array([[False]]), np.array([1.0]))
    assert figure(answers, "union") == 0


def test_an_unanswered_harm_excludes_the_household():
    """It is in no column but the one that counts it."""
    found = columns(answer([YES, YES, NO], [YES, SILENT, YES], [NO, OUT, NO]), cutoff=0.5)
    excluded = found.pop("excluded")
    assert excluded.values.tolist() == [0, 1, 0]
    for column in found.values():
        assert np.isnan(column.values).tolist() == [False, True, False], column.name


def test_a_harm_of_severity_0_is_left_out():
    """It has no columns, makes nobody harmed, and its silence excludes nobody."""
    homes = answer([YES, NO, SILENT], [NO, NO, YES], severities=(1, 1, 0))
    found = columns(homes, cutoff=0.5)
    assert "censored:school" not in found
    assert "contribution:school" not in found
    assert found["union"].values.tolist() == [1, 0]
    assert found[""].values.tolist() == [50, 0]
    assert found["excluded"].values.tolist() == [0, 0]


def test_without_severity_there_is_no_index():
    """Nothing to divide by: everything is outside, not 0."""
    homes = answer([YES, NO, NO], severities=(0, 0, 0))
    assert np.isnan(columns(homes)["headcount"].values).all()
    assert np.isnan(columns(homes)[""].values).all()


def test_of_several_answers_only_the_worst_is_a_harm():
    """On a scale of five, 75 of 100 is not yet the harm."""
    assert find_met(np.array([[75.0, 100.0]]), np.array([[True, True]])).tolist() == [[False, True]]


def test_nobody_harmed_has_no_intensity():
    """H = 0 and M0 = 0; A and the contributions have nothing to divide by."""
    homes = answer([NO, NO, NO], [NO, OUT, NO])
    assert figure(homes, "headcount") == figure(homes, "") == 0
    assert figure(homes, "intensity") is None
    assert figure(homes, "contribution:theft") is None


def test_nobody_left():
    """With all households excluded there is only the share of the excluded."""
    homes = answer([SILENT, NO, NO], [YES, SILENT, NO])
    assert figure(homes, "excluded") == 1
    assert figure(homes, "headcount") is None


@pytest.mark.parametrize("denominator", ["all", "applicable"])
def test_no_households(denominator):
    """Columns of no length."""
    found = columns(answer(), denominator=denominator)
    assert {column.values.shape for column in found.values()} == {(0,)}


def test_the_answers_are_left_as_they_were():
    """The computation writes into nothing it was given."""
    homes = answer([YES, SILENT, OUT])
    columns(homes)
    assert np.array_equal(homes.scores, [[100, np.nan, np.nan]], equal_nan=True)
    assert homes.applicable.tolist() == [[True, True, False]]


def test_its_questions_are_those_of_its_domain():
    """All of the domain, in order, and no others."""
    asked = {"harm_reported": [Named("theft"), Named("fire")], "water": [Named("tap")]}
    settings = AlkireFosterSettings(domain="harm_reported")
    assert INDEX.choose(settings, asked) == ["theft", "fire"]


def test_a_domain_without_questions_is_a_mistake():
    """The coordinator is told which."""
    with pytest.raises(MahallaError, match="belongs to the domain “harms”"):
        INDEX.choose(AlkireFosterSettings(domain="harms"), {"water": [Named("tap")]})


@pytest.mark.parametrize(
    "wrong", [{"cutoff": 1.01}, {"cutoff": -0.1}, {"denominator": "some"}, {"cut": 0.3}]
)
def test_settings_that_cannot_be(wrong):
    """A cutoff is a share, and keys are known ones."""
    with pytest.raises(ValidationError):
        AlkireFosterSettings(domain="harm_reported", **wrong)


def test_households_are_what_is_counted():
    """One record a household, with the household weight."""
    assert INDEX.level == "household"


tables = arrays(
    np.float64, st.tuples(st.integers(1, 12), st.just(3)), elements=st.sampled_from([YES, NO, OUT])
)
severe = st.tuples(*[st.sampled_from([0.5, 1.0, 2.0, 3.0])] * 3)
cutoffs = st.sampled_from([0.0, 0.2, 1 / 3, 0.5, 2 / 3, 1.0])
denominators = st.sampled_from(["all", "applicable"])


@given(tables, severe, cutoffs, denominators)
def test_shares_of_severity_are_shares(table, severities, cutoff, denominator):
    """c is between 0 and 1, and is 1 for whoever met all that counts."""
    answers = answer(*table, severities=severities)
    met = find_met(answers.scores, answers.applicable)
    parts = weigh_harms(met, answers.applicable, answers.severities, denominator)
    total = parts.sum(axis=1)
    total = total[np.isfinite(total)]
    assert ((total >= 0) & (total <= 1 + 1e-12)).all()


@given(tables, severe, cutoffs, denominators)
def test_the_index_is_headcount_times_intensity(table, severities, cutoff, denominator):
    """M0 = H · A wherever somebody is harmed."""
    answers = answer(*table, severities=severities)
    how = {"cutoff": cutoff, "denominator": denominator}
    headcount = figure(answers, "headcount", **how)
    if headcount:
        intensity = figure(answers, "intensity", **how)
        assert figure(answers, "", **how) == pytest.approx(headcount * intensity)
        assert 100 * cutoff - 1e-6 <= intensity <= 100 + 1e-6


@given(tables, severe, cutoffs, denominators)
def test_contributions_add_up(table, severities, cutoff, denominator):
    """To 100 % where somebody is harmed, whatever the severities."""
    answers = answer(*table, severities=severities)
    how = {"cutoff": cutoff, "denominator": denominator}
    if figure(answers, "headcount", **how):
        parts = [figure(answers, f"contribution:{name}", **how) for name in NAMES]
        assert sum(parts) == pytest.approx(100)


@given(tables, severe, cutoffs)
def test_the_index_is_made_of_censored_headcounts(table, severities, cutoff):
    """M0 = 100 Σ s_j h_j(k) / Σ s_j (Alkire et al. 2015, ch. 5)."""
    answers = answer(*table, severities=severities)
    censored = [figure(answers, f"censored:{name}", cutoff=cutoff) for name in NAMES]
    expected = 100 * np.dot(severities, censored) / sum(severities)
    assert figure(answers, "", cutoff=cutoff) == pytest.approx(expected)


@given(tables, severe, cutoffs, st.data())
def test_more_harm_never_lowers_anything(table, severities, cutoff, data):
    """One more harm met leaves M0, H, union and every censored headcount as high or higher."""
    row = data.draw(st.integers(0, len(table) - 1))
    place = data.draw(st.integers(0, 2))
    worse = table.copy()
    worse[row, place] = YES
    before = columns(answer(*table, severities=severities), cutoff=cutoff)
    after = columns(answer(*worse, severities=severities), cutoff=cutoff)
    for name in ("", "headcount", "union", *(f"censored:{name}" for name in NAMES)):
        assert (after[name].values >= before[name].values - 1e-9).all(), name


@given(tables, severe, cutoffs)
def test_a_higher_cutoff_never_harms_more(table, severities, cutoff):
    """And the union is never smaller than the headcount."""
    answers = answer(*table, severities=severities)
    headcount = columns(answers, cutoff=cutoff)["headcount"].values
    assert (headcount <= columns(answers)["union"].values).all()
    assert (columns(answers, cutoff=1.0)["headcount"].values <= headcount).all()


def test_no_harm_is_never_harmed():
    """Not even at a cutoff of 0; and what is outside is not harmed either."""
    assert is_harmed(np.array([0.0, 0.1, np.nan]), 0.0).tolist() == [False, True, False]


def test_the_severity_of_the_harmed():
    """From a third of 2 + 1 + 3 one is harmed: from 2."""
    settings = AlkireFosterSettings(domain="d", cutoff=1 / 3)
    assert INDEX.find_bar(settings, np.array([2.0, 1, 3])) == pytest.approx(2)
