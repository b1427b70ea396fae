"""Two-way imputation: a gap is filled with what the person and the item have shown elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import connected_components

from survey.arrays import BoolArray, FloatArray, IntArray, SmallIntArray
from survey.scoring.answers.patterns import Patterns
from survey.scoring.answers.runs import Runs

ENOUGH_ANSWERS = 30
TOLERANCE = 1e-8
MOST_ROUNDS = 1000

Group = IntArray | SmallIntArray
"""The number of each person's group."""


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


def cross(scores: FloatArray, patterns: Patterns, groups: Runs) -> Crossings:
    """Sum up the answered cells of items x persons, per group.

    `scores` are 0 where there is no answer.
    """
    width, size = len(patterns.answered), groups.size
    place = groups.number * width + patterns.number
    persons = np.bincount(place, minlength=size * width).reshape(size, width)
    sums = np.bincount(place, scores.sum(axis=0), size * width).reshape(size, width)
    marks, shares = patterns.answered.astype(np.float64), patterns.shares
    return Crossings(
        answers=persons @ marks,
        totals=_sum_scores(scores, patterns, groups),
        person_means=sums @ shares,
        shared=np.einsum("gp,pj,pl->gjl", persons, marks, shares, optimize=True),
    )


def _sum_scores(scores: FloatArray, patterns: Patterns, groups: Runs) -> FloatArray:
    """Σ y per group and item, of the persons who count."""
    counts: BoolArray = np.any(patterns.answered, axis=1)
    out = np.flatnonzero(~counts[patterns.number])
    left = groups.number[out]
    totals = [groups.add_up(one) - np.bincount(left, one[out], groups.size) for one in scores]
    return np.stack(totals, axis=1)


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


class Fills:
    """Proposes person + item, clipped to 0-100, for gaps of items x persons.

    Where no chain of answers links the person with the item, or the fit `is_additive` not at all,
    the item's mean is taken instead; an item nobody answered gives NaN.
    """

    def __init__(
        self,
        scores: FloatArray,
        patterns: Patterns,
        effects: Effects,
        group: Group,
        is_additive: bool = True,
    ) -> None:
        self.effects, self.group, self.patterns = effects, group, patterns
        self.is_additive = is_additive
        self.totals = scores.sum(axis=0) if is_additive else np.zeros(0)
        self.burdens = effects.items @ patterns.shares.T

    def fill(self, persons: IntArray, item: int) -> FloatArray:
        """Propose what some persons (by number) would have answered to an item."""
        group, number = self.group[persons], self.patterns.number[persons]
        means: FloatArray = self.effects.means[group, item]
        if not self.is_additive:
            return means
        person = self.totals[persons] / self.patterns.sizes[number] - self.burdens[group, number]
        additive = np.clip(person + self.effects.items[group, item], 0.0, 100.0)
        first = self.patterns.answered.argmax(axis=1)[number]
        parts = self.effects.parts
        fills: FloatArray = np.where(parts[group, first] == parts[group, item], additive, means)
        return fills
