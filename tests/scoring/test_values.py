"""The value of every record, which is what goes into the scores."""

from dataclasses import replace

import numpy as np
import pytest

from survey.indices.alkire_foster import AlkireFosterSettings
from survey.indices.stoplights import StoplightsSettings
from survey.locale import Text
from survey.questionnaire.method import Index, Method
from survey.questionnaire.model import Domain
from survey.scoring.sample.records import take_partition
from survey.scoring.score import score_partitions
from survey.scoring.sums.tasks import list_tasks
from survey.scoring.waves.values import value_question, value_task
from tests.scoring.builders import HARM, coded, people, questionnaire, rating, yes_no
from tests.scoring.surveys import draw_answers, light

MANY = Domain("many", Text("Many"), "strength")
ONE = Domain("one", Text("One"), "strength")
HOME = Domain("home", Text("Home"), "strength", rule="prorate")
MET = Domain("met", Text("Met"), "harm", measure="reported")
IDLE = Domain("idle", Text("Idle"), "strength")

ASKED = replace(
    questionnaire(
        rating("a", domain="many"),
        rating("b", domain="many"),
        rating("c", domain="many"),
        yes_no("d", domain="one"),
        rating("e", domain="home", level="household"),
        rating("f", domain="home", level="household"),
        yes_no("g", domain="met"),
        light("h", domain="idle", item={"weight": 0.0}),
        domains=(MANY, ONE, HOME, MET, IDLE),
    ),
    method=Method(
        indices=(
            Index("poor", Text(""), "alkire_foster", "harm", AlkireFosterSettings(domain="met")),
            Index("well", Text(""), "stoplights", "strength", StoplightsSettings()),
        )
    ),
)
TASKS = {task.name: task for task in list_tasks(ASKED)}


def survey(parts=1):
    """60 people in 30 households of three areas, unequal weights, in one or more partitions."""
    random = np.random.default_rng(4)
    table = people(
        {"A": 20, "B": 20, "C": 20},
        household=[f"h{place // 2:02}" for place in range(60)],
        psu=[f"h{place // 2:02}" for place in range(60)],
        stratum=["x"] * 30 + ["y"] * 30,
        weight=random.choice([0.0, 1.0, 2.0], 60, p=[0.1, 0.5, 0.4]),
        household_weight=random.choice([1.0, 3.0], 60),
        population=[40.0] * 60,
    )
    answers = coded(table, **draw_answers(ASKED, 60, 5))
    ends = [range(start, start + 60 // parts) for start in range(0, 60, 60 // parts)]
    return [take_partition(table.iloc[end], answers.iloc[end]) for end in ends]


@pytest.mark.parametrize("name", ["many", "one", "home", "poor", "well"])
@pytest.mark.parametrize("parts", [1, 3])
def test_values_average_to_the_scores(name, parts):
    """Of each area, weighted, in one partition or in three; shares as 0 and 100."""
    partitions = survey(parts)
    outcome = score_partitions(ASKED, partitions, {}).outcomes[name]
    found = value_task(ASKED, TASKS[name], partitions)
    counted = np.isfinite(found.values) & (found.weight > 0)
    for place, area in enumerate("ABC"):
        inside = counted & (found.area == area)
        mean = np.average(found.values[inside], weights=found.weight[inside])
        assert mean == pytest.approx(outcome.figure.numbers["estimate"][place])
        assert inside.sum() == outcome.basis.base.n[place]


def test_only_two_answers_are_a_share():
    """Those are 0 or 100."""
    found = {name: value_task(ASKED, task, survey()) for name, task in TASKS.items()}
    shares = {name for name, values in found.items() if values is not None and values.is_share}
    assert shares == {"one", "well"}
    assert set(found["one"].values[np.isfinite(found["one"].values)]) == {0, 100}


@pytest.mark.parametrize("name", ["met", "idle"])
def test_a_domain_without_a_score_has_no_values(name):
    """Reported harms, and questions that weigh nothing."""
    assert value_task(ASKED, TASKS[name], survey()) is None


def test_the_place_in_the_sample_comes_along():
    """All records, in the order of the partitions, with keys that are the same everywhere."""
    whole, parted = (value_task(ASKED, TASKS["many"], survey(parts)) for parts in (1, 3))
    for name in ("area", "household", "stratum", "psu", "population"):
        assert getattr(whole, name).tolist() == getattr(parted, name).tolist()
    assert whole.population.tolist() == [40] * 60


def test_a_second_stage_leaves_the_population_out():
    """It would make the first stage look exact while the second is not counted."""
    table = people({"A": 4}, population=[9.0] * 4, second_population=[3.0] * 4)
    asked = questionnaire(rating())
    partition = take_partition(table, coded(table, q=[0, 1, 2, 3]))
    found = value_task(asked, list_tasks(asked)[0], [partition])
    assert np.isnan(found.population).all()


def test_a_light_is_green_at_100_whatever_its_domain():
    """Red, yellow, green, refused; in a harm domain and turned round besides."""
    asked = questionnaire(light("q", polarity="negative"), domains=(HARM,))
    table = people({"A": 4})
    partition = take_partition(table, coded(table, q=[0, 1, 2, -3]))
    found = value_question(asked, asked.questions["q"], [partition])
    assert found.values.tolist()[:3] == [0, 50, 100]
    assert np.isnan(found.values[3])
