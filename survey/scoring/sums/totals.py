"""Sums over responses by cell and neighbourhood: what partitions merge, and all that is needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from survey.arrays import FloatArray, IntArray
from survey.scoring.answers.alpha import Scale, merge_scales
from survey.scoring.sums.ground import Ground


@dataclass(frozen=True)
class Tally:
    """One question's answers by category (the columns of `Lookup`).

    `weights` is Σw per cell; per neighbourhood `records` is the count. `squares` is Σw² of those
    who answered, who were asked, and of all there, `households` how many households they are, and
    `margins` (areas x categories x columns of the margins) Σd of design weights; without raking
    there are no columns.
    """

    weights: FloatArray
    records: FloatArray
    squares: FloatArray
    households: FloatArray
    margins: FloatArray


@dataclass(frozen=True)
class Sums:
    """Sums over the records that have a value y.

    Per cell `weights` is Σw and `totals` Σwy. Per neighbourhood `records` is the count, `squares`
    Σw², `households` how many there are, `mass` Σw, `mean` Σwy / Σw, `spread` Σw(y - mean)² and
    `plain` Σy; `margins` (areas x 2 x columns of the margins) is Σd and Σdy of design weights.
    """

    weights: FloatArray
    totals: FloatArray
    records: FloatArray
    squares: FloatArray
    households: FloatArray
    mass: FloatArray
    mean: FloatArray
    spread: FloatArray
    plain: FloatArray
    margins: FloatArray


@dataclass(frozen=True)
class MarginSums:
    """How the margins lie in a sample, raked or not: columns are the categories of all margins.

    `weights` is Σwx per cell (cells x columns), `cross` Σdxx' (columns x columns).
    """

    weights: FloatArray
    cross: FloatArray


@dataclass(frozen=True)
class Totals:
    """All sums of some responses; those of partitions merge into those of the whole.

    `margins` has the samples ("person", "household") that were raked.
    """

    ground: Ground
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    sums: Mapping[str, Sums] = field(default_factory=dict)
    scales: Mapping[str, Scale] = field(default_factory=dict)
    margins: Mapping[str, MarginSums] = field(default_factory=dict)


@dataclass(frozen=True)
class Merged:
    """A ground made of others, and the new numbers of each one's cells and areas."""

    ground: Ground
    cells: list[IntArray]
    areas: list[IntArray]


def combine(parts: Sequence[Totals], merged: Merged | None = None) -> Totals:
    """Merge the totals of partitions that share no household; their order decides last bits only.

    `merged` is their ground, where it is known: it is the same for all tasks.
    Spreads are merged about the common mean (Chan, Golub & LeVeque 1983, The American
    Statistician 37:242), so that squares are taken of residuals at every level.
    """
    if len(parts) == 1:
        return parts[0]
    merged = merged or merge_grounds([part.ground for part in parts])
    ground, cells, areas = merged.ground, merged.cells, merged.areas
    sizes = (ground.cells, len(ground.areas))
    return Totals(
        ground,
        {
            name: _merge_tallies([part.tallies[name] for part in parts], cells, areas, sizes)
            for name in parts[0].tallies
        },
        {
            name: _merge_sums([part.sums[name] for part in parts], cells, areas, sizes)
            for name in parts[0].sums
        },
        {name: merge_scales([part.scales[name] for part in parts]) for name in parts[0].scales},
        {
            name: MarginSums(
                add_rows([part.margins[name].weights for part in parts], cells, ground.cells),
                np.sum([part.margins[name].cross for part in parts], axis=0),
            )
            for name in parts[0].margins
        },
    )


def merge_grounds(grounds: Sequence[Ground]) -> Merged:
    """Merge the grounds of partitions."""
    areas, area_numbers = merge_names([ground.areas for ground in grounds])
    strata, stratum_numbers = merge_names([ground.strata for ground in grounds])
    cells = pd.concat(
        [
            pd.DataFrame(
                {
                    "area": area[ground.area],
                    "stratum": stratum[ground.stratum],
                    "psu": ground.psu,
                    "unit": ground.unit,
                    "population": ground.population,
                    "second_population": ground.second_population,
                }
            )
            for ground, area, stratum in zip(grounds, area_numbers, stratum_numbers, strict=True)
        ]
    )
    keys = ["area", "stratum", "psu", "unit"]
    number = cells.groupby(keys, sort=False).ngroup().to_numpy()
    first = np.unique(number, return_index=True)[1]
    columns = {str(name): cells[name].to_numpy()[first] for name in cells}
    ends = np.cumsum([ground.cells for ground in grounds])[:-1]
    return Merged(Ground(areas, strata, **columns), np.split(number, ends), area_numbers)


def merge_names(lists: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], list[IntArray]]:
    """Merge lists of names into one in alphabetical order; return every list's new numbers."""
    merged = tuple(sorted({name for names in lists for name in names}))
    place = {name: number for number, name in enumerate(merged)}
    return merged, [np.array([place[name] for name in names], dtype=np.int64) for names in lists]


def add_rows(parts: Sequence[FloatArray], numbers: Sequence[IntArray], size: int) -> FloatArray:
    """Add the rows of arrays up into `size` rows, given the new number of every row of each."""
    merged = np.zeros((size, *parts[0].shape[1:]))
    for part, number in zip(parts, numbers, strict=True):
        merged[number] += part
    return merged


def _merge_tallies(
    parts: Sequence[Tally],
    cells: Sequence[IntArray],
    areas: Sequence[IntArray],
    sizes: tuple[int, int],
) -> Tally:
    return Tally(
        weights=add_rows([part.weights for part in parts], cells, sizes[0]),
        records=add_rows([part.records for part in parts], areas, sizes[1]),
        squares=add_rows([part.squares for part in parts], areas, sizes[1]),
        households=add_rows([part.households for part in parts], areas, sizes[1]),
        margins=add_rows([part.margins for part in parts], areas, sizes[1]),
    )


def _merge_sums(
    parts: Sequence[Sums],
    cells: Sequence[IntArray],
    areas: Sequence[IntArray],
    sizes: tuple[int, int],
) -> Sums:
    mass = add_rows([part.mass for part in parts], areas, sizes[1])
    total = add_rows([part.mass * part.mean for part in parts], areas, sizes[1])
    mean = total / np.where(mass > 0, mass, 1.0)
    spreads = [
        part.spread + part.mass * (part.mean - mean[number]) ** 2
        for part, number in zip(parts, areas, strict=True)
    ]
    return Sums(
        weights=add_rows([part.weights for part in parts], cells, sizes[0]),
        totals=add_rows([part.totals for part in parts], cells, sizes[0]),
        records=add_rows([part.records for part in parts], areas, sizes[1]),
        squares=add_rows([part.squares for part in parts], areas, sizes[1]),
        households=add_rows([part.households for part in parts], areas, sizes[1]),
        mass=mass,
        mean=mean,
        spread=add_rows(spreads, areas, sizes[1]),
        plain=add_rows([part.plain for part in parts], areas, sizes[1]),
        margins=add_rows([part.margins for part in parts], areas, sizes[1]),
    )
