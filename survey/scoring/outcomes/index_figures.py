"""The figures of an index that every respondent or household has a value of (SCORING §7, §10)."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from survey.arrays import BoolArray, FloatArray
from survey.indices.model import Answers, Column
from survey.scoring.estimation.estimate import Estimates, divide, finish_means
from survey.scoring.estimation.layout import Layout
from survey.scoring.estimation.means import Means, combine_means
from survey.scoring.outcomes.domain_figures import estimate_sums, is_sensitive
from survey.scoring.outcomes.figures import Figure, make_figure
from survey.scoring.outcomes.outcome import Outcome
from survey.scoring.outcomes.shares import make_share
from survey.scoring.release.basis import Basis
from survey.scoring.release.levels import Levels, choose_levels
from survey.scoring.release.partitions import Partition
from survey.scoring.release.sets import hide_sets
from survey.scoring.release.table import FULL, Table
from survey.scoring.sums.chunk import name_column
from survey.scoring.sums.tasks import Task
from survey.scoring.sums.totals import Sums

EXCLUDED = "excluded"


class IndexFigures:
    """All columns of one index, described together: what one withholds, others must not tell."""

    def __init__(self, task: Task, sums: Mapping[str, Sums], layout: Layout) -> None:
        self.task, self.layout = task, layout
        self.columns = {column.name: column for column in _list_columns(task)}
        self.sums = {name: sums[name_column(task.name, name)] for name in self.columns}
        estimated = {name: estimate_sums(one, layout) for name, one in self.sums.items()}
        self.bases = {name: basis for name, (basis, _) in estimated.items()}
        self.means = {name: means for name, (_, means) in estimated.items()}
        shares = [name for name, column in self.columns.items() if column.measure == "share"]
        self.levels = {name: self._choose_levels(name) for name in shares}
        self.levels |= self._choose_nested(task.kind.nested)
        self.hidden_means = self._hide_means()

    def describe(self) -> tuple[Outcome, list[Figure]]:
        """Return the outcome of the index and the figures of all its columns, itself first."""
        assert self.task.index is not None
        figures = {name: self._describe(name) for name in self.columns}
        outcome = Outcome(
            self.task.name,
            self.task.index.polarity,
            self.layout,
            self.bases[""],
            self.means[""],
            figures[""],
        )
        return outcome, [figures[""], *(one for name, one in figures.items() if name)]

    def _describe(self, name: str) -> Figure:
        assert self.task.index is not None
        column, basis = self.columns[name], self.bases[name]
        kind, index = self.task.index.kind, name_column(self.task.name, name)
        if column.measure == "share":
            sums, levels = self.sums[name], self._join_levels(name)
            return make_share(
                kind, index, self.layout, basis, sums.weights, sums.totals, sums.margins, levels
            )
        means = self.means[name]
        if column.over is not None:
            means = self._divide(means, self.means[column.over])
        return make_figure(
            kind,
            index,
            basis,
            self._finish(name, basis, means),
            reasons={"small_count": self._is_telling(name)},
            notes={"no_variation": means.variance == 0},
        )

    def _finish(self, name: str, basis: Basis, means: Means) -> Estimates:
        spread = divide(self.layout.spread(self.sums[name], means.mean), basis.base.total)
        if self.columns[name].over is not None:
            spread = np.full_like(spread, np.nan)
        is_population = self.layout.has_population
        return finish_means(basis.base, means.mean, means.variance, spread, is_population)

    def _divide(self, above: Means, below: Means) -> Means:
        """Divide two means by linearisation; NaN where the divisor is 0."""
        ratio = divide(above.mean, below.mean)
        inverse = np.nan_to_num(divide(np.ones_like(ratio), below.mean))
        slopes = np.stack([inverse, -np.nan_to_num(ratio) * inverse], axis=1)
        base = self.bases[""].base
        combined = combine_means(self.layout, [above, below], slopes, base)
        variance = np.where(np.isfinite(ratio), combined.variance, np.nan)
        return Means(ratio, variance, combined.influence, combined.slopes)

    def _choose_levels(self, name: str) -> Levels:
        """Decide where a share may be printed, by its counts.

        A share of the harmed by question also tells how many of the harmed are not in it.
        """
        among = self.task.kind.among
        nested = [name] if among is None or ":" not in name else [name, among]
        places = tuple((place,) for place in range(len(nested) + 1))
        return choose_levels(self._tabulate(nested, (places,)))

    def _choose_nested(self, names: Sequence[str]) -> dict[str, Levels]:
        """Decide where nested shares may be printed: both, or the inner one, or neither.

        Side by side they tell how many are in the one and not in the other.
        """
        if not names:
            return {}
        inner, outer = names
        levels = choose_levels(self._tabulate(names, (((0,), (1,), (2,)), ((0, 1), (2,)))))
        coarse = levels.level > FULL
        return {
            inner: levels,
            outer: Levels(levels.level, levels.is_small | coarse, levels.is_complementary),
        }

    def _tabulate(self, names: Sequence[str], partitions: tuple[Partition, ...]) -> Table:
        """Count who is in none of some nested shares, in the outer alone, and in the inner."""
        areas, basis = self.layout.areas, self.bases[names[0]]
        inside = [areas.roll_up(self.sums[name].plain) for name in names]
        edges = [
            areas.roll_up(self.sums[names[0]].records),
            *reversed(inside),
            np.zeros(areas.size),
        ]
        places = tuple(range(len(edges) - 1))
        return Table(
            areas=areas,
            counts=np.stack([outer - inner for outer, inner in pairwise(edges)], axis=1),
            partitions=partitions,
            floor=(places,),
            scores=None,
            is_printed=basis.is_printed,
            is_sensitive=is_sensitive(self.task.questions),
        )

    def _join_levels(self, name: str) -> Levels:
        """Withhold the shares by question together: with the index, all but one give that one."""
        if ":" not in name:
            return self.levels[name]
        together = [levels for other, levels in self.levels.items() if ":" in other]
        small = np.any([levels.is_small for levels in together], axis=0) | self._is_repeated()
        bare = np.any([levels.is_complementary for levels in together], axis=0)
        return Levels(self.levels[name].level, small, bare & ~small)

    def _is_repeated(self) -> BoolArray:
        """Tell where shares by question only repeat those of the answers, over fewer people.

        The difference would be the answers of those left out, who may be a handful.
        """
        left_out = self.sums[EXCLUDED].plain > 0
        is_repeated: BoolArray = self.layout.areas.roll_up(self._is_any() & left_out) > 0
        return is_repeated

    def _is_any(self) -> BoolArray:
        """Tell per neighbourhood where as many are harmed as met any harm."""
        counts = [self.sums[name].plain for name in self.task.kind.nested]
        same: BoolArray = np.ptp(counts, axis=0) == 0 if counts else np.zeros(0, dtype=np.bool_)
        return same

    def _hide_means(self) -> BoolArray:
        """Tell where means and ratios would say too much of a few, per area.

        They are withheld with the share of those they speak of, and where these are too few for a
        mean, by themselves or by subtraction. Where any harm makes harmed, the mean is the sum of
        the shares by question: it is withheld with any of them, and in the roll-ups of there.
        """
        areas, shares = self.layout.areas, [name for name in self.levels if name != EXCLUDED]
        first = self.levels[shares[0]]
        hidden: BoolArray = first.is_small | first.is_complementary
        if self.task.kind.among is None:
            return hidden
        harmed = areas.roll_up(self.sums[self.task.kind.among].plain)
        hidden |= (harmed > 0) & hide_sets(areas, harmed, harmed).any
        by_question = [self._join_levels(name) for name in shares if ":" in name]
        withheld = np.any([one.is_small | one.is_complementary for one in by_question], axis=0)
        told = withheld[: areas.leaves] & self._is_any()
        if is_sensitive(self.task.questions):
            told |= self.means[""].variance[: areas.leaves] == 0
        return hidden | (areas.roll_up(told) > 0)

    def _is_telling(self, name: str) -> BoolArray:
        """Tell where a mean or ratio would give a withheld share away, per area."""
        bound = [self._join_levels(other) for other in self.levels if ":" in other and ":" in name]
        withheld = [levels.is_small | levels.is_complementary for levels in bound[:1]]
        telling: BoolArray = np.any([self.hidden_means, *withheld], axis=0)
        return telling


def _list_columns(task: Task) -> tuple[Column, ...]:
    """Ask the kind of index for its columns, with nobody in them."""
    assert task.index is not None
    size = len(task.questions)
    nobody: FloatArray = np.zeros((0, size))
    answers = Answers(tuple(task.names), nobody, nobody.astype(np.bool_), task.severities)
    return task.kind.score(answers, task.index.settings)
