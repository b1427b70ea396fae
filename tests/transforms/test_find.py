"""Transforms found by their place, and steps read from YAML."""

import json

import pytest
from pydantic import BaseModel, ValidationError

from survey.transforms.find import describe_step, parse_step, transforms
from survey.transforms.model import Step
from survey.transforms.steps import StepKey


class Holder(BaseModel):
    steps: list[StepKey]


def complain(raw):
    """Say what is wrong with a step, as the checker of the file will."""
    with pytest.raises(ValidationError) as caught:
        Holder.model_validate({"steps": [raw]})
    [error] = caught.value.errors()
    assert (error["type"], error["loc"]) == ("refused", ("steps", 0))
    return error["ctx"]["sentence"] % error["ctx"]


def test_files_are_transforms():
    """A file of survey/transforms/ is a transform of the same name; nothing lists them."""
    assert set(transforms()) >= {"cap", "min_max", "percentile_rank", "round"}
    assert not {"model", "find", "steps", "ranking"} & set(transforms())


def test_a_bare_value_stands_for_the_main_setting():
    """`cap: 18` is `cap: {upper: 18}`."""
    assert parse_step({"cap": 18}) == parse_step({"cap": {"upper": 18}})


@pytest.mark.parametrize("raw", ["percentile_rank", {"percentile_rank": None}])
def test_a_name_is_enough_where_nothing_is_needed(raw):
    """`percentile_rank` needs no settings."""
    assert parse_step(raw).transform == "percentile_rank"


def test_a_step_that_was_read_stays():
    """Models that are made of steps again keep them."""
    step = parse_step({"cap": 18})
    assert isinstance(step, Step)
    assert parse_step(step) is step


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (5, "Write a step as its name, or as its name with its settings, such as `cap: 18`."),
        (
            {"cap": 1, "floor": 2},
            "Write a step as its name, or as its name with its settings, such as `cap: 18`.",
        ),
        ("percentil_rank", "There is no step “percentil_rank”. Did you mean `percentile_rank`?"),
        ("cap", "The step `cap` needs the setting `upper`. Add it."),
        ({"cap": {"uper": 1}}, "The step `cap` has no setting `uper`. Use one of: upper."),
        ({"log": {"base": 10}}, "The step `log` has no settings. Write only its name."),
        ({"log": 10}, "The step `log` takes no single value. Write it without one."),
        (
            {"min_max": {"lowest": 5, "highest": 5}},
            "In the step `min_max` `lowest` must be smaller than `highest`. "
            "Where less is better, write `polarity: negative`.",
        ),
        (
            {"pomp": {"lowest": 5, "highest": 1}},
            "In the step `pomp` `lowest` must be smaller than `highest`. "
            "Where less is better, write `polarity: negative`.",
        ),
        (
            {"min_max": {"lowest": 0, "log": True}},
            "Goalposts that are compared by `log` must be above 0.",
        ),
    ],
)
def test_mistakes_are_said_in_sentences(raw, sentence):
    """Each says what is wrong and what to do."""
    assert complain(raw) == sentence


def test_an_unknown_step_names_all():
    """Where nothing is alike, every step is offered."""
    assert complain("xyz").endswith(f"Use one of: {', '.join(transforms())}.")


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ({"cap": "18"}, "The setting `upper` of the step `cap` must be a number."),
        ({"cap": float("inf")}, "The setting `upper` of the step `cap` must be a number."),
        ({"round": 1.5}, "The setting `digits` of the step `round` must be a whole number."),
        ({"round": "4"}, "The setting `digits` of the step `round` must be a whole number."),
        ({"round": 10}, "The setting `digits` of the step `round` must be at most 9."),
        ({"round": -10}, "The setting `digits` of the step `round` must be at least -9."),
        ({"rank": "first"}, "The setting `first` of the step `rank` is one of: highest, lowest."),
        ({"reverse": 10}, "The setting `of` of the step `reverse` is one of: 1, 100."),
        ({"min_max": {"log": 1}}, "The setting `log` of the step `min_max` must be true or false."),
    ],
)
def test_values_of_the_wrong_sort_are_refused(raw, sentence):
    """A number is a number, and a word one of those that are possible."""
    assert complain(raw) == sentence


def test_editors_know_every_step():
    """The JSON Schema offers each transform by name."""
    described = json.dumps(describe_step())
    assert all(f'"{name}"' in described for name in transforms())
    assert '"title"' not in described
