"""From answers to the one table of scores."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.locale import Text
from survey.questionnaire.model import Domain
from survey.scoring.answers.codes import BLANK, DONT_KNOW, REFUSED, STRUCTURAL
from survey.scoring.estimation.hajek import hajek
from survey.scoring.outcomes.figures import COLUMNS, NUMBERS
from survey.scoring.score import score
from tests.scoring.builders import (
    HARM,
    REPORTED,
    STRENGTH,
    coded,
    integer,
    people,
    questionnaire,
    rating,
    row,
    rows,
    spread,
    yes_no,
)

TEN = spread(2, 2, 2, 2, 2)


def score_one(question, *answers, domain=STRENGTH, area="A", **more):
    """Score one question asked in one neighbourhood."""
    table = people({area: len(answers[0])}, **more)
    columns = {question.id: answers[0]}
    return score(questionnaire(question, domains=[domain]), table, coded(table, **columns))


def test_the_columns_are_those_of_the_contract():
    """One tidy table, its columns in this order."""
    assert tuple(score_one(rating(), TEN).columns) == (
        "area",
        "index",
        "kind",
        "estimate",
        "se",
        "lower",
        "upper",
        "n",
        "n_effective",
        "households",
        "label",
        "suppressed",
        "flag",
    )


def test_areas_come_in_order():
    """Neighbourhoods, districts, all; each with all its figures."""
    table = people({"B": 10, "A": 10})
    scores = score(
        questionnaire(rating()), table, coded(table, q=TEN * 2), {"A": "north", "B": "north"}
    )
    assert scores.area.drop_duplicates().tolist() == ["A", "B", "district:north", "all"]


def test_figures_come_in_order():
    """Domains first, then each question's mean, answers and silences."""
    scores = score_one(rating(options=2), spread(10, 10))
    assert scores[scores.area == "A"].kind.tolist() == [
        "strength",
        "item",
        "option",
        "option",
        "dont_know",
        "refused",
        "blank",
        "not_applicable",
    ]


def score_two(one, two, domain=STRENGTH, rule="two_way", **more):
    """Score a domain of two ratings in one neighbourhood."""
    declared = Domain(domain.id, domain.title, domain.polarity, rule=rule, **more)
    table = people({"A": len(one)})
    asked = questionnaire(rating("p"), rating("q"), domains=[declared])
    return score(asked, table, coded(table, p=one, q=two))


def test_a_domain_is_the_mean_of_respondents():
    """Answers 2, 4 and 3, 5 of five: 50 and 75, eight and four times."""
    domain = row(score_two([1] * 8 + [2] * 4, [3] * 8 + [4] * 4), "A", "strength", "d")
    expected = hajek([50.0] * 8 + [75.0] * 4)
    shown = [domain.estimate, domain.se, domain.lower, domain.upper, domain.n_effective]
    assert shown == pytest.approx(
        [expected.mean, expected.se, expected.lower, expected.upper, expected.n_effective]
    )
    assert (domain.n, domain.households) == (12, 12)


def test_a_harm_is_high_where_there_is_more_of_it():
    """Answers at the bad end of a negatively worded question are a high harm."""
    asked = questionnaire(
        rating("p", polarity="negative"), rating("q", polarity="negative"), domains=[HARM]
    )
    table = people({"A": 12})
    scores = score(asked, table, coded(table, p=[4] * 12, q=[4] * 6 + [3] * 6))
    assert row(scores, "A", "harm", "d").label == "high_concern"


def test_a_clear_strength_is_labelled():
    """The whole interval is above 60."""
    domain = row(score_two([4] * 12, [4] * 6 + [3] * 6), "A", "strength", "d")
    assert (domain.label, domain.flag) == ("strength", "small_sample")


def test_no_variation_has_no_interval_and_no_label():
    """All the same: the estimate stands alone, and says why."""
    domain = row(score_two([4] * 12, [4] * 12), "A", "strength", "d")
    assert (domain.estimate, domain.label) == (100, "")
    assert domain.flag == "small_sample no_variation"
    assert domain[["se", "lower", "upper", "n_effective"]].isna().all()


def test_limits_end_where_the_scale_ends():
    """No interval goes beyond 100."""
    assert row(score_two([4] * 12, [4] * 11 + [0]), "A", "strength", "d").upper == 100


def test_nine_respondents_are_withheld():
    """A withheld row has no number, no label and only its reason."""
    domain = row(score_two([4] * 9, [3] * 9), "A", "strength", "d")
    assert domain.suppressed
    assert domain[list(NUMBERS)].isna().all()
    assert (domain.label, domain.flag) == ("", "few_respondents")


def test_four_households_are_withheld():
    """Ten members of four households are too few households."""
    scores = score_one(rating(), TEN, household=list("aaabbbccdd"))
    assert row(scores, "A", "item", "q").flag == "few_households"


def test_the_total_that_bares_a_small_neighbourhood_is_withheld():
    """all less A would be B."""
    table = people({"A": 20, "B": 5})
    scores = score(questionnaire(rating()), table, coded(table, q=spread(5, 5, 5, 5, 5)))
    assert row(scores, "all", "item", "q").flag == "complementary"


def test_a_reflective_domain_that_does_not_hang_together_is_split():
    """α < .6: the domain is withheld, its items are not."""
    one, two = [0, 4] * 20, [0] * 20 + [4] * 20
    scores = score_two(one, two, reflective=True)
    assert row(scores, "A", "strength", "d").flag == "low_alpha"
    assert not row(scores, "A", "item", "p").suppressed


def test_a_reflective_domain_that_hangs_together_is_scored():
    """α = 1."""
    scores = score_two([0, 4] * 20, [0, 4] * 20, reflective=True)
    assert not row(scores, "A", "strength", "d").suppressed


def test_a_domain_of_one_question_is_that_question():
    """The domain must not say what the question's own mask hides."""
    domain = row(score_one(yes_no(), spread(2, 18)), "A", "strength", "d")
    assert (domain.suppressed, domain.flag) == (True, "small_count")


def test_a_domain_of_one_question_is_labelled():
    """30 of 40 yes: an estimate beyond 60 with its interval of a share."""
    domain = row(score_one(yes_no(), spread(10, 30)), "A", "strength", "d")
    assert (domain.estimate, domain.label) == (75, "likely_strength")


def test_a_domain_without_weight_is_not_scored():
    """Its questions are shown and tabulated only."""
    scores = score_one(rating(item={"weight": 0.0}), TEN)
    assert set(scores.kind) >= {"item", "option"}
    assert "strength" not in set(scores.kind)


def test_a_reported_harm_has_shares_and_no_score():
    """One `yes` figure a question, no mean, no options."""
    scores = score_one(yes_no(polarity="negative"), spread(30, 10), domain=REPORTED)
    assert row(scores, "A", "yes", "q").estimate == 25
    assert set(scores.kind) == {"yes", "dont_know", "refused", "blank", "not_applicable"}


def test_a_reported_harm_counts_households():
    """Two members reporting the same theft are one household."""
    homes = [f"h{number // 2}" for number in range(40)]
    scores = score_one(yes_no(polarity="negative"), [1, 0] * 20, domain=REPORTED, household=homes)
    theft = row(scores, "A", "yes", "q")
    assert (theft.n, theft.suppressed) == (20, False)


def test_a_household_question_is_counted_once_a_household():
    """The first record of a household speaks for it, with the household's weight."""
    homes = [f"h{number // 2:02}" for number in range(40)]
    scores = score_one(
        rating(options=2, level="household"),
        [0, 1] * 10 + [1, 0] * 10,
        household=homes,
        household_weight=[1.0] * 20 + [3.0] * 20,
    )
    shown = row(scores, "A", "item", "q")
    assert (shown.estimate, shown.n, shown.households) == (75, 20, 20)


def test_a_questionnaire_of_households_counts_each_once():
    """With unit `household` every question is one."""
    table = people({"A": 24}, household=[f"h{number // 2:02}" for number in range(24)])
    asked = questionnaire(rating("p"), rating("q"), unit="household")
    scores = score(asked, table, coded(table, p=[0, 4] * 12, q=[0, 4] * 12))
    assert row(scores, "A", "strength", "d").n == 12


def test_a_domain_of_mixed_levels_is_of_persons():
    """Only where all questions are of the household is the domain of households."""
    table = people({"A": 24}, household=[f"h{number // 2:02}" for number in range(24)])
    asked = questionnaire(rating("p", level="household"), rating("q"))
    scores = score(asked, table, coded(table, p=[0, 4] * 12, q=[0, 4] * 12))
    assert row(scores, "A", "strength", "d").n == 24


def test_weights_are_used():
    """Weight 3 on those who gave 100."""
    scores = score_one(rating(options=2), spread(10, 10), weight=[1.0] * 10 + [3.0] * 10)
    assert row(scores, "A", "item", "q").estimate == pytest.approx(75)


def test_a_lone_psu_in_a_stratum_is_flagged():
    """Its variance is a stopgap, and the row says so."""
    strata = ["s"] * 29 + ["t"]
    scores = score_two(list(range(5)) * 6, list(range(5)) * 6)
    assert "single_psu" not in row(scores, "A", "strength", "d").flag
    table = people({"A": 30}, stratum=strata)
    asked = questionnaire(rating("p"), rating("q"))
    scores = score(asked, table, coded(table, p=list(range(5)) * 6, q=list(range(5)) * 6))
    assert row(scores, "A", "strength", "d").flag == "single_psu"


def test_the_mean_of_a_number_is_shown_without_options():
    """A number has a mean and silences, no list of answers."""
    scores = score_one(integer(), list(range(10)) * 2)
    assert row(scores, "A", "item", "q").estimate == 45
    assert "option" not in set(scores.kind)


def test_nobody_at_all_is_a_withheld_total():
    """An empty project has only `all`, and says nothing of it."""
    table = people({})
    scores = score(questionnaire(rating()), table, coded(table, q=[]))
    assert set(scores.area) == {"all"}
    assert scores.suppressed.all()


def test_a_questionnaire_without_scores_gives_an_empty_table():
    """Columns without rows."""
    table = people({"A": 10})
    scores = score(questionnaire(domains=()), table, coded(table))
    assert (len(scores), tuple(scores.columns)) == (0, COLUMNS)


def test_everybody_silent_is_withheld():
    """No answer at all: no mean, no share."""
    scores = score_one(rating(), [BLANK] * 20)
    assert row(scores, "A", "item", "q").flag == "few_respondents few_households"


def test_a_structural_question_does_not_count_against_a_domain():
    """Half of the people have no children: they are scored on the other question."""
    scores = score_two([4, 4] * 10, [3, STRUCTURAL] * 10)
    assert row(scores, "A", "strength", "d").estimate == pytest.approx((87.5 + 100) / 2)


def random_answers(seed):
    """Three neighbourhoods, clustered households, gaps of every sort."""
    random = np.random.default_rng(seed)
    size = 90
    table = people(
        {"A": 40, "B": 35, "C": 15},
        household=[f"h{number // 2}" for number in range(size)],
        weight=random.choice([0.5, 1, 2.25], size).tolist(),
    )
    silent = [BLANK, DONT_KNOW, REFUSED, STRUCTURAL]
    answers = {
        name: np.where(random.random(size) < 0.2, random.choice(silent, size), given)
        for name, given in (
            ("p", random.integers(0, 5, size)),
            ("q", random.integers(0, 5, size)),
            ("r", random.integers(0, 2, size)),
        )
    }
    asked = questionnaire(
        rating("p"),
        rating("q", polarity="negative", sensitive=True),
        yes_no("r", domain="h", level="household"),
        domains=[STRENGTH, Domain("h", Text("Harm"), "harm")],
    )
    return asked, table, coded(table, **answers), {"A": "north", "B": "north"}


@given(st.integers(0, 10**6), st.randoms())
@settings(max_examples=15, deadline=None)
def test_the_order_of_rows_does_not_matter(seed, random):
    """The same answers in another order give the same bytes."""
    asked, table, answers, districts = random_answers(seed)
    order = list(range(len(table)))
    random.shuffle(order)
    shuffled = score(asked, table.iloc[order], answers.iloc[order[::-1]], districts)
    assert shuffled.to_csv() == score(asked, table, answers, districts).to_csv()


@given(st.integers(0, 10**6))
@settings(max_examples=15, deadline=None)
def test_rows_keep_their_promises(seed):
    """Numbers on 0-100, estimates inside intervals, nothing beside a withheld row."""
    scores = score(*random_answers(seed))
    shown = scores[~scores.suppressed]
    with_interval = shown[shown.lower.notna()]
    assert ((with_interval.lower >= 0) & (with_interval.upper <= 100)).all()
    assert (with_interval.lower <= with_interval.estimate).all()
    assert (with_interval.estimate <= with_interval.upper).all()
    assert (with_interval.lower < with_interval.upper).all()
    assert (shown.n >= 10).all()
    assert (shown.households >= 5).all()
    assert scores[scores.suppressed][list(NUMBERS)].isna().all(axis=None)
    assert (scores[scores.suppressed].flag != "").all()


@given(st.integers(0, 10**6))
@settings(max_examples=10, deadline=None)
def test_a_reversed_question_gives_the_reversed_mean(seed):
    """Scored the other way round, the mean is 100 less the mean."""
    random = np.random.default_rng(seed)
    answers = random.integers(0, 5, 40).tolist()
    plain = row(score_one(rating(), answers), "A", "item", "q")
    turned = row(score_one(rating(polarity="negative"), answers), "A", "item", "q")
    assert turned.estimate == pytest.approx(100 - plain.estimate, abs=1e-12)
    assert turned.se == pytest.approx(plain.se, abs=1e-12, nan_ok=True)


def test_pandas_writes_one_line_a_figure():
    """No index of pandas leaks into the table."""
    assert isinstance(score_one(rating(), TEN).index, pd.RangeIndex)
    assert len(rows(score_one(rating(), TEN), "A", "item")) == 1


def test_agreement_on_a_sensitive_domain_is_not_one_subtraction_away():
    """In A all score 50: withheld, and all with it; B stands for itself."""
    asked = questionnaire(rating("p", sensitive=True), rating("q"))
    table = people({"A": 20, "B": 20})
    given = [2] * 20 + spread(4, 4, 4, 4, 4)
    scores = score(asked, table, coded(table, p=given, q=given))
    flags = [row(scores, area, "strength", "d").flag for area in ("A", "B", "all")]
    assert flags == ["small_count", "small_sample", "complementary"]
