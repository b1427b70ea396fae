"""Domains scored again under other choices, and the table of what that does."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from survey.indices.composite import CompositeSettings
from survey.indices.stoplights import StoplightsSettings
from survey.locale import Text
from survey.questionnaire.method import Index, Method, Sensitivity
from survey.questionnaire.model import Domain
from survey.scoring.score import reduce_partitions, score_partitions
from survey.scoring.sensitivity import COLUMNS
from survey.scoring.sensitivity_table import (
    PLAIN,
    Weighing,
    drop_items,
    find_nominal,
    find_shown,
    find_weighing,
    score_rules,
    tabulate_sensitivity,
)
from tests.scoring.builders import questionnaire, rating, row
from tests.scoring.surveys import draw_answers, run

TRUST = Domain("trust", Text("Trust"), "strength", weight=3.0, rule="prorate")
WATER = Domain("water", Text("Water"), "strength")
CRIME = Domain("crime", Text("Crime"), "harm")

ASKED = questionnaire(
    rating("t1", domain="trust"),
    rating("t2", domain="trust"),
    rating("t3", domain="trust"),
    rating("w1", domain="water"),
    rating("w2", domain="water"),
    rating("c1", domain="crime"),
    domains=(TRUST, WATER, CRIME),
)
AREAS = {"A": 30, "B": 30, "C": 30, "D": 30, "E": 30, "F": 4, "G": 7}


def composite(*of, name="overall", **more):
    settings = CompositeSettings.model_validate({"of": list(of), **more})
    return Index(name, Text(name), "composite", "strength", settings)


def with_indices(*indices, **more):
    return replace(ASKED, method=Method(indices=indices, **more))


@pytest.fixture(scope="module")
def surveyed():
    return run(ASKED, AREAS, draw_answers(ASKED, sum(AREAS.values()), 6))


@pytest.fixture(scope="module")
def table(surveyed):
    scores, partitions = surveyed
    reduce = partial(reduce_partitions, partitions=partitions)
    return tabulate_sensitivity(ASKED, scores.outcomes, reduce, scores.figures)


def again(surveyed, compute):
    """Means under alternatives, by name: areas x (trust, water)."""
    scores, partitions = surveyed
    nominal = find_nominal(ASKED, [scores.outcomes["trust"], scores.outcomes["water"]])
    reduce = partial(reduce_partitions, partitions=partitions)
    return nominal, compute(ASKED, [TRUST, WATER], nominal, reduce)


def drop_all(*arguments):
    """Drop items as if all were published."""
    return drop_items(*arguments, shown=set(ASKED.items))


def rescored(partitions, **changed):
    """The domains' means by scoring a questionnaire that was written otherwise."""
    asked = replace(ASKED, **changed)
    outcomes = score_partitions(asked, partitions, {}).outcomes
    return np.stack([outcomes[name].means.mean[:7] for name in ("trust", "water")], axis=1)


def test_missing_rules_are_scored_again(surveyed):
    """Each as if the file had said so, in all domains."""
    _, found = again(surveyed, score_rules)
    assert set(found) == {"two_way", "prorate", "item_first"}
    domains = tuple(replace(domain, rule="item_first") for domain in (TRUST, WATER, CRIME))
    assert found["item_first"] == pytest.approx(rescored(surveyed[1], domains=domains))


def test_no_rule_is_tried_that_counts_other_people(surveyed):
    """Who left a gap may be a handful: with `complete` in the file nothing else is tried."""
    scores, partitions = surveyed
    nominal = find_nominal(ASKED, [scores.outcomes["water"]])
    reduce = partial(reduce_partitions, partitions=partitions)
    water = replace(WATER, rule="complete")
    assert score_rules(replace(ASKED, domains=(water,)), [water], nominal, reduce) == {}


def test_a_withheld_item_is_not_dropped(surveyed):
    """The shares of draws would tell which guess about it is right."""
    scores, _ = surveyed
    nominal = find_nominal(ASKED, [scores.outcomes["trust"], scores.outcomes["water"]])
    withheld = [
        replace(figure, reasons={"small_count": np.ones_like(figure.suppressed)})
        if figure.index == "t1"
        else figure
        for figure in scores.figures
    ]
    assert find_shown(ASKED, nominal, scores.figures) == {"t1", "t2", "t3", "w1", "w2"}
    assert find_shown(ASKED, nominal, withheld) == {"t2", "t3", "w1", "w2"}


def test_the_rule_of_the_file_is_no_other_rule(surveyed):
    """Of one domain with two_way two are left."""
    scores, partitions = surveyed
    nominal = find_nominal(ASKED, [scores.outcomes["water"]])
    reduce = partial(reduce_partitions, partitions=partitions)
    assert set(score_rules(ASKED, [WATER], nominal, reduce)) == {"prorate", "item_first"}


def test_a_dropped_item_changes_its_domain_alone(surveyed):
    """Without t1 trust is that of t2 and t3; water is as published."""
    nominal, found = again(surveyed, drop_all)
    assert set(found) == {"t1", "t2", "t3", "w1", "w2"}
    questions = [q for q in ASKED.questions.values() if q.id != "t1"]
    sections = (replace(ASKED.sections[0], questions=tuple(questions)),)
    expected = rescored(surveyed[1], sections=sections)
    assert found["t1"][:, 0] == pytest.approx(expected[:, 0])
    assert found["t1"][:, 1] == pytest.approx(nominal.mean[:, 1], nan_ok=True)


def test_an_item_that_weighs_nothing_cannot_be_dropped():
    """It is in no score."""
    asked = questionnaire(
        rating("a", domain="water"),
        rating("b", domain="water"),
        rating("c", domain="water", item={"weight": 0.0}),
        domains=(WATER,),
    )
    scores, partitions = run(asked, {"A": 30}, draw_answers(asked, 30, 1))
    nominal = find_nominal(asked, [scores.outcomes["water"]])
    reduce = partial(reduce_partitions, partitions=partitions)
    assert set(drop_items(asked, [WATER], nominal, reduce, set(asked.items))) == {"a", "b"}
    assert set(drop_items(asked, [WATER], nominal, reduce, {"a"})) == {"a"}


def test_a_domain_of_two_without_one_is_the_other(surveyed):
    """The mean of the answers to w2."""
    scores, _ = surveyed
    _, found = again(surveyed, drop_all)
    means = [figure for figure in scores.figures if (figure.index, figure.kind) == ("w2", "item")]
    assert found["w1"][:, 1] == pytest.approx(means[0].numbers["estimate"][:7])


def test_a_domain_of_one_without_it_is_nothing():
    """There is no alternative, and nobody has a score."""
    asked = questionnaire(rating("q", domain="water"), domains=(WATER,))
    scores, partitions = run(asked, {"A": 30}, draw_answers(asked, 30, 1))
    nominal = find_nominal(asked, [scores.outcomes["water"]])
    reduce = partial(reduce_partitions, partitions=partitions)
    assert np.isnan(drop_items(asked, [WATER], nominal, reduce, set(asked.items))["q"]).all()


def test_the_composite_of_the_file_is_varied():
    """The first that is made of strength domains, with their weights or its own."""
    asked = with_indices(composite({"take": "trust"}, {"take": "water", "weight": 2}))
    expected = Weighing("overall", {"trust": 3.0, "water": 2.0})
    assert find_weighing(asked, ["trust", "water"]) == expected


@pytest.mark.parametrize(
    "index",
    [
        composite({"take": "trust", "polarity": "negative"}),
        composite({"take": "trust", "steps": [{"cap": 50}]}),
        composite("trust", steps=["percentile_rank"]),
        composite("elsewhere"),
    ],
    ids=["turned", "with steps", "ranked", "of something else"],
)
def test_other_composites_are_not(index):
    """The mean of all strengths, with equal weights, takes their place."""
    found = find_weighing(with_indices(index), ["trust", "water"])
    assert found == Weighing(PLAIN, {"trust": 1.0, "water": 1.0})


def test_indices_of_other_kinds_are_not():
    """Only composites are."""
    index = Index("well", Text(""), "stoplights", "strength", StoplightsSettings())
    assert find_weighing(with_indices(index), ["trust"]).index == PLAIN


def test_a_rank_and_labels_for_each_released_area(table):
    """F and G are too few: 5 of 7 neighbourhoods."""
    assert tuple(table.columns) == COLUMNS
    ranked = table[table.kind == "rank"]
    assert ranked.area.tolist() == ["A", "B", "C", "D", "E"]
    assert sorted(ranked.nominal) == [1, 2, 3, 4, 5]
    assert set(ranked["index"]) == {PLAIN}
    assert set(table[table.kind == "label"]["index"]) == {"trust", "water"}


def test_labels_are_those_of_the_scores(surveyed, table):
    """With the share of draws in which they hold."""
    scores = surveyed[0].frame
    for one in table[table.kind == "label"].itertuples():
        assert one.label == row(scores, one.area, "strength", one[2]).label
        assert 0 <= one.share <= 1


def test_the_seed_of_the_file_gives_the_draws(surveyed, table):
    """The same seed the same table; another one another."""
    scores, partitions = surveyed
    reduce = partial(reduce_partitions, partitions=partitions)
    other = with_indices(sensitivity=Sensitivity(draws=500, seed=2))
    figures = scores.figures
    assert table.equals(tabulate_sensitivity(ASKED, scores.outcomes, reduce, figures))
    assert not table.equals(tabulate_sensitivity(other, scores.outcomes, reduce, figures))


def test_without_responses_domains_are_left_as_they_are(surveyed):
    """Weights, thresholds and the rest are still varied."""
    found = tabulate_sensitivity(ASKED, surveyed[0].outcomes, None)
    assert len(found[found.kind == "rank"]) == 5


def test_one_released_area_gives_no_row():
    """Nothing is ranked by itself."""
    scores, _ = run(ASKED, {"A": 30, "B": 4}, draw_answers(ASKED, 34, 2))
    assert len(tabulate_sensitivity(ASKED, scores.outcomes, None)) == 0


def test_without_strengths_there_is_nothing_to_vary():
    """A questionnaire of harms alone."""
    asked = questionnaire(rating("c1", domain="crime"), domains=(CRIME,))
    scores, _ = run(asked, {"A": 30, "B": 30}, draw_answers(asked, 60, 2))
    assert tuple(tabulate_sensitivity(asked, scores.outcomes, None).columns) == COLUMNS
