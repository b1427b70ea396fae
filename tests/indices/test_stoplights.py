"""Households that are self-sufficient by their lights."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from pydantic import ValidationError

from survey.errors import MahallaError
from survey.indices.model import Answers
from survey.indices.stoplights import INDEX, StoplightsSettings

RED, YELLOW, GREEN, SILENT, OUT = 0.0, 50.0, 100.0, -1.0, -2.0


@dataclass(frozen=True)
class Named:
    """A question that is asked."""

    id: str
    kind: str = "stoplight"


def columns(*households, **settings):
    """Compute the columns of households of four indicators each, by name."""
    lights = np.array(households, dtype=float).reshape(len(households), 4)
    scores = np.where(lights >= 0, lights, np.nan)
    answers = Answers(("a", "b", "c", "d"), scores, lights != OUT, np.ones(4))
    found = INDEX.score(answers, StoplightsSettings(**settings))
    return {column.name: column for column in found}


def values(name, *households, **settings):
    """The values of one column, None for a household outside it."""
    found = columns(*households, **settings)[name].values
    return [None if np.isnan(value) else value for value in found]


@pytest.mark.parametrize(
    ("household", "enough"),
    [
        ([GREEN, GREEN, GREEN, GREEN], 1),
        ([GREEN, GREEN, GREEN, YELLOW], 1),  # 75 % and no red
        ([GREEN, GREEN, YELLOW, YELLOW], 0),  # 50 %
        ([GREEN, GREEN, GREEN, RED], 0),  # one red
        ([GREEN, GREEN, GREEN, OUT], 1),  # 3 of 3
        ([GREEN, GREEN, YELLOW, OUT], 0),  # 2 of 3
        ([GREEN, OUT, OUT, OUT], 1),
        ([OUT, OUT, OUT, OUT], None),
        ([GREEN, GREEN, GREEN, SILENT], None),
        ([GREEN, GREEN, RED, SILENT], None),  # decided, but left out all the same
        ([SILENT, SILENT, SILENT, SILENT], None),
    ],
)
def test_no_red_and_three_quarters_green(household, enough):
    """Among the indicators that apply, and only where all of them were answered."""
    assert values("", household) == [enough]


def test_the_share_of_green():
    """In percent of the indicators that apply."""
    homes = [GREEN, GREEN, YELLOW, RED], [GREEN, YELLOW, YELLOW, OUT], [GREEN, SILENT, OUT, OUT]
    assert values("green", *homes) == [50, pytest.approx(100 / 3), None]


def test_silence_is_counted():
    """Over the households that any indicator applies to."""
    homes = [GREEN, GREEN, RED, RED], [GREEN, SILENT, OUT, RED], [OUT, OUT, OUT, OUT]
    assert values("excluded", *homes) == [0, 1, None]


def test_silence_about_what_does_not_apply_is_none():
    """A household without children says nothing of school, and is in."""
    assert values("excluded", [GREEN, GREEN, GREEN, OUT]) == [0]


def test_a_light_under_a_false_condition_does_not_count():
    """A red that stayed behind when its question ceased to apply is neither red nor counted."""
    scores = np.array([[GREEN, RED]])
    answers = Answers(("a", "b"), scores, np.array([[True, False]]), np.ones(2))
    found = INDEX.score(answers, StoplightsSettings())
    assert [column.values.tolist() for column in found] == [[1], [100], [0]]


def test_how_many_reds_are_allowed_is_in_the_questionnaire():
    """With `red: 1`, one is, and two are not."""
    homes = [GREEN, GREEN, GREEN, RED], [GREEN, GREEN, RED, RED]
    assert values("", *homes, red=1, green=0.5) == [1, 0]


def test_how_much_green_is_needed_is_in_the_questionnaire():
    """Half is half."""
    assert values("", [GREEN, GREEN, YELLOW, YELLOW], green=0.5) == [1]


def test_thirds_are_reached_in_spite_of_rounding():
    """Two thirds, rounded up in the file, are still two of three."""
    assert values("", [GREEN, GREEN, YELLOW, OUT], green=0.66666666667) == [1]


def test_the_columns_in_order():
    """The index itself has no name."""
    listed = [(name, column.measure) for name, column in columns([GREEN] * 4).items()]
    assert listed == [("", "share"), ("green", "mean"), ("excluded", "share")]


def test_no_households():
    """Columns of no length."""
    assert {column.values.shape for column in columns().values()} == {(0,)}


def test_all_stoplights_by_default():
    """Those of every domain and of none, and no other question."""
    asked = {"": [Named("a"), Named("name", "text")], "home": [Named("b")]}
    assert INDEX.choose(StoplightsSettings(), asked) == ["a", "b"]


def test_or_those_that_are_named():
    """In the order given."""
    asked = {"": [Named("a"), Named("b"), Named("c")]}
    assert INDEX.choose(StoplightsSettings(of=["c", "a"]), asked) == ["c", "a"]


def test_what_is_no_stoplight_is_a_mistake():
    """Every wrong name is told, with those to choose from."""
    asked = {"": [Named("a"), Named("b"), Named("age", "integer")]}
    with pytest.raises(MahallaError) as error:
        INDEX.choose(StoplightsSettings(of=["age", "a", "z"]), asked)
    assert str(error.value).splitlines() == [
        "“age” is no stoplight question that is asked. Choose from: a, b.",
        "“z” is no stoplight question that is asked. Choose from: a, b.",
    ]


@pytest.mark.parametrize("of", [None, []])
def test_no_stoplights_at_all_is_a_mistake(of):
    """An index of nothing."""
    with pytest.raises(MahallaError, match="no stoplight question"):
        INDEX.choose(StoplightsSettings(of=of), {"": [Named("age", "integer")]})


@pytest.mark.parametrize(
    "wrong", [{"green": 1.1}, {"green": -0.1}, {"red": -1}, {"red": 0.5}, {"yellow": 1}]
)
def test_settings_that_cannot_be(wrong):
    """Green is a share, red a count."""
    with pytest.raises(ValidationError):
        StoplightsSettings(**wrong)


def test_households_are_what_is_counted():
    """One record a household, with the household weight."""
    assert INDEX.level == "household"


lights = arrays(np.float64, 4, elements=st.sampled_from([RED, YELLOW, GREEN, OUT]))


@given(lights, st.integers(0, 3))
def test_a_better_light_never_lowers(household, place):
    """Red to yellow to green: self-sufficiency and the share of green can only rise."""
    better = household.copy()
    better[place] = GREEN if household[place] in (YELLOW, GREEN) else household[place]
    better[place] = YELLOW if household[place] == RED else better[place]
    for name in ("", "green"):
        before, after = values(name, household, better)
        assert before is after is None or after >= before


@given(lights, st.permutations(range(4)))
def test_the_order_of_indicators_does_not_matter(household, order):
    """All of them count alike."""
    assert len(set(values("", household, household[order]))) == 1


def test_no_severity_makes_a_stoplight():
    """It has no bar from which somebody is harmed."""
    assert INDEX.find_bar(StoplightsSettings(), np.ones(2)) == 0
