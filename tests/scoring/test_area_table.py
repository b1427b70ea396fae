"""Indices of a table with one row an area: order, gaps, larger areas, ranks and mistakes."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from survey.errors import MahallaError
from survey.indices.find import index_kinds
from survey.questionnaire.load import parse_questionnaire
from survey.scoring.area_table import rank_areas, score_area_table
from survey.scoring.outcomes.figures import COLUMNS

NAN = np.nan
HEAD = """
id: little
title: A little index
unit: area
variables: {water: {title: Water}, roads: {title: Roads}}
"""
MEAN = "indices: {both: {title: Both, of: [water, {take: roads, weight: 3}]}}\n"
ROLLED = MEAN + "roll_up: {to: region, weight: people}\n"


def declare(method):
    return parse_questionnaire(HEAD + method, "little.yaml")


def table(**columns):
    """Make a table of the areas a, b, c …"""
    size = len(next(iter(columns.values())))
    return pd.DataFrame(columns, index=list("abcdefgh"[:size]))


def score(method, **columns):
    return score_area_table(declare(method), table(**columns))


def complain(method, given_table):
    """Say what is wrong with a table, a sentence each."""
    with pytest.raises(MahallaError) as caught:
        score_area_table(declare(method), given_table)
    return [problem.say() for problem in caught.value.problems]


def test_one_row_for_each_area_and_index():
    """The columns are those of scores, with the coverage; only the estimate has a number."""
    scores = score(MEAN, water=[10.0, 20.0], roads=[50.0, 60.0])

    assert list(scores.columns) == [*COLUMNS, "coverage"]
    assert scores[["area", "index", "kind"]].to_numpy().tolist() == [
        ["a", "both", "composite"],
        ["b", "both", "composite"],
    ]
    assert scores["estimate"].tolist() == [40, 50]
    assert scores["coverage"].tolist() == [1, 1]
    assert scores[["se", "lower", "upper", "n"]].isna().all().all()
    assert not scores["suppressed"].any()


def test_an_index_may_take_those_above_it():
    """The second index doubles the first, and takes a variable that is used already."""
    method = """
indices:
  both: {title: Both, of: [water, roads]}
  more: {title: More, of: [both, water], aggregate: sum}
"""
    scores = score(method, water=[10], roads=[50])

    assert scores["index"].tolist() == ["both", "more"]
    assert scores["estimate"].tolist() == [30, 40]


def test_an_index_of_no_indices_is_an_empty_table():
    """A file without indices has no scores."""
    assert len(score("", water=[1], roads=[2])) == 0


@pytest.mark.parametrize("blank", [None, NAN, "", "  "])
def test_a_blank_cell_is_missing(blank):
    """The area has no index, and its coverage is what was there."""
    scores = score(MEAN, water=[10, 10], roads=[50, blank])

    assert_array_equal(scores["estimate"], [40, NAN])
    assert_array_equal(scores["coverage"], [1, 0.25])
    assert scores["flag"].tolist() == ["", ""]


def test_what_is_missing_may_be_left_out():
    """With `renormalise` there is an index, flagged with the share of weight it rests on."""
    method = "indices: {both: {title: Both, of: [water, roads], renormalise: true}}"
    scores = score(method, water=[10, 10], roads=[50, NAN])

    assert scores["estimate"].tolist() == [30, 10]
    assert scores["coverage"].tolist() == [1, 0.5]
    assert scores["flag"].tolist() == ["", "coverage=50"]


def test_larger_areas_weigh_by_population():
    """North: (1 · 40 + 3 · 80)/4 = 70; all: (1 · 40 + 3 · 80 + 4 · 20)/8 = 45."""
    scores = score(
        ROLLED,
        water=[40, 80, 20],
        roads=[40, 80, 20],
        region=["north", "north", "south"],
        people=[1, 3, 4],
    )

    assert scores["area"].tolist() == ["a", "b", "c", "district:north", "district:south", "all"]
    assert_allclose(scores["estimate"], [40, 80, 20, 70, 20, 45])


def test_larger_areas_leave_out_what_is_missing():
    """A quarter of the people live where there is a value: coverage .25, and a flag."""
    scores = score(
        ROLLED, water=[40, NAN], roads=[40, 80], region=["north", "north"], people=[1, 3]
    ).set_index("area")

    assert scores["estimate"]["district:north"] == 40
    assert scores["coverage"]["district:north"] == 0.25
    assert scores["flag"]["district:north"] == "coverage=25"


def test_nearly_all_is_not_all():
    """Where 999 of 1000 people live in areas with a value, the flag says 99 percent."""
    scores = score(
        ROLLED, water=[40, NAN], roads=[40, 80], region=["north", "north"], people=[999, 1]
    ).set_index("area")

    assert scores["flag"]["district:north"] == "coverage=99"


def test_a_larger_area_without_people_has_no_value():
    """Nobody's average is missing, and so is its coverage."""
    scores = score(ROLLED, water=[40], roads=[40], region=["north"], people=[0])

    assert_array_equal(scores["estimate"], [40, NAN, NAN])
    assert_array_equal(scores["coverage"], [1, NAN, NAN])


@pytest.mark.parametrize("blank", [None, NAN, " "])
def test_an_area_of_no_larger_one_counts_only_in_all(blank):
    """Where the cell is blank the area belongs to none."""
    scores = score(
        ROLLED, water=[40, 80], roads=[40, 80], region=["north", blank], people=[1, 1]
    ).set_index("area")

    assert list(scores.index) == ["a", "b", "district:north", "all"]
    assert scores["estimate"]["district:north"] == 40
    assert scores["estimate"]["all"] == 60


def test_areas_come_in_alphabetical_order():
    """Rows may stand in any order; numbers are names as well."""
    frame = pd.DataFrame({"water": [1, 2], "roads": [1, 2]}, index=[20, 10])
    scores = score_area_table(declare(MEAN), frame)

    assert scores["area"].tolist() == ["10", "20"]
    assert scores["estimate"].tolist() == [2, 1]


def test_every_mistake_of_the_table_is_named():
    """Columns that are not there and cells that are no numbers, all at once."""
    frame = table(roads=[1, "many", float("inf")], region=["n", "n", "n"])
    lost = "The table has no column “{}”, which “{}” needs. Add it, or mend its name."
    cell = (
        "“{}” in the column “roads” of the area “{}” is not a number. "
        "Write a number, or leave the cell empty."
    )

    assert complain(ROLLED, frame) == [
        lost.format("water", "both"),
        lost.format("people", "roll_up"),
        cell.format("many", "b"),
        cell.format("inf", "c"),
    ]


def test_the_column_of_larger_areas_must_be_there():
    """A roll-up needs to know where to."""
    frame = table(water=[1], roads=[1], people=[1])

    assert complain(ROLLED, frame) == [
        "The table has no column “region”, which “roll_up” needs. Add it, or mend its name."
    ]


def test_an_area_stands_in_one_row_and_has_a_name():
    """Rows without a name are counted from 1."""
    frame = pd.DataFrame({"water": [1] * 5, "roads": [1] * 5}, index=["a", None, "a", " ", "a"])

    assert complain(MEAN, frame) == [
        "Row 2 of the table has no name of an area. Write one.",
        "Row 4 of the table has no name of an area. Write one.",
        "The area “a” is in the table more than once. Keep one row of it.",
    ]


@pytest.mark.parametrize("people", [-1, NAN])
def test_every_area_needs_people_to_be_rolled_up(people):
    """An area that cannot be weighed would be lost silently."""
    frame = table(water=[1, 1], roads=[1, 1], region=["n", "n"], people=[5, people])

    assert complain(ROLLED, frame) == [
        "The area “b” needs a number of 0 or more in the column “people”, by which it is rolled "
        "up. Write it."
    ]


def test_answers_cannot_be_counted_in_a_table_of_areas():
    """An index of respondents is refused, whatever let it through."""
    questionnaire = declare(MEAN)
    own = index_kinds()["stoplights"].settings()
    index = replace(questionnaire.method.indices[0], kind="stoplights", settings=own)
    wrong = replace(questionnaire, method=replace(questionnaire.method, indices=(index,)))

    with pytest.raises(MahallaError, match="made from answers, and a table of areas has none"):
        score_area_table(wrong, table(water=[1], roads=[1]))


def test_equal_sums_of_rounded_ranks_tie():
    """.1 + .7 and .3 + .5 are one sum, however a computer adds: both share the least rank."""
    method = """
indices:
  total: {title: Total, of: [water, roads], aggregate: sum}
  place: {title: Place, of: [{take: total, steps: [percentile_rank]}]}
"""
    scores = score(method, water=[0.1, 0.3, 0.9], roads=[0.7, 0.5, 0.9]).set_index("index")

    assert 0.1 + 0.7 != 0.3 + 0.5
    assert scores["estimate"]["place"].tolist() == [0, 0, 1]


def test_ranks_count_each_level_by_itself():
    """Rank 1 is the highest of a strength and the lowest of a harm; one area alone has none."""
    scores = score(
        ROLLED,
        water=[40, 80, 80, NAN],
        roads=[40, 80, 80, 5],
        region=["north", "north", "south", "south"],
        people=[1, 1, 1, 1],
    )

    strength = rank_areas(scores, {"both": "strength"})
    harm = rank_areas(scores, {"both": "harm"})
    assert strength.to_numpy().tolist() == [
        ["a", "both", 3, 3],
        ["b", "both", 1, 3],
        ["c", "both", 1, 3],
        ["district:north", "both", 2, 2],
        ["district:south", "both", 1, 2],
    ]
    assert harm["rank"].tolist() == [1, 2, 2, 1, 2]


def test_nothing_to_rank():
    """A single area has no rank, and the table of ranks keeps its columns."""
    ranks = rank_areas(score(MEAN, water=[1], roads=[1]), {"both": "strength"})

    assert list(ranks.columns) == ["area", "index", "rank", "areas"]
    assert len(ranks) == 0


CELLS = st.lists(
    st.tuples(st.integers(0, 9) | st.just(NAN), st.integers(0, 9), st.sampled_from("ns")),
    min_size=2,
    max_size=8,
)


SHUFFLED = declare("""
indices:
  both: {title: Both, of: [{take: water, steps: [z_score]}, {take: roads, steps: [min_max]}]}
roll_up: {to: region, weight: roads}
""")


@settings(deadline=None)
@given(CELLS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(cells, random):
    """Every number is the same to the last bit, wherever an area stands in the table."""
    water, roads, region = zip(*cells, strict=True)
    frame = table(water=water, roads=roads, region=region)
    order = list(frame.index)
    random.shuffle(order)

    pd.testing.assert_frame_equal(
        score_area_table(SHUFFLED, frame),
        score_area_table(SHUFFLED, frame.loc[order]),
        check_exact=True,
    )
