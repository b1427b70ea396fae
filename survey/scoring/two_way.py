"""Two-way imputation: a gap is filled with what the person and the item have shown elsewhere."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import connected_components

from survey.arrays import BoolArray, FloatArray, IntArray

ENOUGH_ANSWERS = 30
TOLERANCE = 1e-8
MOST_ROUNDS = 1000


@dataclass(frozen=True)
class Crossings:
    """Sums over the persons of one group that fix its additive fit; sums of groups add up.

    Per item j, over the persons i who answered it (m = 1): how many, Σ y, and Σ of each person's
    mean answer; `shared[j, l]` = Σ m_ij m_il / (items i answered).
    """

    answers: FloatArray
    totals: FloatArray
    person_means: FloatArray
    shared: FloatArray

    def __add__(self, other: "Crossings") -> "Crossings":
        """Merge two groups."""
        return Crossings(
            self.answers + other.answers,
            self.totals + other.totals,
            self.person_means + other.person_means,
            self.shared + other.shared,
        )


@dataclass(frozen=True)
class Effects:
    """Fits, one row per group and one column per item: item effects and item means (0-100).

    Items that no chain of persons links have different `parts`; -1 marks those nobody answered.
    """

    items: FloatArray
    means: FloatArray
    parts: IntArray

    def of(self, group: IntArray) -> "Effects":
        """Repeat the fits for persons, given each person's group."""
        return Effects(self.items[group], self.means[group], self.parts[group])


def cross(scores: FloatArray, answered: BoolArray) -> Crossings:
    """Sum up the answered cells of persons x items."""
    persons = answered.sum(axis=1)
    share = answered / np.maximum(persons, 1)[:, None]
    filled = np.where(answered, scores, 0.0)
    mean = filled.sum(axis=1) / np.maximum(persons, 1)
    return Crossings(
        answered.sum(axis=0).astype(np.float64),
        filled.sum(axis=0),
        mean @ answered,
        answered.T.astype(np.float64) @ share,
    )


def fit_effects(group: Crossings) -> Effects:
    """Fit y = person + item by unweighted alternating means, person effects starting at 0.

    Substituting the persons' step into the items' step leaves one small linear recursion over
    items, with the very same iterates; a person effect never changes by more than the items do.
    Source: Bernaards & Sijtsma 2000, Multivariate Behavioral Research 35:321; SCORING §2.
    """
    answers = np.maximum(group.answers, 1.0)
    means = group.totals / answers
    items = means
    for _ in range(1, MOST_ROUNDS):
        before = items
        items = (group.totals - group.person_means + group.shared @ before) / answers
        if np.abs(items - before).max() < TOLERANCE:
            break
    parts = connected_components(group.shared > 0, directed=False)[1]
    seen = group.answers > 0
    return Effects(items, np.where(seen, means, np.nan), np.where(seen, parts, -1))


def fit_groups(scores: FloatArray, answered: BoolArray, group: IntArray, groups: int) -> Effects:
    """Fit every group in which each item has 30 answers or more, and the others pooled.

    `scores` and `answered` are persons x items; `group` numbers each person's group. The pooled
    fit is over all groups, large and small.
    """
    order = np.argsort(group, kind="stable")
    ends = np.cumsum(np.bincount(group, minlength=groups))[:-1]
    crossings = [cross(scores[rows], answered[rows]) for rows in np.split(order, ends)]
    pooled = fit_effects(sum(crossings[1:], crossings[0]))
    fits = [
        fit_effects(each) if each.answers.min() >= ENOUGH_ANSWERS else pooled for each in crossings
    ]
    return Effects(
        np.array([fit.items for fit in fits]),
        np.array([fit.means for fit in fits]),
        np.array([fit.parts for fit in fits]),
    )


def fill_two_way(scores: FloatArray, answered: BoolArray, effects: Effects) -> FloatArray:
    """Propose person + item, clipped to 0-100, for every cell of persons x items.

    Where no chain of answers links the person with the item, the item's mean is taken instead;
    an item nobody answered gives NaN. Every person must have answered something.
    """
    residuals = np.where(answered, scores - effects.items, 0.0)
    persons = residuals.sum(axis=1) / answered.sum(axis=1)
    first = answered.argmax(axis=1)[:, None]
    linked = np.take_along_axis(effects.parts, first, axis=1) == effects.parts
    fills = np.where(linked, persons[:, None] + effects.items, effects.means)
    return np.clip(fills, 0.0, 100.0)
