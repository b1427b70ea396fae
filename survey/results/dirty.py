"""Live sums for the coordinating team: a new answer costs its own neighbourhood, and no other."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

import numpy as np
import pandas as pd

from survey.errors import N_, MahallaError, Problem
from survey.questionnaire.model import Questionnaire
from survey.results.snapshot import read_snapshot
from survey.results.snapshot_files import Part, read_state
from survey.scoring.answers.two_way import (
    ENOUGH_ANSWERS,
    Crossings,
    Effects,
    add_crossings,
    fit_effects,
    pool,
)
from survey.scoring.sample.prepare import weigh
from survey.scoring.sample.records import Partition
from survey.scoring.sums.chunk import (
    Crossed,
    Fits,
    Laid,
    cross_chunk,
    lay,
    needs_crossing,
    sum_chunk,
)
from survey.scoring.sums.tasks import Task, find_scored, list_tasks
from survey.scoring.sums.totals import Totals, combine

WEIGHED_TOGETHER = N_(
    "There are no live figures for “%(name)s”: its `design` weighs answers by %(columns)s, so that "
    "each new answer changes all weights. `mahalla release` and `mahalla score` do that."
)


@dataclass(frozen=True)
class Kept:
    """The totals of a neighbourhood, task by task, and the parts that they are made from."""

    parts: tuple[Part, ...]
    totals: tuple[Totals, ...]


class LiveSums:
    """The sums of one wave, as its snapshot stands; many threads may use them at once.

    The snapshot's folder tells project, wave and version, and the version is a hash of the scoring
    too. Parts never change and their numbers are never given again, so a neighbourhood is dirty
    exactly when its list of parts is another one.

    Gaps are filled from the neighbourhood's own answers where there are enough, else from fits
    pooled over all. Those are an input with a version of its own: `refit` makes them anew, a new
    answer does not, or it would change every neighbourhood (docs/method.md).

    Raises MahallaError for a questionnaire whose design names columns or questions.
    """

    def __init__(self, questionnaire: Questionnaire, folder: Path) -> None:
        if columns := questionnaire.method.design.columns:
            values = {"name": questionnaire.id, "columns": ", ".join(columns)}
            raise MahallaError(Problem(WEIGHED_TOGETHER, values))
        self.questionnaire = questionnaire
        self.folder = folder
        self.tasks = list_tasks(questionnaire)
        self.columns = find_scored(questionnaire)
        self._pooled: dict[str, Effects] = {}
        self._kept: dict[str, Kept] = {}
        self._lock = Lock()
        self.refit()

    def refit(self) -> None:
        """Fit the domains of all answers together again; every neighbourhood is dirty then."""
        with self._lock:
            self._pooled, self._kept = self._pool(), {}

    @property
    def areas(self) -> list[str]:
        """The neighbourhoods that have answers."""
        with self._lock:
            return sorted(self._kept)

    def refresh(self) -> frozenset[str]:
        """Sum up what is dirty, and name those neighbourhoods, also those that nobody is in now.

        Call `extend_snapshot` before; this looks at the snapshot alone.
        """
        with self._lock:
            parts = read_state(self.folder).parts
            if parts and not self._kept:
                self._pooled = self._pooled or self._pool()
            left = frozenset(self._kept.keys() - parts)
            self._kept = {area: kept for area, kept in self._kept.items() if area in parts}
            dirty = [
                area
                for area, own in parts.items()
                if area not in self._kept or self._kept[area].parts != own
            ]
            for area in dirty:
                for partition in read_snapshot(self.folder, self.columns, [area]):
                    self._kept[area] = Kept(parts[area], tuple(self._sum(partition)))
            return left.union(dirty)

    def reduce(self, areas: Collection[str] | None = None) -> Iterator[tuple[Task, Totals]]:
        """Give the totals of every task over some neighbourhoods, or all: for `scoring.finish`."""
        with self._lock:
            named = sorted(self._kept if areas is None else self._kept.keys() & set(areas))
            kept = [self._kept[area] for area in named]
        for place, task in enumerate(self.tasks if kept else []):
            yield task, combine([own.totals[place] for own in kept])

    def _pool(self) -> dict[str, Effects]:
        """Fit every domain that needs it, of all neighbourhoods together."""
        crossings: dict[str, list[Crossings]] = {}
        for partition in read_snapshot(self.folder, self.columns):
            for task, crossed in self._cross(partition, lay(partition)):
                crossings.setdefault(task.name, []).append(pool(crossed.crossings))
        one = np.zeros(1, dtype=np.int64)
        return {
            name: fit_effects(add_crossings(parts, [one] * len(parts), 1))
            for name, parts in crossings.items()
        }

    def _cross(self, partition: Partition, laid: Laid) -> Iterator[tuple[Task, Crossed]]:
        for task in self.tasks:
            if needs_crossing(task):
                given = partition.read(task.names)
                yield task, cross_chunk(self.questionnaire, task, laid, given)

    def _sum(self, partition: Partition) -> Iterator[Totals]:
        laid = lay(self._weigh(partition))
        crossed = self._cross(partition, laid)
        fits = {task.name: self._fit(task, own) for task, own in crossed}
        for task in self.tasks:
            given = partition.read(task.names)
            yield sum_chunk(self.questionnaire, task, laid, given, fits.get(task.name))

    def _weigh(self, partition: Partition) -> Partition:
        """Give records the strata and sizes of the design."""
        nothing = pd.DataFrame(index=range(len(partition.records)))
        return replace(partition, records=weigh(self.questionnaire, partition.records, nothing)[0])

    def _fit(self, task: Task, crossed: Crossed) -> Fits:
        """Fit one neighbourhood by itself where it has enough answers, else take the pooled fit."""
        is_large = bool(np.all(crossed.crossings.answers >= ENOUGH_ANSWERS))
        effects = fit_effects(crossed.crossings) if is_large else self._pooled[task.name]
        return Fits(crossed.areas, effects)
