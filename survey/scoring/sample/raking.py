"""Weights adjusted until they add up to known totals of the population (SCORING §3)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from survey.arrays import FloatArray, IntArray
from survey.errors import N_, MahallaError, Problem

TOLERANCE = 1e-10
"""How far from a category's total, relative to it, the weights may add up."""

ROUNDS = 200
"""After so many rounds over all margins, totals that do not come out never will."""

DISAGREEMENT = 0.01
"""Margins of one population may add up to this much more or less, relative to the first."""


@dataclass(frozen=True)
class Margin:
    """The known totals of one way to divide the population.

    `category` numbers the category of each record from 0 (-1: no answer), `totals` is the
    population of each category and `labels` its name.
    """

    name: str
    category: IntArray
    totals: FloatArray
    labels: tuple[str, ...]

    def add(self, weights: FloatArray) -> FloatArray:
        """Add the weights up per category; records without an answer must have weight 0."""
        known = np.maximum(self.category, 0)
        return np.bincount(known, weights, len(self.totals)).astype(np.float64)


@dataclass(frozen=True)
class Raked:
    """Weights that meet the margins, the rounds it took, and the factor put on each margin.

    A factor other than 1 means that the margin did not add up to the same population as the first.
    """

    weights: FloatArray
    rounds: int
    scales: tuple[float, ...]


def rake(weights: FloatArray, margins: Sequence[Margin]) -> Raked:
    """Adjust weights ≥ 0, one per record, in turn to each margin until all hold at once.

    They hold when every category is met to 1e-10 of its total, within 200 rounds. Weights of 0
    stay 0; margins that hold already change nothing. Margins are scaled to add up to as much as
    the first one does, where they are within 1 % of it. Raises MahallaError for: a margin further
    away; a total that is not 0 or more; a record without an answer to a margin; a category with
    people but no record, or with records but no people; totals that are not met in 200 rounds.
    Source: Deming & Stephan 1940, Ann. Math. Stat. 11:427; Deville, Särndal & Sautory 1993.
    """
    scales = _agree(margins)
    scaled = [replace(m, totals=s * m.totals) for m, s in zip(margins, scales, strict=True)]
    problems = [problem for margin in scaled for problem in _check(weights, margin)]
    if problems:
        raise MahallaError(*problems)
    raked = weights
    for rounds in range(ROUNDS + 1):
        if all(_find_worst(raked, margin).gap <= TOLERANCE for margin in scaled):
            return Raked(raked, rounds, scales)
        for margin in scaled:
            raked = _meet(raked, margin)
    raise MahallaError(_not_met(raked, scaled))


class _Worst(NamedTuple):
    gap: float
    category: int


def _agree(margins: Sequence[Margin]) -> tuple[float, ...]:
    """The factors that make all margins add up to the first."""
    for margin in margins:
        if not (np.isfinite(margin.totals) & (margin.totals >= 0)).all() or not margin.totals.any():
            raise MahallaError(Problem(_TOTALS, {"margin": margin.name}))
    sums = [float(margin.totals.sum()) for margin in margins]
    for margin, total in zip(margins, sums, strict=True):
        if abs(total - sums[0]) > DISAGREEMENT * sums[0]:
            values = {"margin": margin.name, "total": f"{total:g}"}
            values |= {"first": margins[0].name, "first_total": f"{sums[0]:g}"}
            raise MahallaError(Problem(_DISAGREE, values))
    return tuple(sums[0] / total for total in sums)


def _check(weights: FloatArray, margin: Margin) -> Iterator[Problem]:
    silent = np.flatnonzero((margin.category < 0) & (weights > 0))
    if len(silent):
        values = {"margin": margin.name, "count": len(silent), "number": int(silent[0]) + 1}
        yield Problem(_SILENT, values)
        return
    has_records = margin.add((weights > 0).astype(np.float64)) > 0
    for category, label in enumerate(margin.labels):
        values = {"margin": margin.name, "category": label}
        if margin.totals[category] > 0 and not has_records[category]:
            yield Problem(_EMPTY, values)
        if margin.totals[category] == 0 and has_records[category]:
            yield Problem(_NOBODY, values)


def _find_worst(weights: FloatArray, margin: Margin) -> _Worst:
    gaps = np.abs(margin.add(weights) - margin.totals) / np.where(margin.totals, margin.totals, 1)
    worst = int(gaps.argmax())
    return _Worst(float(gaps[worst]), worst)


def _meet(weights: FloatArray, margin: Margin) -> FloatArray:
    sums = margin.add(weights)
    factors = np.divide(margin.totals, sums, out=np.zeros(len(sums)), where=sums > 0)
    adjusted: FloatArray = weights * factors[np.maximum(margin.category, 0)]
    return adjusted


def _not_met(weights: FloatArray, margins: Sequence[Margin]) -> Problem:
    margin = max(margins, key=lambda margin: _find_worst(weights, margin).gap)
    worst = _find_worst(weights, margin).category
    values = {"margin": margin.name, "category": margin.labels[worst], "rounds": ROUNDS}
    values |= {"sum": f"{margin.add(weights)[worst]:g}", "total": f"{margin.totals[worst]:g}"}
    return Problem(_NOT_MET, values)


_TOTALS = N_(
    "The margin %(margin)s has a total that is not a number of 0 or more, or only zeros. Give the"
    " number of people in each category."
)
_DISAGREE = N_(
    "The margin %(margin)s adds up to %(total)s people, but %(first)s adds up to %(first_total)s."
    " Take both from the same population."
)
_SILENT = N_(
    "The margin %(margin)s has no answer in %(count)s records, the first of them number %(number)s."
    " Fill the answers in, or leave the margin out."
)
_EMPTY = N_(
    "The margin %(margin)s has people in the category %(category)s, but no record is there. Join"
    " the category with another one."
)
_NOBODY = N_(
    "The margin %(margin)s has nobody in the category %(category)s, but records are there. Correct"
    " the total, or join the category with another one."
)
_NOT_MET = N_(
    "Raking did not come to an end in %(rounds)s rounds: the category %(category)s of the margin"
    " %(margin)s adds up to %(sum)s instead of %(total)s. Join small categories, or leave a margin"
    " out."
)
