"""Change between two samples that may share PSUs: a difference of two means (SCORING §10)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from survey.arrays import BoolArray, FloatArray
from survey.scoring.estimation.areas import Areas
from survey.scoring.estimation.differences import Differences, finish_differences
from survey.scoring.estimation.estimate import divide
from survey.scoring.sample.design import Design
from survey.scoring.waves.side_by_side import Grouped, WaveValues, group_units

FEWEST_PSUS = 2
"""With fewer in either wave there is no standard error."""


@dataclass(frozen=True)
class Stacked:
    """Two samples stacked: a row is a PSU of either wave in an area, a pair a stratum in an area.

    The first axis of arrays is the wave. `drawn` tells whether the row's PSU is in the wave's
    sample. Per pair: `psus` is n_s of each wave, `shared` the PSUs of the stratum in both samples
    (everywhere, as n_s is), `fraction` is n_s/N_s of each wave, 0 where N_s is not known.
    """

    design: Design
    drawn: BoolArray
    psus: FloatArray
    shared: FloatArray
    fraction: FloatArray


@dataclass(frozen=True)
class Overlap:
    """Change in every area; arrays are per area, roll-ups included.

    `before` and `after` are the waves' own means. `is_single` marks areas that draw on a stratum
    with one PSU in either wave.
    """

    before: FloatArray
    after: FloatArray
    differences: Differences
    is_single: BoolArray


def compare_overlap(
    before: WaveValues, after: WaveValues, areas: Areas, apart: BoolArray | None = None
) -> Overlap:
    """Estimate μ₂ - μ₁, both waves with their own weights, in the unit of y.

    Areas in `apart` are taken for independent samples, V = V₁ + V₂, whatever they share: with the
    standard errors of both waves in print, a covariance would tell of a few shared households how
    they answered. df counts a PSU of both waves once; a stratum of an area whose two samples share
    no PSU is two strata, one a wave, as in two independent samples. Variance: `stacked_variance`.
    """
    grouped = _group(before, after, areas)
    stacked = stack(before, after, grouped)
    design, records = stacked.design, len(before.values)
    first = _linearise(before, design, lambda values: grouped.rows[:, :records] @ values)
    second = _linearise(after, design, lambda values: grouped.rows[:, records:] @ values)
    held = np.stack([first.held, second.held])
    few = np.minimum(design.sum_rows(first.held), design.sum_rows(second.held)) < FEWEST_PSUS
    influence = np.stack([first.influence, second.influence])
    variance = stacked_variance(influence, stacked)
    if apart is not None:
        alone = [influence * np.array([[1.0], [0.0]]), influence * np.array([[0.0], [1.0]])]
        independent = np.sum([stacked_variance(each, stacked) for each in alone], axis=0)
        variance = np.where(apart, independent, variance)
    found = finish_differences(
        second.mean - first.mean,
        np.where(few, np.nan, variance),
        find_df(stacked, held),
        np.fmax(np.abs(first.mean), np.abs(second.mean)),
    )
    return Overlap(first.mean, second.mean, found, _is_single(stacked, held))


def stack(before: WaveValues, after: WaveValues, grouped: Grouped) -> Stacked:
    """Find which PSUs the samples share; `grouped` has the records of both, one after the other."""
    waves, design = (before, after), grouped.design
    size = 1 + max(int(wave.psu.max(initial=-1)) for wave in waves)
    drawn, psu_stratum = np.zeros((2, size), np.bool_), np.zeros(size, np.int64)
    for place, wave in enumerate(waves):
        drawn[place, wave.psu] = True
        psu_stratum[wave.psu] = wave.stratum
    pair_stratum = np.zeros(len(design.pair_group), np.int64)
    pair_stratum[design.row_pair] = psu_stratum[grouped.row_psu]
    strata = int(psu_stratum.max(initial=-1)) + 1
    psus = np.stack([np.bincount(psu_stratum[inside], minlength=strata) for inside in drawn])
    shared = np.bincount(psu_stratum[drawn.all(axis=0)], minlength=strata)
    fraction = np.zeros((2, len(pair_stratum)))
    for place, wave in enumerate(waves):
        if wave.population is not None:
            fraction[place] = psus[place, pair_stratum] / wave.population[pair_stratum]
    return Stacked(
        design,
        drawn[:, grouped.row_psu],
        psus[:, pair_stratum].astype(np.float64),
        shared[pair_stratum].astype(np.float64),
        fraction,
    )


def stacked_variance(influence: FloatArray, stacked: Stacked) -> FloatArray:
    """Variance per area of Σ u₂ - Σ u₁; `influence` is waves x rows.

    V = Σ_s Σ_c (r₂ - r₁)², r_t = √((1 - n_t/N_t) n_t/(n_t - 1)) (u_t - ū_t), where ū_t is over the
    n_t PSUs of the stratum in wave t, and r_t is 0 for PSUs outside it. All PSUs shared: that is
    §4 of u₂ - u₁; none shared: V₁ + V₂. One PSU in wave t: √(1 - 1/N_t) u_t.
    Source: Kish 1965, ch. 12; Särndal, Swensson & Wretman 1992, ch. 9 (two occasions).
    """
    design = stacked.design
    parts = [_spread_wave(influence[wave], stacked, wave) for wave in range(2)]
    (first, first_mean), (second, second_mean) = parts
    squares = design.add_up((second - first) ** 2)
    both = stacked.shared - design.add_up(stacked.drawn[0] & stacked.drawn[1])
    only = [
        stacked.psus[wave] - stacked.shared - design.add_up(_is_only(stacked, wave))
        for wave in range(2)
    ]
    squares += both * (second_mean - first_mean) ** 2
    squares += only[0] * first_mean**2 + only[1] * second_mean**2
    return design.sum_pairs(squares)


def find_df(stacked: Stacked, held: BoolArray) -> FloatArray:
    """Degrees of freedom per area; `held` (waves x rows) tells which PSUs have respondents."""
    design = stacked.design
    strata = [design.add_up(wave) > 0 for wave in held]
    is_linked = design.add_up(held[0] & held[1]) > 0
    layers = np.where(is_linked, 1.0, strata[0].astype(np.float64) + strata[1])
    return design.sum_rows(held[0] | held[1]) - design.sum_pairs(layers)


@dataclass(frozen=True)
class _Linearised:
    """The mean of one wave per area; per row its influence, and whether anyone is there."""

    mean: FloatArray
    influence: FloatArray
    held: BoolArray


def _linearise(
    wave: WaveValues, design: Design, add: Callable[[FloatArray], FloatArray]
) -> _Linearised:
    """Return the Hájek means and u = Σ w (y - μ)/Σ w per row, 0 where nobody is."""
    inside = wave.inside
    weight = np.where(inside, wave.weight, 0.0)
    mass, total = add(weight), add(weight * np.nan_to_num(wave.values))
    whole = design.sum_rows(mass)
    mean = divide(design.sum_rows(total), whole)
    group = design.row_group
    influence = np.nan_to_num(divide(total - mean[group] * mass, whole[group]))
    return _Linearised(mean, influence, add(inside.astype(np.float64)) > 0)


def _group(before: WaveValues, after: WaveValues, areas: Areas) -> Grouped:
    """Group the records of both waves, one after the other."""
    area, stratum, psu = (
        np.concatenate([getattr(before, name), getattr(after, name)])
        for name in ("area", "stratum", "psu")
    )
    psus = np.bincount(stratum[np.unique(psu, return_index=True)[1]])
    return group_units(areas, area, stratum, psu, psus, None)


def _spread_wave(
    influence: FloatArray, stacked: Stacked, wave: int
) -> tuple[FloatArray, FloatArray]:
    """Return r_t per row, and minus what it is for PSUs of the sample outside the area, by pair."""
    design, psus = stacked.design, stacked.psus[wave]
    single = psus == 1
    scale = np.where(single, 1.0, divide(psus, psus - 1))
    scale = np.sqrt((1 - stacked.fraction[wave]) * np.where(psus == 0, 0.0, scale))
    mean = np.where(single, 0.0, np.nan_to_num(divide(design.add_up(influence), psus)))
    away = scale[design.row_pair] * (influence - mean[design.row_pair])
    return np.where(stacked.drawn[wave], away, 0.0), scale * mean


def _is_only(stacked: Stacked, wave: int) -> BoolArray:
    only: BoolArray = stacked.drawn[wave] & ~stacked.drawn[1 - wave]
    return only


def _is_single(stacked: Stacked, held: BoolArray) -> BoolArray:
    design = stacked.design
    single = [(design.add_up(held[wave]) > 0) & (stacked.psus[wave] == 1) for wave in range(2)]
    is_single: BoolArray = design.sum_pairs(single[0] | single[1]) > 0
    return is_single
