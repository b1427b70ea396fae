"""Which domains of two versions measure the same thing."""

from dataclasses import replace

import pytest

from survey.locale import Text
from survey.questionnaire.model import Domain
from survey.scoring.waves.comparable import compare_versions, find_same_items
from tests.scoring.builders import REPORTED, STRENGTH, questionnaire, rating, yes_no

OLD = questionnaire(rating("q1"), rating("q2"))


def newer(*questions, domains=(STRENGTH,)):
    return replace(questionnaire(*questions, domains=domains), version="w")


def reasons(new, items, old=OLD):
    """Why the only domain is not comparable, in English."""
    (judged,) = compare_versions(old, new, items)
    assert judged.is_comparable == (not judged.reasons)
    return " ".join(reason.say() for reason in judged.reasons)


def test_the_same_version_needs_no_map():
    """Everything is what it was."""
    assert compare_versions(OLD, OLD, {})[0].is_comparable
    assert find_same_items(OLD, OLD, {}) == {"q1": "q1", "q2": "q2"}


def test_one_version_under_other_promises_needs_no_map():
    """What is asked in one wave alone, since more was declared, is told; the rest is itself."""
    more = questionnaire(rating("q1"), rating("q2"), rating("q3"))
    more = replace(more, promises=("referral_path",))
    assert reasons(OLD, {}, old=more) == "“q3” is no longer an item of the domain “d”."


def test_renamed_items_are_the_same_by_the_map():
    """a was q1 and b was q2."""
    new = newer(rating("b"), rating("a"))
    assert reasons(new, {"a": "q1", "b": "q2"}) == ""
    assert find_same_items(OLD, new, {"a": "q1", "b": "q2"}) == {"b": "q2", "a": "q1"}


def test_another_version_needs_the_map():
    """Even items that kept their names: only a person can say that they mean the same."""
    said = reasons(newer(rating("q1"), rating("q2")), {"q1": "q1"})
    assert said == (
        "It is not said which earlier item “q2” is; name it under `items` in `compare`. "
        "“q2” is no longer an item of the domain “d”."
    )


def test_a_new_domain():
    """There is nothing to compare it with."""
    domain = Domain("e", Text("Other"), "strength")
    new = newer(rating("q1", domain="e"), domains=(domain,))
    assert reasons(new, {"q1": "q1"}) == "The earlier version has no domain “e”."


@pytest.mark.parametrize(
    "change", [{"polarity": "harm"}, {"measure": "reported"}, {"rule": "complete"}]
)
def test_a_domain_that_is_summarised_otherwise(change):
    """Polarity, measure and missing rule must be the same."""
    new = newer(rating("q1"), rating("q2"), domains=(replace(STRENGTH, **change),))
    assert reasons(new, {"q1": "q1", "q2": "q2"}).startswith("The domain “d” was summarised in")


@pytest.mark.parametrize(
    "question",
    [
        rating("q2", 4),
        yes_no("q2"),
        rating("q2", polarity="negative"),
        rating("q2", item={"weight": 2.0}),
        rating("q2", item={"severity": 2.0}),
        rating("q2", item={"dk_as": 1.0}),
        rating("q2", level="household"),
    ],
)
def test_an_item_that_is_scored_otherwise(question):
    """Codes, polarity, weight, severity, don't know and level must be the same."""
    new, items = newer(rating("q1"), question), {"q1": "q1", "q2": "q2"}
    assert reasons(new, items).startswith("“q2” is not scored as “q2” was")
    assert find_same_items(OLD, new, items) == {"q1": "q1"}


def test_options_in_another_order_are_the_same_scale():
    """Codes count, not where they stand."""
    turned = replace(rating("q2"), options=rating("q2").options[::-1])
    assert reasons(newer(rating("q1"), turned), {"q1": "q1", "q2": "q2"}) == ""


def test_an_item_too_many():
    """A new item has no earlier self, whatever it is said to be."""
    new = newer(rating("q1"), rating("q2"), rating("q3"))
    said = reasons(new, {"q1": "q1", "q2": "q2", "q3": "q9"})
    assert said == (
        "“q3” is said to have been “q9”, "
        "which the earlier version does not score in the domain “d”."
    )
    assert find_same_items(OLD, new, {"q3": "q9"}) == {}


def test_an_item_too_few():
    """What was left out has changed the measure."""
    assert reasons(newer(rating("q1")), {"q1": "q1"}) == (
        "“q2” is no longer an item of the domain “d”."
    )


def test_two_items_that_were_one():
    """The map must be one to one."""
    new = newer(rating("q1"), rating("q2"), rating("q3"))
    assert reasons(new, {"q1": "q1", "q2": "q2", "q3": "q2"}) == (
        "“q2” is said to be more than one item of the domain “d”."
    )


def test_items_without_weight_do_not_matter():
    """They are tabulated, and in no average."""
    new = newer(rating("q1"), rating("q2"), rating("q3", item={"weight": 0.0}))
    assert reasons(new, {"q1": "q1", "q2": "q2"}) == ""


def test_reported_harms_count_whatever_their_weight():
    """Their domain is made of severities."""
    old = questionnaire(yes_no("q1"), domains=(REPORTED,))
    new = newer(yes_no("q1"), rating("q2", item={"weight": 0.0}), domains=(REPORTED,))
    assert reasons(new, {"q1": "q1"}, old).startswith("It is not said which earlier item “q2” is")
