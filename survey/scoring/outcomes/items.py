"""The figures of one question: its mean, the shares of its answers and of its silences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from survey.arrays import BoolArray, FloatArray, IntArray
from survey.questionnaire.model import Domain, Question
from survey.scoring.answers.lookup import Lookup, make_lookup
from survey.scoring.estimation.estimate import Estimates, divide, finish_means, finish_shares
from survey.scoring.estimation.layout import Layout
from survey.scoring.estimation.means import Means, estimate_areas
from survey.scoring.outcomes.figures import Figure, make_figure
from survey.scoring.outcomes.shares import PERCENT, as_percent, make_share
from survey.scoring.release.averages import Part
from survey.scoring.release.basis import Basis, make_basis
from survey.scoring.release.levels import Levels, choose_levels
from survey.scoring.release.partitions import TWO, Group, find_worst, list_partitions
from survey.scoring.release.sets import hide_agreed
from survey.scoring.release.table import FULL, NONE, Table
from survey.scoring.sums.totals import Tally

MEAN_AND_SPREAD = 2
FEWEST_LEFT = 2


@dataclass(frozen=True)
class Counted:
    """One question's answers in every area; `tally` has the categories of `Lookup` in columns.

    `records` is the count per area and category, roll-ups included.
    """

    question: Question
    domain: Domain
    lookup: Lookup
    layout: Layout
    tally: Tally
    records: FloatArray

    @cached_property
    def answered(self) -> Basis:
        """Who gave an answer.

        Of a sensitive question nothing is said where all gave the same answer, nor where the mean
        of such people could be had by subtraction.
        """
        basis, options = self._find_basis(self.lookup.options, 0), self.lookup.options
        if not self.question.sensitive or options <= TWO:
            return basis
        counts = self.records[:, :options]
        return replace(basis, hidden=hide_agreed(self.layout.areas, counts, basis.hidden))

    @cached_property
    def asked(self) -> Basis:
        """Who was asked, and did not say that it does not apply."""
        return self._find_basis(self.lookup.width - 1, 1)

    @cached_property
    def everyone(self) -> Basis:
        """Everybody who counts."""
        return self._find_basis(self.lookup.width, 2)

    def _find_basis(self, end: int, place: int) -> Basis:
        tally = self.tally
        return make_basis(
            self.layout,
            tally.weights[:, :end].sum(axis=1),
            tally.records[:, :end].sum(axis=1),
            tally.squares[:, place],
            tally.households[:, place],
        )

    @cached_property
    def levels(self) -> Levels:
        """Which grouping of the answers every area may print."""
        return choose_levels(self.table())

    @property
    def tells_n(self) -> BoolArray:
        """Where it is printed how many answered: with the mean, or with shares of yes and no."""
        if self.lookup.options > TWO:
            return self.answered.is_printed
        told: BoolArray = self.answered.is_printed & (self.levels.level != NONE)
        return told

    def table(self) -> Table:
        """The answers as a table; the mean is in print with all answers but yes and no."""
        options = self.lookup.options
        return Table(
            areas=self.layout.areas,
            counts=self.records[:, :options],
            partitions=list_partitions(self.lookup, self.domain),
            floor=(tuple(range(options)),),
            scores=self.lookup.scores if options > TWO else None,
            is_printed=self.answered.is_printed,
            is_sensitive=self.question.sensitive,
        )


def count_answers(question: Question, domain: Domain, tally: Tally, layout: Layout) -> Counted:
    """Lay the tally of a question of a domain out over all areas."""
    records = layout.areas.roll_up(tally.records)
    return Counted(question, domain, make_lookup(question, domain), layout, tally, records)


def take_part(counted: Counted) -> Part:
    """Tell of a question that an index is made from where all its shares are in print.

    Outside the average, which is of households to which all applies, are the persons of a
    household but one, and those to whom the question does not apply.
    """
    leaves, everyone = counted.layout.areas.leaves, counted.everyone
    more = everyone.base.n - everyone.households + counted.records[:, -1]
    is_printed = counted.answered.is_printed & (counted.levels.level == FULL)
    return Part(is_printed, more[:leaves])


def share_of(
    kind: str,
    index: str,
    counted: Counted,
    basis: Basis,
    group: Sequence[int],
    base: slice,
    levels: Levels,
    shown: BoolArray | None = None,
) -> Figure:
    """Make the share of a group of categories among those of `base`."""
    tally, chosen = counted.tally, list(group)
    parts = [tally.margins[:, base].sum(axis=1), tally.margins[:, chosen].sum(axis=1)]
    return make_share(
        kind,
        index,
        counted.layout,
        basis,
        tally.weights[:, base].sum(axis=1),
        tally.weights[:, chosen].sum(axis=1),
        np.stack(parts, axis=1),
        levels,
        shown,
    )


def describe_answers(counted: Counted) -> Iterator[Figure]:
    """Yield the mean and the shares of a question's answers."""
    lookup = counted.lookup
    if not lookup.names and lookup.options > TWO:
        yield _make_mean(counted, np.full(counted.layout.areas.size, NONE))
        return
    table = counted.table()
    levels = counted.levels
    highest = (int(lookup.scores.argmax()),)
    if counted.domain.measure == "reported":
        yield _make_answer_share("yes", counted.question.id, counted, highest, levels)
        return
    if lookup.options == TWO:
        yield _make_answer_share("item", counted.question.id, counted, highest, levels)
    else:
        yield _make_mean(counted, levels.level)
    if lookup.names:
        yield from _list_options(counted, table, levels)
    if counted.domain.polarity == "harm" and lookup.names and lookup.options > TWO:
        worst = find_worst(lookup)
        yield _make_answer_share("top_two", counted.question.id, counted, worst, levels)


def _list_options(counted: Counted, table: Table, levels: Levels) -> Iterator[Figure]:
    """Yield the shares of the groups each area prints; where it prints none, of every answer."""
    for place, partition in enumerate(table.partitions):
        shown = levels.level == place
        if place == FULL:
            shown |= levels.level == NONE
        for group in partition:
            names = "+".join(counted.lookup.names[option] for option in group)
            index = f"{counted.question.id}={names}"
            yield _make_answer_share("option", index, counted, group, levels, shown)


def _make_answer_share(
    kind: str,
    index: str,
    counted: Counted,
    group: Group,
    levels: Levels,
    shown: BoolArray | None = None,
) -> Figure:
    base = slice(counted.lookup.options)
    return share_of(kind, index, counted, counted.answered, group, base, levels, shown)


def _make_mean(counted: Counted, level: IntArray) -> Figure:
    """Make the mean of a question with more than two answers.

    Its interval is withheld where it would help to work out hidden counts.
    """
    estimates = estimate_answers(counted)
    is_flat = estimates.variance == 0
    is_telling = _is_telling(counted, level) & ~is_flat
    return make_figure(
        "item",
        counted.question.id,
        counted.answered,
        drop_interval(estimates, is_telling),
        reasons={},
        notes={"no_variation": is_flat, "interval_withheld": is_telling},
    )


def estimate_item(counted: Counted) -> Means:
    """Estimate the mean of a question (0-100) in every area."""
    tally, scores = counted.tally, counted.lookup.scores
    answers = slice(counted.lookup.options)
    margins = tally.margins[:, answers]
    return estimate_areas(
        counted.layout,
        counted.answered.base,
        tally.weights[:, answers].sum(axis=1),
        tally.weights[:, answers] @ scores,
        np.stack([margins.sum(axis=1), np.einsum("akp,k->ap", margins, scores)], axis=1),
    )


def estimate_answers(counted: Counted) -> Estimates:
    """Estimate the mean of a question, or with two answers the share of the higher, on 0-100."""
    base, is_population = counted.answered.base, counted.layout.has_population
    means = estimate_item(counted)
    if counted.lookup.options == TWO:
        share, variance = means.mean / PERCENT, means.variance / PERCENT**2
        return as_percent(finish_shares(base, share, variance, is_population))
    spread = divide(_find_spread(counted, means.mean), base.total)
    return finish_means(base, means.mean, means.variance, spread, is_population)


def _find_spread(counted: Counted, mean: FloatArray) -> FloatArray:
    """Σ w (y - mean)² per area."""
    scores, layout = counted.lookup.scores, counted.layout
    leaves = layout.leaves @ counted.tally.weights[:, : len(scores)]
    away = (scores[None, :] - mean[:, None]) ** 2
    spread: FloatArray = (layout.areas.roll_up(leaves) * away).sum(axis=1)
    return spread


def _is_telling(counted: Counted, level: IntArray) -> BoolArray:
    """Tell where the spread of the answers would say too much of hidden counts, per area.

    The printed groups, the mean and the spread are equations for the counts of the answers, exact
    where weights are equal and households of one: at least two more unknowns must be left.
    """
    table = counted.table()
    groups = np.array([len(table.grouping(place)) for place in level])
    left = counted.lookup.options - groups - MEAN_AND_SPREAD
    telling: BoolArray = (level != FULL) & (counted.question.sensitive | (left < FEWEST_LEFT))
    return telling


def drop_interval(estimates: Estimates, where: BoolArray) -> Estimates:
    """Leave the standard error and the interval out where they would tell too much."""

    def drop(numbers: FloatArray) -> FloatArray:
        return np.where(where, np.nan, numbers)

    return replace(
        estimates, se=drop(estimates.se), lower=drop(estimates.lower), upper=drop(estimates.upper)
    )
