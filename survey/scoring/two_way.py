"""Two-way imputation: a gap is filled with what the person and the item have shown elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import connected_components

from survey.arrays import BoolArray, FloatArray, IntArray
from survey.scoring.patterns import Patterns, find_patterns

ENOUGH_ANSWERS = 30
TOLERANCE = 1e-8
MOST_ROUNDS = 1000


@dataclass(frozen=True)
class Crossings:
    """Sums over the persons of each group that fix its additive fit; sums of partitions add up.

    Groups x items j, over the persons i who answered j (m = 1): how many, Σ y, and Σ of each
    person's mean answer; `shared[g, j, l]` = Σ m_ij m_il / (items i answered).
    """

    answers: FloatArray
    totals: FloatArray
    person_means: FloatArray
    shared: FloatArray


@dataclass(frozen=True)
class Effects:
    """Fits, one row per group and one column per item: item effects and item means (0-100).

    Items that no chain of persons links have different `parts`; -1 marks those nobody answered.
    """

    items: FloatArray
    means: FloatArray
    parts: IntArray


def cross(scores: FloatArray, answered: BoolArray, group: IntArray, groups: int) -> Crossings:
    """Sum up the answered cells of persons x items, per group (`group` numbers each person's)."""
    patterns = find_patterns(answered)
    mean = average_answered(scores, answered)
    width = len(patterns.answered)
    place = group * width + patterns.number
    persons = np.bincount(place, minlength=groups * width).reshape(groups, width)
    means = np.bincount(place, mean, groups * width).reshape(groups, width)
    marks = patterns.answered.astype(np.float64)
    share = marks / np.maximum(patterns.sizes, 1.0)[:, None]
    totals = [
        np.bincount(group, np.where(known, column, 0.0), groups)
        for known, column in zip(answered.T, scores.T, strict=True)
    ]
    return Crossings(
        answers=persons @ marks,
        totals=np.stack(totals, axis=1),
        person_means=means @ marks,
        shared=np.einsum("gp,pj,pl->gjl", persons, marks, share, optimize=True),
    )


def average_answered(scores: FloatArray, answered: BoolArray) -> FloatArray:
    """Average what each person answered; 0 for nothing."""
    total = np.zeros(len(scores))
    for known, column in zip(answered.T, scores.T, strict=True):
        total += np.where(known, column, 0.0)
    mean: FloatArray = total / np.maximum(answered.sum(axis=1), 1)
    return mean


def pool(crossings: Crossings) -> Crossings:
    """Add all groups up into one."""
    return Crossings(
        crossings.answers.sum(axis=0, keepdims=True),
        crossings.totals.sum(axis=0, keepdims=True),
        crossings.person_means.sum(axis=0, keepdims=True),
        crossings.shared.sum(axis=0, keepdims=True),
    )


def fit_effects(crossings: Crossings) -> Effects:
    """Fit y = person + item by unweighted alternating means, person effects starting at 0.

    Substituting the persons' step into the items' step leaves one small linear recursion over
    items, with the very same iterates; a person effect never changes by more than the items do.
    Each group stops by itself, so that no group depends on another.
    Source: Bernaards & Sijtsma 2000, Multivariate Behavioral Research 35:321; SCORING §2.
    """
    answers = np.maximum(crossings.answers, 1.0)
    means = crossings.totals / answers
    start = (crossings.totals - crossings.person_means) / answers
    step = crossings.shared / answers[:, :, None]
    items, moving = means.copy(), np.arange(len(means))
    for _ in range(1, MOST_ROUNDS):
        before = items[moving]
        items[moving] = start[moving] + np.einsum("gjl,gl->gj", step[moving], before)
        moving = moving[np.abs(items[moving] - before).max(axis=1, initial=0.0) >= TOLERANCE]
        if not len(moving):
            break
    seen = crossings.answers > 0
    found = [_find_parts(shared) for shared in crossings.shared]
    parts = np.array(found, dtype=np.int64).reshape(means.shape)
    return Effects(items, np.where(seen, means, np.nan), np.where(seen, parts, -1))


def _find_parts(shared: FloatArray) -> IntArray:
    if (shared > 0).all():
        return np.zeros(len(shared), dtype=np.int64)
    return connected_components(shared > 0, directed=False)[1].astype(np.int64)


def fit_groups(crossings: Crossings) -> Effects:
    """Fit every group in which each item has 30 answers or more, and the others pooled.

    The pooled fit is over all groups, large and small.
    """
    pooled, own = fit_effects(pool(crossings)), fit_effects(crossings)
    is_large = np.all(crossings.answers >= ENOUGH_ANSWERS, axis=1, keepdims=True)
    return Effects(
        np.where(is_large, own.items, pooled.items),
        np.where(is_large, own.means, pooled.means),
        np.where(is_large, own.parts, pooled.parts),
    )


def add_crossings(
    parts: Sequence[Crossings], numbers: Sequence[IntArray], groups: int
) -> Crossings:
    """Merge the crossings of partitions, given the new number of each one's groups."""

    def add(name: str) -> FloatArray:
        first = getattr(parts[0], name)
        merged = np.zeros((groups, *first.shape[1:]))
        for part, number in zip(parts, numbers, strict=True):
            merged[number] += getattr(part, name)
        return merged

    return Crossings(add("answers"), add("totals"), add("person_means"), add("shared"))


class TwoWayFills:
    """Proposes person + item, clipped to 0-100, for gaps of persons x items.

    Where no chain of answers links the person with the item, the item's mean is taken instead;
    an item nobody answered gives NaN.
    """

    def __init__(
        self, scores: FloatArray, answered: BoolArray, effects: Effects, group: IntArray
    ) -> None:
        self.effects, self.group = effects, group
        self.patterns: Patterns = find_patterns(answered)
        marks = self.patterns.answered.astype(np.float64)
        burden = effects.items @ (marks / np.maximum(self.patterns.sizes, 1.0)[:, None]).T
        self.persons = average_answered(scores, answered) - burden[group, self.patterns.number]

    def fill(self, persons: IntArray, item: int) -> FloatArray:
        """Propose what some persons (by number) would have answered to an item."""
        group = self.group[persons]
        first = self.patterns.answered.argmax(axis=1)[self.patterns.number[persons]]
        parts = self.effects.parts
        linked = parts[group, first] == parts[group, item]
        additive = self.persons[persons] + self.effects.items[group, item]
        fills = np.where(linked, additive, self.effects.means[group, item])
        clipped: FloatArray = np.clip(fills, 0.0, 100.0)
        return clipped
