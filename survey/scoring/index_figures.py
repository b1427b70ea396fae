"""The figures of an index that every respondent or household has a value of (SCORING §7, §10)."""

from collections.abc import Mapping

import numpy as np

from survey.arrays import BoolArray, FloatArray
from survey.indices.model import Answers, Column
from survey.scoring.basis import Basis
from survey.scoring.chunk import name_column
from survey.scoring.domain_figures import estimate_sums, is_sensitive
from survey.scoring.estimate import Estimates, divide, finish_means
from survey.scoring.figures import Figure, make_figure
from survey.scoring.layout import Layout
from survey.scoring.levels import Levels, choose_levels
from survey.scoring.means import Means, combine_means
from survey.scoring.outcome import Outcome
from survey.scoring.shares import make_share
from survey.scoring.table import Table
from survey.scoring.tasks import Task
from survey.scoring.totals import Sums

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
        """Decide where a share may be printed, by its counts."""
        areas, sums = self.layout.areas, self.sums[name]
        yes = areas.roll_up(sums.plain)
        return choose_levels(
            Table(
                areas=areas,
                counts=np.stack([areas.roll_up(sums.records) - yes, yes], axis=1),
                partitions=(((0,), (1,)),),
                floor=((0, 1),),
                scores=None,
                is_printed=self.bases[name].is_printed,
                is_sensitive=is_sensitive(self.task.questions),
            )
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

        As many are harmed there as met any harm, so that a harm's share among them is that of its
        answers. The difference would be the answers of those left out, who may be a handful.
        """
        own = [name for name in self.levels if ":" not in name and name != EXCLUDED]
        same = np.ptp([self.sums[name].plain for name in own], axis=0) == 0
        is_repeated: BoolArray = (
            self.layout.areas.roll_up(same & (self.sums[EXCLUDED].plain > 0)) > 0
        )
        return is_repeated

    def _is_telling(self, name: str) -> BoolArray:
        """Tell where a mean or ratio would give a withheld share away, per area."""
        shares = [other for other in self.levels if other != EXCLUDED]
        bound = [other for other in shares if (":" in other) == (":" in name)]
        hidden = [self._join_levels(other) for other in bound[:1]]
        hidden += [self.levels[other] for other in shares[:1]]
        withheld = [levels.is_small | levels.is_complementary for levels in hidden]
        telling: BoolArray = np.any(withheld, axis=0)
        return telling


def _list_columns(task: Task) -> tuple[Column, ...]:
    """Ask the kind of index for its columns, with nobody in them."""
    assert task.index is not None
    size = len(task.questions)
    nobody: FloatArray = np.zeros((0, size))
    answers = Answers(tuple(task.names), nobody, nobody.astype(np.bool_), task.severities)
    return task.kind.score(answers, task.index.settings)
