"""Every mean in every area as it is, without any mask: for the coordinating team alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from survey.arrays import FloatArray
from survey.questionnaire.model import Questionnaire
from survey.scoring.estimation.estimate import Estimates, divide, finish_means
from survey.scoring.estimation.layout import Layout, make_layouts
from survey.scoring.outcomes.domain_figures import estimate_sums
from survey.scoring.outcomes.items import Counted, count_answers, estimate_answers
from survey.scoring.release.basis import Basis
from survey.scoring.sample.records import Partition
from survey.scoring.score import reduce_partitions
from survey.scoring.sums.chunk import choose_level
from survey.scoring.sums.tasks import Task
from survey.scoring.sums.totals import Sums, Totals


@dataclass(frozen=True)
class Estimated:
    """One mean or share on 0-100 in every area, roll-ups included, and of whom it speaks."""

    index: str
    areas: tuple[str, ...]
    estimates: Estimates
    basis: Basis


def estimate_partitions(
    questionnaire: Questionnaire, partitions: Iterable[Partition], districts: Mapping[str, str]
) -> list[Estimated]:
    """Estimate all domains, indices over records, and questions, task by task.

    Nothing is withheld here, so nothing of it may be published: `score_partitions` is for that.
    """
    return estimate_totals(questionnaire, reduce_partitions(questionnaire, partitions), districts)


def estimate_totals(
    questionnaire: Questionnaire,
    reduced: Iterable[tuple[Task, Totals]],
    districts: Mapping[str, str],
) -> list[Estimated]:
    """Estimate from totals that may come one by one; they are not kept."""
    layouts: Mapping[str, Layout] = {}
    found: list[Estimated] = []
    for task, totals in reduced:
        layouts = layouts or make_layouts(totals, districts)
        for question in task.questions:
            if question.id in totals.tallies:
                layout = layouts[choose_level(questionnaire, task, question.id)]
                assert task.domain is not None
                tally = totals.tallies[question.id]
                found.append(
                    _estimate_question(count_answers(question, task.domain, tally, layout))
                )
        layout = layouts[choose_level(questionnaire, task)]
        found += [_estimate_sums(name, sums, layout) for name, sums in totals.sums.items()]
    return found


def write_estimates(found: Sequence[Estimated]) -> pd.DataFrame:
    """Write estimates as a tidy table: area, index, estimate, se, lower, upper, n, n_effective."""
    return pd.concat([_write(one) for one in found], ignore_index=True)


def _write(one: Estimated) -> pd.DataFrame:
    columns: dict[str, FloatArray] = {
        "estimate": one.estimates.mean,
        "se": one.estimates.se,
        "lower": one.estimates.lower,
        "upper": one.estimates.upper,
        "n": one.basis.base.n,
        "n_effective": one.estimates.n_effective,
        "households": one.basis.households,
    }
    return pd.DataFrame({"area": one.areas, "index": one.index, **columns})


def _estimate_question(counted: Counted) -> Estimated:
    names = counted.layout.areas.names
    return Estimated(counted.question.id, names, estimate_answers(counted), counted.answered)


def _estimate_sums(name: str, sums: Sums, layout: Layout) -> Estimated:
    basis, means = estimate_sums(sums, layout)
    spread = divide(layout.spread(sums, means.mean), basis.base.total)
    is_population = layout.has_population
    estimates = finish_means(basis.base, means.mean, means.variance, spread, is_population)
    return Estimated(name, layout.areas.names, estimates, basis)
