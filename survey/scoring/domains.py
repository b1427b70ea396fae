"""A respondent's score in a domain: which answers count, and how gaps are met (SCORING §2)."""

from dataclasses import dataclass

import numpy as np

from survey.arrays import BoolArray, FloatArray, IntArray
from survey.questionnaire.model import MissingRule
from survey.scoring.two_way import Crossings, Effects, TwoWayFills, cross, fit_groups

ENOUGH_ANSWERED = 0.5
ROUNDING = 1e-12


@dataclass(frozen=True)
class Responses:
    """Respondents x items of one domain, and who counts.

    `scores` are item scores 0-100, NaN where unanswered; `answered` is false for respondents who
    do not count; `gaps` marks what is missing of those who do. `weights` are item weights v > 0.
    """

    scores: FloatArray
    answered: BoolArray
    gaps: BoolArray
    weights: FloatArray


def sort_responses(
    scores: FloatArray, applicable: BoolArray, weights: FloatArray, rule: MissingRule
) -> Responses:
    """Tell answers from gaps; items of weight 0 take no part.

    A respondent who answered less than half of the applicable weight is missing, and never
    imputed; with the rule `complete`, so is one with any gap.
    """
    used = weights > 0
    scores, applicable, weights = scores[:, used], applicable[:, used], weights[used]
    answered = np.isfinite(scores) & applicable
    possible = applicable @ weights
    enough = (possible > 0) & (answered @ weights >= ENOUGH_ANSWERED * possible - ROUNDING)
    gaps = applicable & ~answered & enough[:, None]
    if rule == "complete":
        enough &= ~gaps.any(axis=1)
    return Responses(scores, answered & enough[:, None], gaps & enough[:, None], weights)


def cross_domain(responses: Responses, group: IntArray, groups: int) -> Crossings:
    """Sum up what fixes the fits of neighbourhoods (`group` numbers each respondent's)."""
    return cross(responses.scores, responses.answered, group, groups)


def average(
    responses: Responses, group: IntArray, effects: Effects | None, rule: MissingRule
) -> FloatArray:
    """Average what there is and what is filled in: Σ v y / Σ v, 0-100; NaN where missing."""
    total = np.zeros(len(responses.scores))
    mass = np.zeros(len(responses.scores))
    fills = None
    if effects is not None and rule == "two_way":
        fills = TwoWayFills(responses.scores, responses.answered, effects, group)
    for item, weight in enumerate(responses.weights.tolist()):
        known = responses.answered[:, item]
        total += np.where(known, weight * responses.scores[:, item], 0.0)
        mass += weight * known
        if effects is None:
            continue
        persons = np.flatnonzero(responses.gaps[:, item])
        filled = fills.fill(persons, item) if fills else effects.means[group[persons], item]
        known = np.isfinite(filled)
        total[persons] += np.where(known, weight * filled, 0.0)
        mass[persons] += weight * known
    nothing = np.full(len(total), np.nan)
    scores: FloatArray = np.divide(total, mass, out=nothing, where=mass > 0)
    return scores


def needs_fits(rule: MissingRule) -> bool:
    """Tell whether a rule fills gaps from what others answered."""
    return rule in ("two_way", "item_first")


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
    structural; `weights` are the item weights v ≥ 0 with Σ v > 0; `group` numbers each
    respondent's neighbourhood, 0 … groups - 1.
    """
    responses = sort_responses(scores, applicable, weights, rule)
    effects = None
    if needs_fits(rule):
        effects = fit_groups(cross_domain(responses, group, groups))
    return average(responses, group, effects, rule)
