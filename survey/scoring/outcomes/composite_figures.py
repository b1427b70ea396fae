"""The figure of an index made from other figures of the same area (SCORING §8)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from survey.arrays import BoolArray, FloatArray
from survey.indices.find import index_kinds
from survey.indices.model import AreaIndex, Combined
from survey.kinds.model import Settings
from survey.questionnaire.method import Index
from survey.questionnaire.model import Thresholds
from survey.scoring.estimation.areas import Areas
from survey.scoring.estimation.estimate import Base, Estimates, finish_means, sum_base
from survey.scoring.estimation.layout import Layout
from survey.scoring.estimation.means import Means, combine_means
from survey.scoring.outcomes.domain_figures import put_labels
from survey.scoring.outcomes.figures import make_figure
from survey.scoring.outcomes.items import drop_interval
from survey.scoring.outcomes.outcome import Outcome
from survey.scoring.release.basis import Basis
from survey.scoring.release.sets import Hidden


def describe_composite(
    index: Index,
    outcomes: Mapping[str, Outcome],
    weights: Mapping[str, float],
    thresholds: Thresholds,
) -> Outcome:
    """Combine published figures of every area; what is withheld counts as missing.

    Neighbourhoods are combined among themselves, so are districts: a rank or a range of the table
    is one among equals. The figure speaks of as many people as its scarcest part. Its interval
    is withheld where that of a part is. Thresholds label what is on 0-100.
    """
    kind = index_kinds()[index.kind]
    assert isinstance(kind, AreaIndex)
    settings = kind.fill(index.settings, weights)
    parts = [outcomes[name] for name in kind.choose(settings)]
    layout = parts[0].layout
    values = np.stack([part.published for part in parts], axis=1)
    combined = _combine_tiers(values, layout.areas, kind, settings)
    has_value = np.isfinite(combined.value)
    is_used = np.isfinite(values) & has_value[:, None]
    basis = _join_bases(parts, is_used, layout)
    linear = combine_means(layout, [part.means for part in parts], combined.slopes, basis.base)
    means = replace(linear, mean=combined.value)
    is_telling = np.any(
        [used & ~p.is_open for p, used in zip(parts, is_used.T, strict=True)], axis=0
    )
    is_percent = kind.keeps_scale(settings) and all(part.is_percent for part in parts)
    figure = make_figure(
        index.kind,
        index.id,
        basis,
        drop_interval(_finish(basis.base, means, parts, is_used), is_telling),
        reasons={"part_withheld": ~has_value},
        notes={
            "no_variation": means.variance == 0,
            "interval_withheld": is_telling,
            **_note_coverage(combined),
        },
        is_percent=is_percent,
    )
    if is_percent:
        figure = put_labels(figure, index.polarity, thresholds)
    return Outcome(index.id, index.polarity, layout, basis, means, figure, is_percent)


def _combine_tiers(
    values: FloatArray, areas: Areas, kind: AreaIndex, settings: Settings
) -> Combined:
    """Combine neighbourhoods, districts and everything, each tier among itself."""
    ends = [areas.leaves, areas.leaves + len(areas.districts)]
    tiers = [kind.combine(some, settings) for some in np.split(values, ends)]
    return Combined(
        np.concatenate([tier.value for tier in tiers]),
        np.concatenate([tier.slopes for tier in tiers]),
        np.concatenate([tier.coverage for tier in tiers]),
    )


def _join_bases(parts: Sequence[Outcome], is_used: BoolArray, layout: Layout) -> Basis:
    """Say of whom a composite speaks: all their PSUs, and the n of the scarcest part."""
    design = layout.design
    inside = is_used[design.row_group].T
    present = np.any(
        [part.basis.base.present & used for part, used in zip(parts, inside, strict=True)], axis=0
    ).astype(np.float64)
    n = _find_least([part.basis.base.n for part in parts], is_used)
    nobody = np.zeros(layout.areas.size, dtype=np.bool_)
    return Basis(
        base=sum_base(design, present, present, design.sum_rows(present), n),
        households=_find_least([part.basis.households for part in parts], is_used),
        hidden=Hidden(nobody, nobody, nobody),
    )


def _find_least(numbers: Sequence[FloatArray], is_used: BoolArray) -> FloatArray:
    """The least number among the parts that are used, per area; 0 without any."""
    least = np.where(is_used, np.stack(numbers, axis=1), np.inf).min(axis=1)
    return np.where(np.isfinite(least), least, 0.0)


def _finish(base: Base, means: Means, parts: Sequence[Outcome], is_used: BoolArray) -> Estimates:
    nothing = np.full_like(means.mean, np.nan)
    effective = [np.nan_to_num(part.figure.numbers["n_effective"]) for part in parts]
    estimates = finish_means(base, means.mean, means.variance, nothing)
    return replace(estimates, n_effective=_find_least(effective, is_used))


def _note_coverage(combined: Combined) -> dict[str, BoolArray]:
    """Say how much of the weight is there, in percent, where it is not all."""
    percent = np.round(100 * combined.coverage)
    partial = np.isfinite(combined.value) & (percent < 100)
    return {f"coverage={each:.0f}": percent == each for each in np.unique(percent[partial])}
