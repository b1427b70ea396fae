"""The figures of one question: its mean, the shares of its answers and of its silences."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from survey.arrays import BoolArray, ByteArray, FloatArray, IntArray
from survey.questionnaire.model import Domain, Question
from survey.scoring.basis import Basis, make_basis
from survey.scoring.estimate import Estimates, divide, estimate_means, finish_means
from survey.scoring.figures import Figure, make_figure
from survey.scoring.layout import Sample
from survey.scoring.levels import Levels, choose_levels
from survey.scoring.lookup import Lookup, categorise, make_lookup
from survey.scoring.partitions import TWO, Group, find_worst, list_partitions
from survey.scoring.shares import make_share
from survey.scoring.table import FULL, NONE, Table
from survey.scoring.tally import Tally, tally

MEAN_AND_SPREAD = 2
FEWEST_LEFT = 2


@dataclass(frozen=True)
class Counted:
    """One question's answers in the sample that counts for it."""

    question: Question
    domain: Domain
    lookup: Lookup
    sample: Sample
    tally: Tally
    answered: Basis
    asked: Basis
    everyone: Basis

    def table(self) -> Table:
        """The answers as a table; the mean is in print with all answers but yes and no."""
        options = self.lookup.options
        return Table(
            areas=self.sample.layout.areas,
            counts=self.tally.records[:, :options],
            partitions=list_partitions(self.lookup, self.domain),
            floor=(tuple(range(options)),),
            scores=self.lookup.scores if options > TWO else None,
            is_printed=self.answered.is_printed,
            is_sensitive=self.question.sensitive,
        )


def count_answers(
    question: Question, domain: Domain, positions: ByteArray, sample: Sample
) -> Counted:
    """Count the answers to a question of a domain; `positions` has one byte per response."""
    lookup = make_lookup(question, domain)
    categories = categorise(positions[sample.record], lookup)
    return Counted(
        question=question,
        domain=domain,
        lookup=lookup,
        sample=sample,
        tally=tally(sample, categories, lookup.width),
        answered=make_basis(sample, categories < lookup.options),
        asked=make_basis(sample, categories < lookup.width - 1),
        everyone=make_basis(sample, categories < lookup.width),
    )


def describe_answers(counted: Counted) -> Iterator[Figure]:
    """Yield the mean and the shares of a question's answers."""
    lookup = counted.lookup
    if not lookup.names and lookup.options > TWO:
        yield _make_mean(counted, np.full(counted.sample.layout.areas.size, NONE))
        return
    table = counted.table()
    levels = choose_levels(table)
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
    total = counted.tally.rows[:, group].sum(axis=1)
    design = counted.sample.layout.design
    return make_share(kind, index, design, counted.answered, total, levels, shown)


def _make_mean(counted: Counted, level: IntArray) -> Figure:
    """Make the mean of a question with more than two answers.

    Its interval is withheld where it would help to work out hidden counts. Of a sensitive question
    nothing is said where all gave the same answer.
    """
    base, scores = counted.answered.base, counted.lookup.scores
    design = counted.sample.layout.design
    mean, variance = estimate_means(design, base, counted.tally.score(scores))
    spread = divide(counted.tally.spread(scores, mean), base.total)
    estimates = finish_means(base, mean, variance, spread)
    is_flat = variance == 0
    is_telling = _is_telling(counted, level) & ~is_flat
    return make_figure(
        "item",
        counted.question.id,
        counted.answered,
        _drop_interval(estimates, is_telling),
        reasons={"small_count": is_flat & counted.question.sensitive},
        notes={"no_variation": is_flat, "interval_withheld": is_telling},
    )


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


def _drop_interval(estimates: Estimates, where: BoolArray) -> Estimates:
    def drop(numbers: FloatArray) -> FloatArray:
        return np.where(where, np.nan, numbers)

    return replace(
        estimates, se=drop(estimates.se), lower=drop(estimates.lower), upper=drop(estimates.upper)
    )
