"""One partition of responses reduced to sums, task by task: the same wherever it runs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from survey.arrays import ByteArray
from survey.indices.model import Answers
from survey.questionnaire.model import Questionnaire
from survey.scoring.answers.alpha import Scale, add_scale
from survey.scoring.answers.domains import (
    Responses,
    average,
    cross_domain,
    needs_fits,
    sort_responses,
)
from survey.scoring.answers.patterns import ANSWERED, STRUCTURAL
from survey.scoring.answers.two_way import Crossings, Effects, add_crossings, fit_groups
from survey.scoring.sample.records import Partition
from survey.scoring.sums.ground import Sample, lay_out
from survey.scoring.sums.tally import add_up, sum_margins, tally
from survey.scoring.sums.tasks import Task, read_scores
from survey.scoring.sums.totals import MarginSums, Sums, Tally, Totals, merge_names

Level = Literal["person", "household"]
Given = Mapping[str, ByteArray]
"""The answers to some questions, one byte per response."""


@dataclass(frozen=True)
class Laid:
    """A partition with its two samples laid out; `read` reads answers (see `Partition`)."""

    read: Callable[[Sequence[str]], Given]
    persons: Sample
    households: Sample

    @cached_property
    def margins(self) -> dict[str, MarginSums]:
        """How the margins lie in the samples that were raked: the same for all tasks."""
        samples = {"person": self.persons, "household": self.households}
        sums = {level: sum_margins(sample) for level, sample in samples.items()}
        return {level: one for level, one in sums.items() if one is not None}


@dataclass(frozen=True)
class Crossed:
    """What fixes the fits of a domain, per neighbourhood of a partition."""

    areas: tuple[str, ...]
    crossings: Crossings


@dataclass(frozen=True)
class Fits:
    """The fits of a domain per neighbourhood; the same for all partitions."""

    areas: tuple[str, ...]
    effects: Effects

    def of(self, areas: Sequence[str]) -> Effects:
        """Choose the fits of some neighbourhoods, in their order."""
        place = {name: number for number, name in enumerate(self.areas)}
        rows = np.array([place[name] for name in areas], dtype=np.int64)
        effects = self.effects
        return Effects(effects.items[rows], effects.means[rows], effects.parts[rows])


def lay(partition: Partition) -> Laid:
    """Lay a partition out."""
    return Laid(partition.read, *lay_out(partition.records))


def needs_crossing(task: Task) -> bool:
    """Tell whether a task fills gaps from what others answered, and so takes two rounds."""
    return bool(task.weighed) and task.domain is not None and needs_fits(task.domain.rule)


def cross_chunk(questionnaire: Questionnaire, task: Task, laid: Laid, given: Given) -> Crossed:
    """Sum up what fixes the fits of a domain: the first round of a task."""
    sample = choose_sample(questionnaire, task, laid)
    crossings = cross_domain(_sort(task, sample, given), sample.runs)
    return Crossed(sample.ground.areas, crossings)


def fit(parts: Sequence[Crossed]) -> Fits:
    """Fit a domain from the crossings of all partitions."""
    areas, numbers = merge_names([part.areas for part in parts])
    merged = add_crossings([part.crossings for part in parts], numbers, len(areas))
    return Fits(areas, fit_groups(merged))


def sum_chunk(
    questionnaire: Questionnaire, task: Task, laid: Laid, given: Given, fits: Fits | None
) -> Totals:
    """Sum up a task over a partition: the second round, or the only one."""
    margins, sample = laid.margins, choose_sample(questionnaire, task, laid)
    if task.index is not None:
        return Totals(sample.ground, sums=_sum_index(task, sample, given), margins=margins)
    tallies = {
        question.id: _count(questionnaire, task, question.id, laid, given)
        for question in task.questions
    }
    if not task.weighed:
        return Totals(sample.ground, tallies, margins=margins)
    sums, scale = _sum_domain(task, sample, given, fits)
    scales = {task.name: scale} if scale else {}
    return Totals(sample.ground, tallies, {task.name: sums}, scales, margins)


def choose_level(questionnaire: Questionnaire, task: Task, question: str = "") -> Level:
    """Count households once where all that is asked about (or one `question`) is the household."""
    if task.index is not None:
        return task.kind.level
    asked = [q for q in task.questions if q.id == question] or task.weighed
    is_reported = task.domain is not None and task.domain.measure == "reported"
    is_home = questionnaire.unit == "household" or all(q.level == "household" for q in asked)
    return "household" if is_home or is_reported else "person"


def choose_sample(
    questionnaire: Questionnaire, task: Task, laid: Laid, question: str = ""
) -> Sample:
    """Choose the records that a task, or one of its questions, counts."""
    is_home = choose_level(questionnaire, task, question) == "household"
    return laid.households if is_home else laid.persons


def _count(questionnaire: Questionnaire, task: Task, name: str, laid: Laid, given: Given) -> Tally:
    sample = choose_sample(questionnaire, task, laid, name)
    return tally(sample, given[name], task.lookups[name])


def _sort(task: Task, sample: Sample, given: Given) -> Responses:
    assert task.domain is not None
    scores, states = read_scores(task, task.weighed, given, sample)
    weights = np.array([question.item.weight for question in task.weighed if question.item])
    return sort_responses(scores, states, weights, task.domain.rule)


def _sum_domain(
    task: Task, sample: Sample, given: Given, fits: Fits | None
) -> tuple[Sums, Scale | None]:
    assert task.domain is not None
    responses = _sort(task, sample, given)
    effects = fits.of(sample.ground.areas) if fits else None
    values = average(responses, sample.area, effects, task.domain.rule)
    scale = (
        add_scale(*read_scores(task, task.weighed, given, sample))
        if task.domain.reflective
        else None
    )
    return add_up(sample, values), scale


def _sum_index(task: Task, sample: Sample, given: Given) -> dict[str, Sums]:
    assert task.index is not None
    scores, states = read_scores(task, task.questions, given, sample)
    known = np.where(states == ANSWERED, scores, np.nan).T
    answers = Answers(tuple(task.names), known, states.T != STRUCTURAL, task.severities)
    columns = task.kind.score(answers, task.index.settings)
    return {name_column(task.name, one.name): add_up(sample, one.values) for one in columns}


def name_column(index: str, column: str) -> str:
    """Name the figure of a column of an index."""
    return f"{index}.{column}" if column else index
