"""The figure of a domain: a strength, or a harm as residents see it (SCORING §2, §4, §6, §7)."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from survey.arrays import ByteArray, FloatArray
from survey.questionnaire.model import Domain, Question, Thresholds
from survey.scoring.alpha import is_one_scale
from survey.scoring.basis import Basis, make_basis
from survey.scoring.codes import STRUCTURAL
from survey.scoring.domains import score_domain
from survey.scoring.estimate import Estimates, divide, estimate_means, finish_means
from survey.scoring.figures import Figure, make_figure
from survey.scoring.labels import label
from survey.scoring.layout import Sample
from survey.scoring.lookup import make_lookup

NOT_ASKED = np.int8(STRUCTURAL).view(np.uint8)


def describe_domain(
    domain: Domain,
    questions: list[Question],
    positions: Mapping[str, ByteArray],
    sample: Sample,
    thresholds: Thresholds,
) -> Figure:
    """Score a domain of two or more questions with weight, in every area.

    `positions` has one byte per response, by question. A domain said to be reflective whose items
    do not hang together (α < .6) is withheld: its items are shown by themselves.
    """
    given = np.stack([positions[question.id][sample.record] for question in questions], axis=1)
    values = [make_lookup(question, domain).values for question in questions]
    scores = np.stack([table[given[:, place]] for place, table in enumerate(values)], axis=1)
    weights = np.array([question.item.weight for question in questions if question.item])
    areas = sample.layout.areas
    person = score_domain(
        scores, given != NOT_ASKED, weights, sample.area, areas.leaves, domain.rule
    )
    basis, estimates = _estimate(sample, person)
    is_flat = estimates.variance == 0
    is_sensitive = any(question.sensitive for question in questions)
    is_split = domain.reflective and not is_one_scale(scores)
    figure = make_figure(
        domain.polarity,
        domain.id,
        basis,
        estimates,
        reasons={
            "small_count": is_flat & is_sensitive,
            "low_alpha": np.full(areas.size, is_split),
        },
        notes={"no_variation": is_flat},
    )
    return _put_labels(figure, domain, thresholds)


def describe_single(domain: Domain, figure: Figure, thresholds: Thresholds) -> Figure:
    """Turn the figure of the only question with weight into its domain's, with the same mask."""
    renamed = replace(figure, kind=domain.polarity, index=domain.id)
    return _put_labels(renamed, domain, thresholds)


def _estimate(sample: Sample, person: FloatArray) -> tuple[Basis, Estimates]:
    """Estimate the mean of respondents' scores per area; NaN is outside."""
    basis = make_basis(sample, np.isfinite(person))
    total = sample.sum_cells(sample.weight * np.nan_to_num(person))
    mean, variance = estimate_means(sample.layout.design, basis.base, total)
    spread = divide(sample.sum_spread(person, mean), basis.base.total)
    return basis, finish_means(basis.base, mean, variance, spread)


def _put_labels(figure: Figure, domain: Domain, thresholds: Thresholds) -> Figure:
    estimate, lower, upper, n = (
        figure.numbers[name] for name in ("estimate", "lower", "upper", "n")
    )
    labels = label(estimate, lower, upper, n, domain.polarity, thresholds)
    return replace(figure, labels=labels.astype(object))
