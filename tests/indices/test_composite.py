"""Composites: weighted means of components, with gaps, polarity, steps and slopes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from pydantic import ValidationError

from survey.indices.composite import INDEX, CompositeSettings, fill_weights

NAN = np.nan
POINTS = st.floats(0, 100)
ROWS = st.lists(st.tuples(POINTS, POINTS, POINTS), min_size=1, max_size=5)


def declare(*of, **more):
    """Read the settings of a composite, as YAML has them."""
    return CompositeSettings.model_validate({"of": list(of), **more})


def combine(values, *of, **more):
    return INDEX.combine(np.array(values, dtype=float), declare(*of, **more))


def weigh(name, weight):
    return {"take": name, "weight": weight}


def refuse(**raw):
    with pytest.raises(ValidationError) as caught:
        CompositeSettings.model_validate(raw)
    return caught.value.errors()


def test_the_arithmetic_mean_is_weighted():
    """(1 · 10 + 3 · 50)/4 = 40; a point more of a component moves it by 1/4 and 3/4."""
    combined = combine([[10, 50]], "water", weigh("roads", 3))

    assert_array_equal(combined.value, [40])
    assert_array_equal(combined.slopes, [[0.25, 0.75]])
    assert_array_equal(combined.coverage, [1])


def test_it_is_made_of_what_it_names():
    """Components are taken in the order of the file; a name alone is short for `take`."""
    assert INDEX.choose(declare("water", weigh("roads", 3))) == ["water", "roads"]


def test_weights_as_given():
    """.5 · 10 + .4 · 50 = 25, though the weights add up to .9."""
    combined = combine([[10, 50]], weigh("a", 0.5), weigh("b", 0.4), normalise_weights=False)

    assert_allclose(combined.value, [25])
    assert_allclose(combined.slopes, [[0.5, 0.4]])


def test_a_sum_takes_weights_as_given():
    """1 · 2 + 10 · 3 = 32."""
    combined = combine([[2, 3]], "a", weigh("b", 10), aggregate="sum")

    assert_array_equal(combined.value, [32])
    assert_array_equal(combined.slopes, [[1, 10]])


def test_the_geometric_mean():
    """(8 · 27²)^(1/3) = 18; slopes G v/(y Σv) = 18/(8 · 3) and 18 · 2/(27 · 3)."""
    combined = combine([[8, 27]], "a", weigh("b", 2), aggregate="geometric")

    assert_allclose(combined.value, [18])
    assert_allclose(combined.slopes, [[18 / 24, 36 / 81]])


def test_the_geometric_mean_with_weights_as_given():
    """4^.5 · 9^1 = 18."""
    given_weights = [weigh("a", 0.5), weigh("b", 1)]
    combined = combine([[4, 9]], *given_weights, aggregate="geometric", normalise_weights=False)

    assert_allclose(combined.value, [18])
    assert_allclose(combined.slopes, [[18 * 0.5 / 4, 18 / 9]])


def test_low_values_count_as_the_floor_inside_a_geometric_mean():
    """0 counts as 1: √(1 · 64) = 8, and does not move."""
    combined = combine([[0, 64]], "a", "b", aggregate="geometric")

    assert_allclose(combined.value, [8])
    assert_allclose(combined.slopes, [[0, 8 / 128]])


def test_without_a_floor_one_zero_makes_the_geometric_mean_zero():
    """√(0 · 0.64) = 0 on components of 0 to 1."""
    combined = combine([[0, 0.64], [0.25, 1]], "a", "b", aggregate="geometric", floor=0)

    assert_allclose(combined.value, [0, 0.5])


@pytest.mark.parametrize("aggregate", ["arithmetic", "geometric", "sum"])
def test_a_gap_leaves_no_index(aggregate):
    """Where a component is missing there is no value and no slope; coverage says what was there."""
    combined = combine([[10, NAN]], "a", weigh("b", 3), aggregate=aggregate)

    assert_array_equal(combined.value, [NAN])
    assert_array_equal(combined.slopes, [[NAN, NAN]])
    assert_array_equal(combined.coverage, [0.25])


@pytest.mark.parametrize(
    ("more", "value"),
    [
        ({}, 25),
        ({"aggregate": "geometric"}, 20),
        ({"normalise_weights": False}, 100),
        ({"aggregate": "sum"}, 100),
    ],
)
def test_others_take_over_the_weight_of_a_gap(more, value):
    """With `renormalise`, 10 and 40 stand in for all: each has 2 of the 4 units of weight."""
    of = ["a", "b", weigh("c", 2)]
    combined = combine([[10, 40, NAN]], *of, renormalise=True, **more)

    assert_allclose(combined.value, [value])
    assert_array_equal(combined.coverage, [0.5])
    assert combined.slopes[0, 2] == 0


def test_nothing_stands_in_for_everything():
    """Where all is missing there is no index, whatever the rule."""
    combined = combine([[NAN, NAN]], "a", "b", renormalise=True)

    assert_array_equal(combined.value, [NAN])
    assert_array_equal(combined.coverage, [0])


def test_a_component_of_weight_zero_may_be_missing():
    """It is in no average."""
    assert_array_equal(combine([[10, NAN]], "a", weigh("b", 0)).value, [10])
    geometric = combine([[10, NAN]], "a", weigh("b", 0), aggregate="geometric")
    assert_allclose(geometric.value, [10])


def test_steps_run_on_each_component_and_on_the_result():
    """20 years count as 18 of 18 = 100, 9 as 50; their means with 50 are 75 and 50, over 10."""
    schooling = {
        "take": "schooling",
        "steps": [{"cap": 18}, {"min_max": {"lowest": 0, "highest": 18}}],
    }
    combined = combine([[20, 50], [9, 50]], schooling, "water", steps=[{"multiply": 0.1}])

    assert_allclose(combined.value, [7.5, 5])
    assert_allclose(combined.slopes, [[0, 0.05], [100 / 18 / 20, 0.05]])


def test_negative_polarity_counts_more_as_less():
    """30 points of a harm are 70; the percentile ranks of a shortage run downwards."""
    harm = {"take": "harm", "polarity": "negative"}
    ranked = {**harm, "steps": ["percentile_rank"]}

    assert_array_equal(combine([[30]], harm).value, [70])
    assert_array_equal(combine([[30]], harm).slopes, [[-1]])
    assert_array_equal(combine([[1], [2], [3]], ranked).value, [1, 0.5, 0])


def test_no_slopes_behind_ranks():
    """A rank of one component leaves the slopes of the others."""
    combined = combine([[1, 5], [2, 7]], {"take": "a", "steps": ["rank"]}, "b")

    assert_array_equal(combined.slopes, [[NAN, 0.5], [NAN, 0.5]])


def test_no_slopes_behind_a_rounded_result():
    """Rounding the result leaves none."""
    assert_array_equal(combine([[1.26, 5]], "a", "b", steps=[{"round": 1}]).slopes, [[NAN, NAN]])


def test_a_step_that_loses_a_value_makes_a_gap():
    """The logarithm of 0 is missing: no index for that area."""
    assert_array_equal(combine([[0], [1]], {"take": "a", "steps": ["log"]}).value, [NAN, 0])


def test_no_areas_no_values():
    """An empty table gives an empty index."""
    empty = INDEX.combine(np.zeros((0, 2)), declare("a", {"take": "b", "steps": ["z_score"]}))

    assert empty.value.shape == (0,)
    assert empty.slopes.shape == (0, 2)


def test_weights_of_domains_fill_gaps():
    """A component without a weight has that of what it names; others keep theirs."""
    filled = fill_weights(declare("water", weigh("roads", 3), "income"), {"water": 2, "roads": 9})

    assert filled.weights.tolist() == [2, 3, 1]


def test_weights_of_nothing_are_refused():
    """All weights 0 would divide by 0."""
    [error] = refuse(of=[weigh("a", 0), weigh("b", 0)])

    assert error["ctx"]["sentence"] == (
        "Nothing here has a weight. Name a component of weight above 0."
    )


@pytest.mark.parametrize(
    "steps",
    [["percentile_rank"], [{"min_max": {"to": 1}}, {"round": 3}], ["z_score", {"reverse": 1}]],
)
def test_a_floor_that_swallows_everything_is_refused(steps):
    """On 0 to 1 all values would count as the floor of 1; without it, or times 100, they count."""
    [error] = refuse(of=[{"take": "a", "steps": steps}, "b"], aggregate="geometric")
    assert "Write `floor: 0`" in error["ctx"]["sentence"]

    declare({"take": "a", "steps": steps}, aggregate="geometric", floor=0)
    declare({"take": "a", "steps": [*steps, {"multiply": 100}]}, aggregate="geometric")
    declare({"take": "a", "steps": [*steps, {"round": 1}]}, aggregate="arithmetic")


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        ({"of": []}, ("of",)),
        ({"of": [weigh("a", -1)]}, ("of", 0, "weight")),
        ({"of": ["a", {"take": "b", "steps": [{"cap": 1}, "rnk"]}]}, ("of", 1, "steps", 1)),
        ({"of": ["a"], "steps": ["rnk"]}, ("steps", 0)),
        ({"of": ["a"], "floor": -1}, ("floor",)),
        ({"of": ["a"], "aggregate": "median"}, ("aggregate",)),
        ({"of": ["a"], "colour": "red"}, ("colour",)),
    ],
)
def test_mistakes_are_found_where_they_stand(raw, place):
    """The path of a mistake leads to its line."""
    assert [error["loc"] for error in refuse(**raw)] == [place]


@given(ROWS)
def test_the_geometric_mean_is_at_most_the_arithmetic(rows):
    """Above the floor, of the same values and weights."""
    raised = [[value + 1 for value in row] for row in rows]
    of = ["a", weigh("b", 2), weigh("c", 0.5)]
    arithmetic = combine(raised, *of).value

    assert np.all(combine(raised, *of, aggregate="geometric").value <= arithmetic * (1 + 1e-12))


@given(ROWS, st.floats(0.01, 100))
def test_scaled_weights_change_no_mean(rows, factor):
    """Weights 1, 2, 3 and any multiple of them give the same mean."""
    weights = {"a": 1.0, "b": 2.0, "c": 3.0}
    one = combine(rows, *[weigh(name, v) for name, v in weights.items()])
    other = combine(rows, *[weigh(name, v * factor) for name, v in weights.items()])

    assert_allclose(one.value, other.value, rtol=1e-12, atol=1e-300)


@given(ROWS, st.sampled_from(["arithmetic", "geometric"]), st.integers(0, 2))
def test_slopes_are_derivatives(rows, aggregate, place):
    """The slope is the change of the index over a small change of a component."""
    values = np.array(rows) + 2
    bump = np.zeros(3)
    bump[place] = 1e-5
    settings = declare("a", weigh("b", 2), weigh("c", 0.5), aggregate=aggregate)
    rise = (
        INDEX.combine(values + bump, settings).value - INDEX.combine(values - bump, settings).value
    )

    assert_allclose(INDEX.combine(values, settings).slopes[:, place], rise / 2e-5, rtol=1e-4)


@given(ROWS, st.sampled_from(["arithmetic", "geometric", "sum"]), st.floats(0, 50))
def test_more_of_a_component_never_lowers_the_index(rows, aggregate, more):
    """More harm never lowers a harm index, and more strength no strength."""
    values = np.array(rows)
    settings = declare("a", weigh("b", 2), weigh("c", 0.5), aggregate=aggregate)
    before = INDEX.combine(values, settings).value
    after = INDEX.combine(values + np.array([0, more, 0]), settings).value

    assert np.all(after >= before * (1 - 1e-12))


@given(ROWS)
def test_turning_every_component_round_turns_the_mean_round(rows):
    """The mean of 100 − y is 100 less the mean of y."""
    turned = [{"take": name, "polarity": "negative"} for name in "abc"]

    assert_allclose(combine(rows, *turned).value, 100 - combine(rows, *"abc").value, atol=1e-12)


@given(ROWS)
def test_a_mean_of_one_value_is_that_value(rows):
    """Components that are all alike give exactly what they are."""
    alike = np.array([[row[0]] * 3 for row in rows])

    assert_allclose(combine(alike, "a", "b", "c").value, alike[:, 0], rtol=1e-15)
