"""Transforms tried out on short columns."""

import numpy as np

from survey.transforms.find import parse_step
from survey.transforms.steps import run_steps

NAN = np.nan


def run(raw, *values):
    """Carry out one step, as YAML has it, on the values of some areas."""
    return run_steps([parse_step(raw)], np.array(values, dtype=float)).value.tolist()


def slopes(raw, *values):
    """Give the slopes of one step at the values of some areas."""
    return run_steps([parse_step(raw)], np.array(values, dtype=float)).slope.tolist()
