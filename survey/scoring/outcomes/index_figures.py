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
from survey.scoring.release.averages import Part, may_average
from survey.scoring.release.basis import Basis
from survey.scoring.release.harm_print import HarmPrint, choose_harms
from survey.scoring.release.harm_rule import read_rule
from survey.scoring.release.harms import Harms, may_list, may_unite
from survey.scoring.release.levels import Levels, choose_levels
from survey.scoring.release.partitions import Partition
from survey.scoring.release.sets import hide_sets
from survey.scoring.release.table import FULL, NONE, Table
from survey.scoring.sums.chunk import name_column
from survey.scoring.sums.tasks import Task
from survey.scoring.sums.totals import Sums

EXCLUDED = "excluded"


class IndexFigures:
    """All columns of one index, described together: what one withholds, others must not tell."""

    def __init__(
        self,
        task: Task,
        sums: Mapping[str, Sums],
        layout: Layout,
        parts: Mapping[str, Part] | None = None,
    ) -> None:
        self.task, self.layout, self.parts = task, layout, parts or {}
        columns = {column.name: column for column in _list_columns(task)}
        self.sums = {name: sums[name_column(task.name, name)] for name in columns}
        self.columns = {name: one for name, one in columns.items() if one.measure != "count"}
        estimated = {name: estimate_sums(self.sums[name], layout) for name in self.columns}
        self.bases = {name: basis for name, (basis, _) in estimated.items()}
        self.means = {name: means for name, (_, means) in estimated.items()}
        self.levels = {name: self._choose_levels(name) for name in self._list_shares()}
        self.harms = self._cross()
        self.levels |= self._choose_nested(task.kind.nested)
        self.hidden_means = self._hide_means()
        self.hidden_lists = np.zeros(layout.areas.size, np.bool_)
        if self.harms is not None:
            self._choose_harms(self.harms)

    def _list_shares(self) -> list[str]:
        """Name the shares that are decided on one by one."""
        shares = [name for name, column in self.columns.items() if column.measure == "share"]
        return [name for name in shares if ":" not in name and name not in self.task.kind.nested]

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
            sums, levels = self.sums[name], self._find_levels(name)
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
        return choose_levels(self._tabulate([name], (((0,), (1,)),)))

    def _choose_nested(self, names: Sequence[str]) -> dict[str, Levels]:
        """Decide where nested shares may be printed: both, or the inner one, or neither.

        Side by side they tell how many are in the one and not in the other.
        """
        if not names:
            return {}
        assert self.harms is not None
        inner, outer = names
        united = may_unite(self.harms)
        allowed = np.stack([united, np.ones_like(united)])
        table = self._tabulate(names, (((0,), (1,), (2,)), ((0, 1), (2,))))
        levels = choose_levels(table, allowed)
        coarse = levels.level > FULL
        return {
            inner: levels,
            outer: Levels(levels.level, levels.is_small | coarse, levels.is_complementary),
        }

    def _cross(self) -> Harms | None:
        """Count who met what and is harmed; None for other kinds of index."""
        kind, areas = self.task.kind, self.layout.areas
        if kind.crossed is None:
            return None
        assert kind.among is not None
        assert self.task.index is not None
        met, both = (
            [areas.roll_up(one.plain) for name, one in self.sums.items() if name.startswith(start)]
            for start in kind.crossed
        )
        severities = self.task.severities[self.task.severities > 0]
        inner, outer = (areas.roll_up(self.sums[name].plain) for name in kind.nested)
        return Harms(
            areas=areas,
            n=areas.roll_up(self.sums[kind.among].records),
            harmed=inner,
            union=outer,
            met=np.stack(met, axis=1),
            both=np.stack(both, axis=1),
            is_told=self._find_told(),
            rule=read_rule(severities, kind.find_bar(self.task.index.settings, severities)),
            is_sensitive=is_sensitive(self.task.questions),
        )

    def _find_told(self) -> BoolArray:
        """Tell where the shares of its questions' answers are in print, areas x questions."""
        nowhere = np.zeros(self.layout.areas.size, dtype=np.bool_)
        weighed = [q.id for q in self.task.questions if q.item and q.item.severity > 0]
        parts = [self.parts.get(name) for name in weighed]
        return np.stack([part.is_printed if part else nowhere for part in parts], axis=1)

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

    def _find_levels(self, name: str) -> Levels:
        """Withhold the shares by question together: with the index, all but one give that one."""
        if ":" not in name:
            return self.levels[name]
        assert self.harms is not None
        small = self.hidden_lists & ~may_list(self.harms)
        level = np.where(self.hidden_lists, NONE, FULL)
        return Levels(level, small, self.hidden_lists & ~small)

    def _may_list(self, harms: Harms) -> BoolArray:
        """Tell where shares by question may be printed, as far as the area's own counts go.

        They are not without the headcount.
        """
        level = self.levels[self.task.kind.nested[0]].level
        shown = self.bases[""].is_printed & (level != NONE)
        may: BoolArray = shown & may_list(harms) & ~self._is_repeated()
        return may

    def _choose_harms(self, harms: Harms) -> None:
        """Choose where to print shares by question and means, seen all together."""
        level = self.levels[self.task.kind.nested[0]].level
        printed = self.bases[""].is_printed
        may = HarmPrint(
            counted=printed & (level != NONE),
            united=printed & (level == FULL),
            listed=self._may_list(harms),
            averaged=printed & ~self.hidden_means,
        )
        chosen = choose_harms(harms, may)
        self.hidden_lists, self.hidden_means = ~chosen.listed, ~chosen.averaged
        for name, shown in zip(self.task.kind.nested, chosen.columns[:2], strict=True):
            self.levels[name] = self.levels[name].hide(printed & ~shown)

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
        areas, among, harms = self.layout.areas, self.task.kind.among, self.harms
        first = self.levels[among or ""]
        hidden: BoolArray = first.is_small | first.is_complementary
        if among is None or harms is None:
            return hidden
        harmed = areas.roll_up(self.sums[among].plain)
        hidden |= (harmed > 0) & hide_sets(areas, harmed, harmed).any
        withheld = self.bases[""].is_printed & ~self._may_list(harms)
        told = withheld[: areas.leaves] & self._is_any()
        if is_sensitive(self.task.questions):
            told |= self.means[""].variance[: areas.leaves] == 0
        return hidden | (areas.roll_up(told) > 0)

    def _is_telling(self, name: str) -> BoolArray:
        """Tell where a mean or ratio would give a withheld share away, per area."""
        hidden = self.hidden_means
        if ":" in name:
            hidden = hidden | self.hidden_lists
        if name == self.task.kind.averages:
            hidden = hidden | ~self._may_average()
        return hidden

    def _may_average(self) -> BoolArray:
        """Tell where an average of shares tells nothing of them that is not in print.

        Questions without a domain are in no table. Where some are, and others not, it would.
        """
        parts = [self.parts[name] for name in self.task.names if name in self.parts]
        everywhere = np.ones(self.layout.areas.size, dtype=np.bool_)
        if not parts:
            return everywhere
        if len(parts) < len(self.task.names):
            return ~everywhere
        left_out = self.sums[EXCLUDED].plain
        return may_average(self.layout.areas, parts, left_out, is_sensitive(self.task.questions))


def _list_columns(task: Task) -> tuple[Column, ...]:
    """Ask the kind of index for its columns, with nobody in them."""
    assert task.index is not None
    size = len(task.questions)
    nobody: FloatArray = np.zeros((0, size))
    answers = Answers(tuple(task.names), nobody, nobody.astype(np.bool_), task.severities)
    return task.kind.score(answers, task.index.settings)
