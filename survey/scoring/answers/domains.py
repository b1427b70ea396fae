"""A respondent's score in a domain: which answers count, and how gaps are met (SCORING §2)."""

from dataclasses import dataclass

import numpy as np

from survey.arrays import BoolArray, ByteArray, FloatArray
from survey.questionnaire.model import MissingRule
from survey.scoring.answers.patterns import ANSWERED, GAP, STRUCTURAL, Patterns, find_patterns
from survey.scoring.answers.runs import Runs
from survey.scoring.answers.two_way import Crossings, Effects, Fills, Group, cross, fit_groups

ENOUGH_ANSWERED = 0.5
ROUNDING = 1e-12


@dataclass(frozen=True)
class Responses:
    """The answers of respondents in one domain, and who counts.

    `scores` is items x respondents, 0-100 and 0 where there is no answer; `patterns` tell which
    answers there are. `weights` are item weights v > 0.
    """

    scores: FloatArray
    patterns: Patterns
    weights: FloatArray


def sort_responses(
    scores: FloatArray, states: ByteArray, weights: FloatArray, rule: MissingRule
) -> Responses:
    """Tell who counts: whoever answered half of the applicable weight, or more.

    `scores` and `states` are items x respondents, `weights` item weights v > 0. The others are
    missing, and never imputed; with the rule `complete`, so is whoever left a gap.
    """
    number, found = find_patterns(states)
    answered, gaps = found == ANSWERED, found == GAP
    possible = (found != STRUCTURAL) @ weights
    enough = (possible > 0) & (answered @ weights >= ENOUGH_ANSWERED * possible - ROUNDING)
    if rule == "complete":
        enough &= ~gaps.any(axis=1)
    patterns = Patterns(number, answered & enough[:, None], gaps & enough[:, None])
    return Responses(scores, patterns, weights)


def cross_domain(responses: Responses, groups: Runs) -> Crossings:
    """Sum up what fixes the fits of neighbourhoods."""
    return cross(responses.scores, responses.patterns, groups)


def average(
    responses: Responses, group: Group, effects: Effects | None, rule: MissingRule
) -> FloatArray:
    """Average what there is and what is filled in: Σ v y / Σ v, 0-100; NaN where missing."""
    patterns, number = responses.patterns, responses.patterns.number
    total = np.zeros(len(number))
    for weight, points in zip(responses.weights.tolist(), responses.scores, strict=True):
        total += weight * points
    mass = (patterns.answered @ responses.weights)[number]
    if effects is not None:
        fills = Fills(responses.scores, patterns, effects, group, is_additive=rule == "two_way")
        for item, weight in enumerate(responses.weights.tolist()):
            persons = np.flatnonzero(patterns.gaps[:, item][number])
            filled = fills.fill(persons, item)
            known = np.isfinite(filled)
            total[persons] += np.where(known, weight * filled, 0.0)
            mass[persons] += weight * known
    scores: FloatArray = np.divide(total, mass, out=np.full(len(total), np.nan), where=mass > 0)
    return scores


def needs_fits(rule: MissingRule) -> bool:
    """Tell whether a rule fills gaps from what others answered."""
    return rule in ("two_way", "item_first")


def score_domain(
    scores: FloatArray,
    applicable: BoolArray,
    weights: FloatArray,
    group: Group,
    groups: int,
    rule: MissingRule,
) -> FloatArray:
    """Score respondents x items in one domain: 0-100, NaN where missing or structural.

    `scores` are item scores 0-100, NaN where unanswered; `applicable` is False where the item is
    structural; `weights` are the item weights v ≥ 0 with Σ v > 0 (items of weight 0 take no
    part); `group` numbers each respondent's neighbourhood, 0 … groups - 1.
    """
    order, used = np.argsort(group, kind="stable"), weights > 0
    known = np.where(applicable, scores, np.nan)[order][:, used].T
    asked = applicable[order][:, used].T
    states = np.where(asked, np.where(np.isnan(known), GAP, ANSWERED), STRUCTURAL)
    zeros = np.nan_to_num(known)
    responses = sort_responses(zeros, states.astype(np.uint8), weights[used], rule)
    effects = None
    if needs_fits(rule):
        effects = fit_groups(cross_domain(responses, Runs(group[order], groups)))
    values = np.empty(len(order))
    values[order] = average(responses, group[order], effects, rule)
    return values
