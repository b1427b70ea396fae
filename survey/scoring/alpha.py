"""Cronbach's alpha: whether items said to measure one thing move together (SCORING §6)."""

import numpy as np

from survey.arrays import FloatArray

LOWEST_ALPHA = 0.6
FEWEST_ITEMS = 2
FEWEST_PERSONS = 30
ROUNDING = 1e-9


def cronbach_alpha(scores: FloatArray) -> float | None:
    """Return α of persons x items, over the persons who answered every item, unweighted.

    None with fewer than 2 items or 30 such persons, or where their sum never varies.
    α = k/(k - 1) · (1 - Σ s²_j / s²_sum). Source: Cronbach 1951, Psychometrika 16:297.
    """
    complete = scores[np.isfinite(scores).all(axis=1)]
    persons, items = complete.shape
    if items < FEWEST_ITEMS or persons < FEWEST_PERSONS:
        return None
    sums = complete.sum(axis=1)
    if float(np.ptp(sums)) < ROUNDING:
        return None
    parts = float(complete.var(axis=0, ddof=1).sum()) / float(sums.var(ddof=1))
    return float(items / (items - 1) * (1 - parts))


def is_one_scale(scores: FloatArray) -> bool:
    """Tell whether the items may be shown as one score: α is at least .6, or cannot be had."""
    alpha = cronbach_alpha(scores)
    return alpha is None or alpha >= LOWEST_ALPHA
