"""Cronbach's alpha: whether items said to measure one thing move together (SCORING §6)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from survey.arrays import ByteArray, FloatArray
from survey.scoring.answers.patterns import ANSWERED

LOWEST_ALPHA = 0.6
FEWEST_ITEMS = 2
FEWEST_PERSONS = 30
ROUNDING = 1e-9


@dataclass(frozen=True)
class Scale:
    """Of the persons who answered every item: how many, and per item and for the sum of all items
    (the last entry) the mean and the sum of squares about it.
    """

    persons: float
    mean: FloatArray
    squares: FloatArray


def add_scale(scores: FloatArray, states: ByteArray) -> Scale:
    """Sum up items x persons (see `survey.scoring.sums.tasks.read_scores`)."""
    complete = scores.T[(states == ANSWERED).all(axis=0)]
    columns = np.column_stack([complete, complete.sum(axis=1)])
    if not len(columns):
        return Scale(0.0, np.zeros(columns.shape[1]), np.zeros(columns.shape[1]))
    mean = columns.mean(axis=0)
    return Scale(float(len(columns)), mean, ((columns - mean) ** 2).sum(axis=0))


def merge_scales(parts: Sequence[Scale]) -> Scale:
    """Merge the sums of partitions about their common mean (Chan, Golub & LeVeque 1983)."""
    persons = sum(part.persons for part in parts)
    total = sum((part.persons * part.mean for part in parts), np.zeros_like(parts[0].mean))
    mean = total / max(persons, 1.0)
    squares = [part.squares + part.persons * (part.mean - mean) ** 2 for part in parts]
    return Scale(persons, mean, np.sum(squares, axis=0))


def cronbach_alpha(scale: Scale) -> float | None:
    """Return α over the persons who answered every item, unweighted.

    None with fewer than 2 items or 30 such persons, or where their sum never varies.
    α = k/(k - 1) · (1 - Σ s²_j / s²_sum). Source: Cronbach 1951, Psychometrika 16:297.
    """
    items = len(scale.mean) - 1
    if items < FEWEST_ITEMS or scale.persons < FEWEST_PERSONS:
        return None
    if scale.squares[-1] < ROUNDING:
        return None
    parts = float(scale.squares[:-1].sum() / scale.squares[-1])
    return items / (items - 1) * (1 - parts)


def is_one_scale(scale: Scale) -> bool:
    """Tell whether the items may be shown as one score: α is at least .6, or cannot be had."""
    alpha = cronbach_alpha(scale)
    return alpha is None or alpha >= LOWEST_ALPHA
