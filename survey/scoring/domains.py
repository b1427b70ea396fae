"""A respondent's score in a domain: which answers count, and how gaps are met (SCORING §2)."""

import numpy as np

from survey.arrays import BoolArray, FloatArray, IntArray
from survey.questionnaire.model import MissingRule
from survey.scoring.two_way import fill_two_way, fit_groups

ENOUGH_ANSWERED = 0.5
ROUNDING = 1e-12


def score_domain(
    scores: FloatArray,
    applicable: BoolArray,
    weights: FloatArray,
    group: IntArray,
    groups: int,
    rule: MissingRule,
) -> FloatArray:
    """Score respondents x items in one domain: 0-100, NaN where missing or structural.

    `scores` are item scores 0-100, NaN where unanswered; `applicable` is False where the item is
    structural; `weights` are the item weights v ≥ 0 with Σ v > 0 (items of weight 0 take no
    part); `group` numbers each respondent's neighbourhood, 0 … groups - 1. A respondent who
    answered less than half of the applicable weight is missing, and is never imputed.
    """
    used = weights > 0
    scores, applicable, weights = scores[:, used], applicable[:, used], weights[used]
    answered = np.isfinite(scores) & applicable
    possible = applicable @ weights
    enough = (possible > 0) & (answered @ weights >= ENOUGH_ANSWERED * possible - ROUNDING)
    if rule == "complete":
        enough &= (answered == applicable).all(axis=1)
    kept = np.flatnonzero(enough)
    result = np.full(len(scores), np.nan)
    if len(kept):
        filled = _fill(scores[kept], applicable[kept], group[kept], groups, rule)
        result[kept] = _average(filled, weights)
    return result


def _fill(
    scores: FloatArray, applicable: BoolArray, group: IntArray, groups: int, rule: MissingRule
) -> FloatArray:
    scores = np.where(applicable, scores, np.nan)
    answered = np.isfinite(scores)
    rows = np.flatnonzero((applicable & ~answered).any(axis=1))
    if rule in ("prorate", "complete") or not len(rows):
        return scores
    effects = fit_groups(scores, answered, group, groups).of(group[rows])
    fills = effects.means
    if rule == "two_way":
        fills = fill_two_way(scores[rows], answered[rows], effects)
    gaps = applicable[rows] & ~answered[rows]
    scores[rows] = np.where(gaps, fills, scores[rows])
    return scores


def _average(scores: FloatArray, weights: FloatArray) -> FloatArray:
    """Average what there is: Σ v y / Σ v over the known scores."""
    known = np.isfinite(scores)
    return np.where(known, scores, 0.0) @ weights / (known @ weights)
