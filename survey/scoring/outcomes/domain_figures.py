"""The figure of a domain: a strength, or a harm as residents see it (SCORING §2, §4, §6, §7)."""

from dataclasses import replace

import numpy as np

from survey.questionnaire.method import DomainPolarity
from survey.questionnaire.model import Question, Thresholds
from survey.scoring.answers.alpha import Scale, is_one_scale
from survey.scoring.estimation.estimate import NO_SPREAD, divide, finish_means
from survey.scoring.estimation.layout import Layout
from survey.scoring.estimation.means import Means, estimate_areas
from survey.scoring.outcomes.figures import Figure, make_figure
from survey.scoring.outcomes.items import Counted, describe_answers, estimate_item
from survey.scoring.outcomes.labels import label
from survey.scoring.outcomes.outcome import Outcome
from survey.scoring.release.basis import Basis, make_basis
from survey.scoring.release.sets import Hidden, hide_agreed, sort_values
from survey.scoring.sums.tasks import Task
from survey.scoring.sums.totals import Sums


def describe_domain(
    task: Task, sums: Sums, scale: Scale | None, layout: Layout, thresholds: Thresholds
) -> Outcome:
    """Score a domain of two or more questions with weight, in every area.

    Of sensitive questions nothing is said where all have the same score, nor where the score of
    such people could be had by subtraction. A domain said to be reflective whose items do not
    hang together (α < .6) is withheld: its items are shown by themselves.
    """
    assert task.domain is not None
    basis, means = estimate_sums(sums, layout)
    if is_sensitive(task.weighed):
        basis = replace(basis, hidden=_hide_agreed(sums, basis, layout))
    spread = divide(layout.spread(sums, means.mean), basis.base.total)
    is_split = scale is not None and not is_one_scale(scale)
    figure = make_figure(
        task.domain.polarity,
        task.name,
        basis,
        finish_means(basis.base, means.mean, means.variance, spread, layout.has_population),
        reasons={"low_alpha": np.full(layout.areas.size, is_split)},
        notes={"no_variation": means.variance == 0},
    )
    figure = put_labels(figure, task.domain.polarity, thresholds)
    return Outcome(task.name, task.domain.polarity, layout, basis, means, figure)


def describe_single(task: Task, counted: Counted, thresholds: Thresholds) -> Outcome:
    """Turn the figure of the only question with weight into its domain's, with the same mask."""
    assert task.domain is not None
    polarity = task.domain.polarity
    figure = replace(next(describe_answers(counted)), kind=polarity, index=task.name)
    return Outcome(
        task.name,
        polarity,
        counted.layout,
        counted.answered,
        estimate_item(counted),
        put_labels(figure, polarity, thresholds),
    )


def estimate_sums(sums: Sums, layout: Layout) -> tuple[Basis, Means]:
    """Estimate the mean of values in every area, and say of how many people."""
    basis = make_basis(layout, sums.weights, sums.records, sums.squares, sums.households)
    return basis, estimate_areas(layout, basis.base, sums.weights, sums.totals, sums.margins)


def _hide_agreed(sums: Sums, basis: Basis, layout: Layout) -> Hidden:
    """Withhold the score of people who all have the same."""
    is_flat = sums.spread <= (NO_SPREAD * np.maximum(sums.mean, 1.0)) ** 2 * sums.mass
    counts = sort_values(layout.areas, sums.records, sums.mean, is_flat)
    return hide_agreed(layout.areas, counts, basis.hidden)


def is_sensitive(questions: tuple[Question, ...]) -> bool:
    """Tell whether any of some questions is sensitive."""
    return any(question.sensitive for question in questions)


def put_labels(figure: Figure, polarity: DomainPolarity, thresholds: Thresholds) -> Figure:
    """Label a figure on 0-100 by its interval."""
    estimate, lower, upper, n = (
        figure.numbers[name] for name in ("estimate", "lower", "upper", "n")
    )
    labels = label(estimate, lower, upper, n, polarity, thresholds)
    return replace(figure, labels=labels.astype(object))
