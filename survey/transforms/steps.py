"""Steps: transforms carried out one after another, and how they are turned round and written."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, InstanceOf, WithJsonSchema

from survey.arrays import FloatArray, np
from survey.transforms.find import describe_step, parse_step, transforms
from survey.transforms.model import Step

StepKey = Annotated[InstanceOf[Step], BeforeValidator(parse_step), WithJsonSchema(describe_step())]
"""A step as a YAML key holds it, for pydantic models."""


@dataclass(frozen=True)
class Stepped:
    """What steps made of values: `value` and d value / d original, one per area.

    `slope` is NaN where the value is missing or depends on the other areas.
    """

    value: FloatArray
    slope: FloatArray


def run_steps(steps: Sequence[Step], values: FloatArray) -> Stepped:
    """Carry out `steps` on one value per area; NaN is missing and stays so.

    The slopes multiply (the chain rule); they are 1 where there are no steps.
    """
    slope = np.where(np.isnan(values), np.nan, 1.0)
    for step in steps:
        transform = transforms()[step.transform]
        slope = slope * transform.slope(values, step.settings)
        values = transform.apply(values, step.settings)
    return Stepped(values, np.where(np.isnan(values), np.nan, slope))


def turn_steps(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Give the steps of a component of negative polarity: more of it counts as less.

    Limits, logarithms and goalposts keep meaning the values as they are measured. In front of the
    first step that ranks, values change sign; behind the first that sets points (min–max, POMP) and
    gives 0 to `to`, they become `to − y`; where there is neither, `100 − y` comes last.
    """
    for place, step in enumerate(steps):
        transform = transforms()[step.transform]
        if transform.turn == "before":
            return (*steps[:place], parse_step({"multiply": -1}), *steps[place:])
        if transform.turn == "after":
            back = parse_step({"reverse": find_top([step])})
            return (*steps[: place + 1], back, *steps[place + 1 :])
    return (*steps, parse_step({"reverse": 100}))


def find_top(steps: Sequence[Step]) -> int | None:
    """Return the points of the best there is behind `steps`: 100, 1, or None where none are set."""
    unrounded = [step for step in steps if step.transform != "round"]
    if not unrounded:
        return None
    top = transforms()[unrounded[-1].transform].top(unrounded[-1].settings)
    return None if top is None else int(top)


def write_step(step: Step) -> str:
    """Write a step as YAML has it, without what it would be anyway."""
    settings = step.settings.model_dump(exclude_defaults=True)
    if not settings:
        return step.transform
    if list(settings) == [transforms()[step.transform].main]:
        return f"{step.transform}: {_write(next(iter(settings.values())))}"
    inside = ", ".join(f"{key}: {_write(value)}" for key, value in settings.items())
    return f"{step.transform}: {{{inside}}}"


def _write(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:.15g}" if isinstance(value, float) else str(value)
