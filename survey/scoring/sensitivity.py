"""How much ranks and labels depend on the choices of the method: 500 other ways to score.

Source: Saisana, Saltelli & Tarantola 2005, Journal of the Royal Statistical Society A 168:307;
SCORING §11.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from survey.arrays import BoolArray, FloatArray, IntArray
from survey.questionnaire.model import Thresholds
from survey.scoring.outcomes.labels import label

DRAWS = 500
WEIGHTS = (0.75, 1.25)
SHIFT = 5.0
FLOOR = 1.0
FEWEST_TO_NORMALISE = 5
STEP = 0.05
"""Shares of draws are printed in such steps: they are no finer than the idea behind them."""

FEWEST_TO_RANK = 2
NORMALISATIONS = ("none", "z_score", "min_max", "percentile_rank")
COLUMNS = (
    "area",
    "index",
    "kind",
    "nominal",
    "label",
    "median",
    "p05",
    "p95",
    "shift",
    "share",
)


@dataclass(frozen=True)
class Nominal:
    """What is published: arrays are areas x domains, NaN where a figure is withheld or missing.

    `mean`, `lower` and `upper` are on 0-100 (unrounded 95 % limits), `n` counts answers. `weights`
    per domain make the composite `index`, 0 for those that are not in it; where `is_harm`, its
    lowest value is the most favourable.
    """

    areas: tuple[str, ...]
    domains: tuple[str, ...]
    mean: FloatArray
    lower: FloatArray
    upper: FloatArray
    n: FloatArray
    weights: FloatArray
    index: str
    is_harm: bool = False

    @property
    def ranked(self) -> BoolArray:
        """Which areas have every domain of the composite; with fewer than two, none are ranked."""
        known: BoolArray = np.isfinite(self.mean) | (self.weights == 0)
        complete: BoolArray = np.all(known, axis=1)
        if complete.sum() < FEWEST_TO_RANK or not self.weights.any():
            return np.zeros_like(complete)
        return complete


@dataclass(frozen=True)
class Choices:
    """What was drawn: one entry a draw; `weights` is draws x domains, `shifts` draws x 2.

    `geometric`, `rule`, `dropped` and `normalised` number the choices; 0 is the nominal one.
    """

    geometric: IntArray
    weights: FloatArray
    rule: IntArray
    dropped: IntArray
    normalised: IntArray
    shifts: FloatArray


def draw_choices(
    nominal: Nominal, rules: int, items: int, seed: int, draws: int = DRAWS
) -> Choices:
    """Draw methods, each choice by itself and its values equally likely.

    `rules` and `items` count the other missing rules and the items that can be dropped; leaving
    all as it is counts as one more. Normalisations other than none need 5 areas.
    """
    random = np.random.default_rng(seed)
    is_enough = nominal.ranked.sum() >= FEWEST_TO_NORMALISE
    return Choices(
        geometric=random.integers(0, 2, draws),
        weights=nominal.weights * random.uniform(*WEIGHTS, (draws, len(nominal.weights))),
        rule=random.integers(0, rules + 1, draws),
        dropped=random.integers(0, items + 1, draws),
        normalised=random.integers(0, len(NORMALISATIONS) if is_enough else 1, draws),
        shifts=random.uniform(-SHIFT, SHIFT, (draws, 2)),
    )


def vary_means(
    nominal: Nominal,
    rules: Mapping[str, FloatArray],
    items: Mapping[str, FloatArray],
    choices: Choices,
) -> FloatArray:
    """Return the means of every draw (draws x areas x domains, 0-100).

    `rules` holds the means under other missing rules, `items` those without one item. What a
    dropped item changes is added to the rule's means; where an alternative has no mean, as a
    domain of one item without it, the nominal one stays.
    """
    change = [np.zeros_like(nominal.mean)], [np.zeros_like(nominal.mean)]
    for changes, alternatives in zip(change, (rules, items), strict=True):
        changes.extend(np.nan_to_num(means - nominal.mean) for means in alternatives.values())
    by_rule, by_item = np.array(change[0]), np.array(change[1])
    varied: FloatArray = nominal.mean + by_rule[choices.rule] + by_item[choices.dropped]
    return np.clip(varied, 0.0, 100.0)


def rank_areas(means: FloatArray, choices: Choices, is_harm: bool) -> FloatArray:
    """Rank areas in every draw (draws x areas), 1 = most favourable; ties share the lower rank.

    `means` are draws x areas x domains of the composite, without gaps, `choices.weights` as wide.
    """
    values = _normalise(means, choices.normalised)
    share = choices.weights / choices.weights.sum(axis=1, keepdims=True)
    plain = np.einsum("dak,dk->da", values, share)
    logs = np.einsum("dak,dk->da", np.log(np.maximum(values, FLOOR)), share)
    composite = np.where(choices.geometric[:, None] == 1, np.exp(logs), plain).round(9)
    ranks: FloatArray = _rank(composite if is_harm else -composite)
    return ranks.astype(np.float64)


def _normalise(means: FloatArray, method: IntArray) -> FloatArray:
    """Put each domain on a scale of its own areas, on about 0-100 so that the floor of 1 fits.

    Numbers of NORMALISATIONS: z-scores (ddof 1) as 50 + 10 z, min-max and percentile ranks
    (rank - 1)/(K - 1) as percent. A domain without range says nothing: 50.
    """
    values = means.copy()
    z, scaled, ranked = (method == place for place in (1, 2, 3))
    values[z] = 50 + 10 * _divide(_centre(means[z]), means[z].std(axis=1, ddof=1, keepdims=True))
    low = means[scaled].min(axis=1, keepdims=True)
    spread = np.ptp(means[scaled], axis=1, keepdims=True)
    values[scaled] = np.where(spread > 0, 100 * _divide(means[scaled] - low, spread), 50.0)
    place = _rank(means[ranked]) - 1
    flat = np.ptp(means[ranked], axis=1, keepdims=True) == 0
    values[ranked] = np.where(flat, 50.0, 100 * place / max(means.shape[1] - 1, 1))
    return values


def _centre(values: FloatArray) -> FloatArray:
    centred: FloatArray = values - values.mean(axis=1, keepdims=True)
    return centred


def _rank(values: FloatArray, axis: int = 1) -> FloatArray:
    """Rank along an axis, the lowest first, equals by the best place of theirs."""
    # scipy's statistics are 60 MB, and the server only imports what it shows of sensitivity.
    from scipy.stats import rankdata

    ranks: FloatArray = rankdata(values, method="min", axis=axis)
    return ranks


def _divide(values: FloatArray, by: FloatArray) -> FloatArray:
    shape = np.broadcast_shapes(values.shape, by.shape)
    return np.divide(values, by, out=np.zeros(shape), where=np.broadcast_to(by, shape) > 0)


def hold_labels(
    nominal: Nominal, means: FloatArray, choices: Choices, thresholds: Thresholds
) -> tuple[npt.NDArray[np.str_], FloatArray]:
    """Return the nominal label per area x domain, and in which share of draws it holds (0-1).

    Intervals move with their means and keep their width; the thresholds move by up to 5 each.
    Strengths and harms are told apart by words alone, so one set of words does for both.
    """
    plain = label(nominal.mean, nominal.lower, nominal.upper, nominal.n, "strength", thresholds)
    same = np.zeros(plain.shape)
    for varied, (high, low) in zip(means, choices.shifts.tolist(), strict=True):
        moved = varied - nominal.mean
        ends = (thresholds.strength + high, thresholds.weakness + low)
        limits = Thresholds(strength=max(ends), weakness=min(ends))
        same += plain == label(
            varied, nominal.lower + moved, nominal.upper + moved, nominal.n, "strength", limits
        )
    return plain, same / len(means)


def vary_method(
    nominal: Nominal,
    rules: Mapping[str, FloatArray],
    items: Mapping[str, FloatArray],
    thresholds: Thresholds,
    seed: int,
    draws: int = DRAWS,
) -> pd.DataFrame:
    """Write the table `sensitivity`: what other methods would have said (SCORING §11).

    `rules` and `items` are means (areas x domains) under every other missing rule and without
    every one item. Only what is released takes part. Columns: `area`; `index`; `kind`: `rank` of
    the composite or `label` of a domain; `nominal` rank, and `median`, `p05` and `p95` of its rank
    over the draws; `shift`, the mean distance from the nominal rank (its mean over areas is R_S of
    Saisana et al.); `label`, the nominal one in the words of a strength, and the `share` of draws
    (0-1) in which it holds. Two released areas are needed for ranks.
    """
    choices = draw_choices(nominal, len(rules), len(items), seed, draws)
    means = vary_means(nominal, rules, items, choices)
    rows = [*_write_ranks(nominal, means, choices)]
    words, share = hold_labels(nominal, means, choices, thresholds)
    for place, domain in zip(*np.nonzero(words != ""), strict=True):
        rows.append(
            {
                "area": nominal.areas[place],
                "index": nominal.domains[domain],
                "kind": "label",
                "label": str(words[place, domain]),
                "share": round(float(share[place, domain]) / STEP) * STEP,
            }
        )
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    numbers = [name for name in COLUMNS if name not in {"area", "index", "kind", "label"}]
    return frame.astype(dict.fromkeys(numbers, np.float64)).fillna({"label": ""})


def _write_ranks(
    nominal: Nominal, means: FloatArray, choices: Choices
) -> list[dict[str, str | float]]:
    """One row for every ranked area."""
    used, ranked = nominal.weights > 0, nominal.ranked
    if not ranked.any():
        return []
    kept = replace(choices, weights=choices.weights[:, used])
    ranks = rank_areas(means[:, ranked][:, :, used], kept, nominal.is_harm)
    plain = (nominal.mean[ranked][:, used] @ nominal.weights[used]).round(9)
    first = _rank(plain if nominal.is_harm else -plain, axis=0)
    low, median, high = np.quantile(ranks, [0.05, 0.5, 0.95], axis=0)
    shift = np.abs(ranks - first).mean(axis=0)
    names = [nominal.areas[place] for place in np.flatnonzero(ranked)]
    return [
        {
            "area": name,
            "index": nominal.index,
            "kind": "rank",
            "nominal": float(first[place]),
            "median": float(median[place]),
            "p05": float(low[place]),
            "p95": float(high[place]),
            "shift": float(shift[place]),
        }
        for place, name in enumerate(names)
    ]
