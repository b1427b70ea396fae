"""Change in the same households: paired differences, and who was lost or gained (SCORING §10)."""

from dataclasses import dataclass

import numpy as np

from survey.arrays import BoolArray, FloatArray, IntArray
from survey.scoring.estimation.areas import Areas
from survey.scoring.estimation.differences import Differences, finish_differences
from survey.scoring.estimation.estimate import Base, divide, estimate_means, sum_base
from survey.scoring.waves.side_by_side import Grouped, WaveValues, group_units

STAYED_BEFORE, STAYED_AFTER, LOST, GAINED = range(4)
"""The sets of people that a panel sets apart: those who stayed, in either wave, and the others."""

RESPONDENTS, HOUSEHOLDS, ABOVE_0, BELOW_100 = range(4)
"""How a set is counted; the last two are its respondents with such a value."""

MOST = 100.0


@dataclass(frozen=True)
class Visit:
    """The households of one wave, one entry per household number.

    `n` counts the records that count, `above` those of them with a value above 0, `below` those
    with one below 100; `weight` is Σw and `mean` Σwy/Σw over them.
    """

    n: FloatArray
    above: FloatArray
    below: FloatArray
    weight: FloatArray
    mean: FloatArray


@dataclass(frozen=True)
class Homes:
    """All households of two waves, one entry per household number.

    `stratum` and `psu` are those of the first wave, for households that stayed.
    """

    area: IntArray
    stratum: IntArray
    psu: IntArray
    before: Visit
    after: Visit

    @property
    def stayed(self) -> BoolArray:
        """Whether a household counts in both waves."""
        stayed: BoolArray = (self.before.n > 0) & (self.after.n > 0)
        return stayed


@dataclass(frozen=True)
class Panel:
    """Paired change in every area; arrays are per area, roll-ups included.

    `before` and `after` are means of the households that stayed, both with the first wave's
    weight; `differences` holds after less before. `people` is areas x the four sets x
    (respondents,
    households, above 0, below 100). `is_single` marks strata with one PSU.
    """

    before: FloatArray
    after: FloatArray
    differences: Differences
    people: FloatArray
    is_single: BoolArray


@dataclass(frozen=True)
class Pairs:
    """The households that stayed, as units in the design of the first wave.

    `home` is the household number of each, `weight` that of the first wave.
    """

    home: IntArray
    weight: FloatArray
    grouped: Grouped
    base: Base


def pair_homes(before: WaveValues, after: WaveValues) -> Homes:
    """Bring the records of two waves together by household."""
    size = 1 + max(int(wave.household.max(initial=-1)) for wave in (before, after))
    area, stratum, psu = np.zeros((3, size), dtype=np.int64)
    for wave in (after, before):
        area[wave.household] = wave.area
        stratum[wave.household], psu[wave.household] = wave.stratum, wave.psu
    return Homes(area, stratum, psu, _visit(before, size), _visit(after, size))


def compare_panel(before: WaveValues, after: WaveValues, areas: Areas) -> Panel:
    """Estimate Σ w (y₂ - y₁)/Σ w over households in both waves, w being the first wave's weight.

    In the unit of y. Where a household has several records, y is their weighted mean and w the
    sum of their weights. Variance and degrees of freedom are §4's, in the first wave's design.
    Source: Kish 1965, ch. 12; Särndal, Swensson & Wretman 1992, §5.5.
    """
    homes = pair_homes(before, after)
    pairs = lay_out_pairs(homes, before, areas)
    first, second = (visit.mean[pairs.home] for visit in (homes.before, homes.after))
    design, add = pairs.grouped.design, pairs.grouped.add
    mean = divide(design.sum_rows(add(pairs.weight * first)), pairs.base.total)
    change, variance = estimate_means(design, pairs.base, add(pairs.weight * (second - first)))
    return Panel(
        before=mean,
        after=mean + change,
        differences=finish_differences(change, variance, pairs.base.df, mean),
        people=count_people(homes, areas),
        is_single=pairs.base.is_single,
    )


def lay_out_pairs(homes: Homes, before: WaveValues, areas: Areas) -> Pairs:
    """Lay the households that stayed out in the design of the first wave.

    PSUs of the first wave in which no household stayed are zeros that count.
    """
    home = np.flatnonzero(homes.stayed)
    area, weight = homes.area[home], homes.before.weight[home]
    grouped = group_units(
        areas, area, homes.stratum[home], homes.psu[home], before.count_psus(), before.population
    )
    squares = areas.roll_up(np.bincount(area, weight**2, areas.leaves))
    n = areas.roll_up(np.bincount(area, minlength=areas.leaves))
    count = grouped.add(np.ones(len(home)))
    base = sum_base(grouped.design, grouped.add(weight), count, squares, n)
    return Pairs(home, weight, grouped, base)


def count_people(homes: Homes, areas: Areas) -> FloatArray:
    """Count areas x the four sets x (respondents, households, above 0, below 100)."""
    first, second, stayed = homes.before, homes.after, homes.stayed
    sets = (
        (stayed, first),
        (stayed, second),
        ((first.n > 0) & ~stayed, first),
        ((second.n > 0) & ~stayed, second),
    )
    leaves = np.zeros((areas.leaves, len(sets), 4))
    for place, (inside, visit) in enumerate(sets):
        for column, counted in enumerate((visit.n, visit.n > 0, visit.above, visit.below)):
            leaves[:, place, column] = np.bincount(homes.area, inside * counted, areas.leaves)
    return areas.roll_up(leaves.reshape(areas.leaves, -1)).reshape(areas.size, len(sets), 4)


def _visit(wave: WaveValues, size: int) -> Visit:
    inside, values = wave.inside, np.nan_to_num(wave.values)
    weight = np.where(inside, wave.weight, 0.0)
    n, above, below, mass, total = (
        np.bincount(wave.household, each, size).astype(np.float64)
        for each in (
            inside,
            inside & (values > 0),
            inside & (values < MOST),
            weight,
            weight * values,
        )
    )
    return Visit(n, above, below, mass, divide(total, mass))
