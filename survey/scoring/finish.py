"""Sums of all responses finished into outcomes and figures, masked (SCORING §4-8, §12)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from survey.indices.find import index_kinds
from survey.indices.model import AreaIndex
from survey.questionnaire.model import Questionnaire
from survey.scoring.estimation.layout import Layout, make_layouts
from survey.scoring.outcomes.composite_figures import describe_composite
from survey.scoring.outcomes.domain_figures import describe_domain, describe_single
from survey.scoring.outcomes.figures import Figure, write_frame
from survey.scoring.outcomes.index_figures import IndexFigures
from survey.scoring.outcomes.items import Counted, count_answers, describe_answers, take_part
from survey.scoring.outcomes.official import apply_profile
from survey.scoring.outcomes.outcome import Outcome
from survey.scoring.outcomes.silences import describe_silences
from survey.scoring.release.averages import Part
from survey.scoring.sums.chunk import choose_level
from survey.scoring.sums.tasks import Task, list_tasks
from survey.scoring.sums.totals import Totals


@dataclass(frozen=True)
class Scores:
    """All outcomes by name, and the figures of domains, indices and questions in print order."""

    questionnaire: Questionnaire
    outcomes: Mapping[str, Outcome]
    figures: tuple[Figure, ...]
    areas: tuple[str, ...]

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The tidy table of everything that may be published."""
        return write_frame(self.figures, self.areas)


def finish(
    questionnaire: Questionnaire,
    reduced: Iterable[tuple[Task, Totals]],
    districts: Mapping[str, str],
) -> Scores:
    """Finish the totals of all tasks; they may come one by one, and are not kept."""
    finisher = _Finisher(questionnaire, districts)
    for task, totals in reduced:
        finisher.add(task, totals)
    return finisher.finish()


@dataclass
class _Finisher:
    """Collects outcomes and figures; layouts are made once, of the first totals."""

    questionnaire: Questionnaire
    districts: Mapping[str, str]
    layouts: dict[str, Layout] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    domains: list[Figure] = field(default_factory=list)
    indices: dict[str, list[Figure]] = field(default_factory=dict)
    questions: dict[str, list[Figure]] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)

    def add(self, task: Task, totals: Totals) -> None:
        """Describe what a task summed up."""
        if not self.layouts:
            self.layouts.update(make_layouts(totals, self.districts))
        if task.index is not None:
            layout = self.layouts[choose_level(self.questionnaire, task)]
            outcome, figures = IndexFigures(task, totals.sums, layout, self.parts).describe()
            figures = [self.judge(figure) for figure in figures]
            self.outcomes[task.name] = replace(outcome, figure=figures[0])
            self.indices[task.name] = figures
            return
        for question in task.questions:
            figures = self.describe_question(task, question.id, totals)
            self.questions[question.id] = [self.judge(figure) for figure in figures]
        self.describe_domain(task, totals)

    def judge(self, figure: Figure) -> Figure:
        """Withhold what the questionnaire's release profile finds too imprecise."""
        return apply_profile(figure, self.questionnaire.method.release)

    def count(self, task: Task, name: str, totals: Totals) -> Counted:
        """Lay out the answers to one question."""
        assert task.domain is not None
        layout = self.layouts[choose_level(self.questionnaire, task, name)]
        question = self.questionnaire.questions[name]
        return count_answers(question, task.domain, totals.tallies[name], layout)

    def describe_question(self, task: Task, name: str, totals: Totals) -> list[Figure]:
        """Describe a question's answers and silences; the first figure is its mean or share."""
        counted = self.count(task, name, totals)
        if name in self.indexed:
            self.parts[name] = take_part(counted)
        return [
            *describe_answers(counted),
            *describe_silences(counted, self.is_conditional(name)),
        ]

    @cached_property
    def indexed(self) -> set[str]:
        """The questions that indices over records are made from."""
        tasks = [task for task in list_tasks(self.questionnaire) if task.index is not None]
        return {name for task in tasks for name in task.names}

    def is_conditional(self, name: str) -> bool:
        """Tell whether some respondents may not be asked, or may say it does not apply."""
        question = self.questionnaire.questions[name]
        sections = self.questionnaire.sections
        section = next(section for section in sections if question in section.questions)
        conditions = (section.show_if, question.show_if)
        return conditions != (None, None) or "not_applicable" in question.missing

    def describe_domain(self, task: Task, totals: Totals) -> None:
        """Score a domain; none for reported harms, nor where no question weighs anything."""
        assert task.domain is not None
        thresholds = self.questionnaire.thresholds
        weighed = [q for q in task.questions if q.item and q.item.weight]
        if task.domain.measure == "reported" or not weighed:
            return
        if task.weighed:
            layout = self.layouts[choose_level(self.questionnaire, task)]
            sums, scale = totals.sums[task.name], totals.scales.get(task.name)
            outcome = describe_domain(task, sums, scale, layout, thresholds)
        else:
            outcome = describe_single(task, self.count(task, weighed[0].id, totals), thresholds)
        outcome = replace(outcome, figure=self.judge(outcome.figure))
        self.outcomes[task.name] = outcome
        self.domains.append(outcome.figure)

    def finish(self) -> Scores:
        """Make what is made of other figures, and put everything in order."""
        weights = {domain.id: domain.weight for domain in self.questionnaire.domains}
        for index in self.questionnaire.method.indices:
            if isinstance(index_kinds()[index.kind], AreaIndex):
                outcome = describe_composite(
                    index, self.outcomes, weights, self.questionnaire.thresholds
                )
                outcome = replace(outcome, figure=self.judge(outcome.figure))
                self.outcomes[index.id], self.indices[index.id] = outcome, [outcome.figure]
        indices = [self.indices[index.id] for index in self.questionnaire.method.indices]
        asked = [self.questions[name] for name in self.questionnaire.items]
        figures = [*self.domains, *(one for some in [*indices, *asked] for one in some)]
        areas = self.layouts["person"].areas.names if self.layouts else ()
        return Scores(self.questionnaire, self.outcomes, tuple(figures), areas)
