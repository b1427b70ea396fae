"""Indices computed from a table with one row an area, such as published statistics (SCORING §8).

Nothing is withheld: such a table has no respondents, and what it says of an area is known already.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from survey.arrays import BoolArray, FloatArray, IntArray
from survey.errors import N_, MahallaError, Problem
from survey.indices.find import index_kinds
from survey.indices.model import AreaIndex
from survey.questionnaire.method import Index, Method
from survey.questionnaire.model import Questionnaire
from survey.scoring.estimation.areas import ALL, DISTRICT, Areas
from survey.scoring.outcomes.figures import COLUMNS, NUMBERS
from survey.transforms.ranking import rank_from_least


@dataclass(frozen=True)
class Known:
    """One figure in every area: its values and the share (0–1) of what it needs that was there."""

    value: FloatArray
    coverage: FloatArray


def score_area_table(questionnaire: Questionnaire, table: pd.DataFrame) -> pd.DataFrame:
    """Compute the declared indices of every area of `table`, and of the larger areas.

    `table` is indexed by area, with a column of numbers per variable (a blank cell is missing), and
    where areas roll up a column that names the larger area and one of its population. The result
    has the columns of scores and `coverage`, a row per area and index: areas in alphabetical order,
    then larger ones, then all together. There are no margins of error in such a table, and none
    are printed. Raises MahallaError with every column, cell and name that is wrong.
    """
    method = questionnaire.method
    _check_names(table)
    table = table.set_axis([str(name) for name in table.index]).sort_index()
    numbers = _read_numbers(table, _list_columns(method))
    figures = compute_indices(method.indices, numbers)
    if method.roll_up is None:
        return _write_frame(tuple(table.index), figures)
    areas = _find_areas(table, method.roll_up.to)
    population = numbers[method.roll_up.weight]
    _check_population(areas.neighbourhoods, population, method.roll_up.weight)
    rolled = {name: roll_up(figure, areas, population) for name, figure in figures.items()}
    return _write_frame(areas.names, rolled)


def compute_indices(
    indices: Sequence[Index], numbers: Mapping[str, FloatArray]
) -> dict[str, Known]:
    """Compute indices in order, each from columns of `numbers` (per area) and those before it."""
    known = dict(numbers)
    figures = {}
    for index in indices:
        kind = _kind_of(index)
        values = np.stack([known[name] for name in kind.choose(index.settings)], axis=1)
        combined = kind.combine(values, index.settings)
        known[index.id] = combined.value
        figures[index.id] = Known(combined.value, combined.coverage)
    return figures


def roll_up(figure: Known, areas: Areas, population: FloatArray) -> Known:
    """Give the figure in larger areas too: `Σ N y / Σ N` over the areas that have a value.

    N is the population per area. The coverage of a larger area is the share of its population that
    lives in areas with a value.
    Source: MHCLG 2019, The English Indices of Deprivation, technical report (summaries of larger
    areas by population-weighted averages).
    """
    there = np.where(np.isnan(figure.value), 0.0, np.nan_to_num(population))
    sums = areas.roll_up(np.stack([there, there * np.nan_to_num(figure.value)], axis=1))
    people = areas.roll_up(np.nan_to_num(population))
    with np.errstate(divide="ignore", invalid="ignore"):
        means, coverage = sums[:, 1] / sums[:, 0], sums[:, 0] / people
    larger = slice(areas.leaves, None)
    return Known(
        np.concatenate([figure.value, means[larger]]),
        np.concatenate([figure.coverage, coverage[larger]]),
    )


def rank_areas(scores: pd.DataFrame, polarities: Mapping[str, str]) -> pd.DataFrame:
    """Rank areas in each index; rank 1 is the most favourable, and areas that tie share the least.

    `scores` is what `score_area_table` gives, `polarities` say by index whether high is good
    (`strength`) or `harm`. Areas, larger areas and all together are ranked apart, and a level of a
    single area is not ranked. The columns: `area, index, rank, areas` (how many are ranked).
    Source: standard competition ranking (SCORING §9).
    """
    known = scores[scores["estimate"].notna()]
    parts = [
        _rank_part(part, polarities[str(index)])
        for (index, _), part in known.groupby(["index", known["area"].map(_level_of)], sort=False)
        if len(part) > 1
    ]
    empty = pd.DataFrame({"area": [], "index": [], "rank": [], "areas": []})
    return pd.concat(parts).sort_index().reset_index(drop=True) if parts else empty


def _rank_part(part: pd.DataFrame, polarity: str) -> pd.DataFrame:
    values = part["estimate"].to_numpy(dtype=np.float64)
    ranks = rank_from_least(values if polarity == "harm" else -values)
    return part[["area", "index"]].assign(rank=ranks.astype(np.int64), areas=len(part))


def _level_of(area: str) -> str:
    if area == ALL:
        return ALL
    return DISTRICT if area.startswith(DISTRICT) else ""


def _kind_of(index: Index) -> AreaIndex:
    kind = index_kinds()[index.kind]
    if isinstance(kind, AreaIndex):
        return kind
    raise MahallaError(
        Problem(
            N_(
                "The index “%(index)s” is made from answers, and a table of areas has none. "
                "Use `kind: composite`."
            ),
            {"index": index.id},
        )
    )


def _list_columns(method: Method) -> dict[str, str]:
    """List the columns of numbers that are needed, each with what needs it first."""
    needed: dict[str, str] = {}
    above: set[str] = set()
    for index in method.indices:
        for name in _kind_of(index).choose(index.settings):
            if name not in above:
                needed.setdefault(name, index.id)
        above.add(index.id)
    if method.roll_up is not None:
        needed.setdefault(method.roll_up.weight, "roll_up")
    return needed


def _read_numbers(table: pd.DataFrame, needed: Mapping[str, str]) -> dict[str, FloatArray]:
    """Read columns as numbers; a blank cell is NaN. Raises MahallaError with all that are none."""
    lost = [_miss(name, index) for name, index in needed.items() if name not in table]
    found = {
        name: pd.to_numeric(table[name], errors="coerce").to_numpy(np.float64, na_value=np.nan)
        for name in needed
        if name in table
    }
    wrong = [
        _refuse_cell(table, name, int(place))
        for name, values in found.items()
        for place in _find_strangers(table[name], values)
    ]
    if lost or wrong:
        raise MahallaError(*lost, *wrong)
    return found


def _find_strangers(cells: pd.Series, values: FloatArray) -> IntArray:
    """Find the cells that are neither numbers nor blank."""
    lost = np.flatnonzero(~np.isfinite(values))
    return lost[~_is_blank(cells.iloc[lost])]


def _is_blank(cells: pd.Series) -> BoolArray:
    return (cells.isna() | (cells.astype("str").str.strip() == "")).to_numpy(dtype=np.bool_)


def _miss(column: str, index: str) -> Problem:
    return Problem(
        N_(
            "The table has no column “%(column)s”, which “%(index)s” needs. "
            "Add it, or mend its name."
        ),
        {"column": column, "index": index},
    )


def _refuse_cell(table: pd.DataFrame, column: str, place: int) -> Problem:
    return Problem(
        N_(
            "“%(given)s” in the column “%(column)s” of the area “%(area)s” is not a number. "
            "Write a number, or leave the cell empty."
        ),
        {"given": table[column].iloc[place], "column": column, "area": table.index[place]},
    )


def _check_names(table: pd.DataFrame) -> None:
    """Refuse rows without an area, and areas with several rows."""
    names = table.index.to_series()
    is_blank = _is_blank(names)
    problems = [
        Problem(N_("Row %(row)s of the table has no name of an area. Write one."), {"row": row})
        for row in np.flatnonzero(is_blank) + 1
    ]
    problems += [
        Problem(
            N_("The area “%(area)s” is in the table more than once. Keep one row of it."),
            {"area": area},
        )
        for area in names[names.duplicated().to_numpy() & ~is_blank].unique()
    ]
    if problems:
        raise MahallaError(*problems)


def _check_population(areas: Sequence[str], population: FloatArray, column: str) -> None:
    """Refuse areas that cannot be weighed."""
    wrong = [area for area, people in zip(areas, population, strict=True) if not people >= 0]
    if wrong:
        raise MahallaError(
            *(
                Problem(
                    N_(
                        "The area “%(area)s” needs a number of 0 or more in the column "
                        "“%(column)s”, by which it is rolled up. Write it."
                    ),
                    {"area": area, "column": column},
                )
                for area in wrong
            )
        )


def _find_areas(table: pd.DataFrame, column: str) -> Areas:
    """Number the larger areas; an area whose cell is blank belongs to none."""
    if column not in table:
        raise MahallaError(_miss(column, "roll_up"))
    names = np.where(_is_blank(table[column]), "", table[column].astype("str").str.strip())
    larger, number = np.unique(names.astype(np.str_), return_inverse=True)
    is_none = int(larger[:1].tolist() == [""])
    return Areas(
        tuple(table.index),
        tuple(str(name) for name in larger[is_none:]),
        number.astype(np.int64) - is_none,
    )


def _write_frame(areas: Sequence[str], figures: Mapping[str, Known]) -> pd.DataFrame:
    """Write figures as the tidy table of scores, areas in order and indices in order within."""
    rows = len(areas) * len(figures)
    estimate = _interleave([figure.value for figure in figures.values()])
    coverage = _interleave([figure.coverage for figure in figures.values()])
    frame = pd.DataFrame(
        {
            "area": np.repeat(np.array(areas, dtype=object), len(figures)),
            "index": [*figures] * len(areas),
            "kind": "composite",
            **{name: np.full(rows, np.nan) for name in NUMBERS},
            "label": "",
            "suppressed": np.zeros(rows, dtype=np.bool_),
            "flag": _write_flags(estimate, coverage),
            "coverage": coverage,
        },
        columns=[*COLUMNS, "coverage"],
    )
    return frame.assign(estimate=estimate)


def _write_flags(estimate: FloatArray, coverage: FloatArray) -> list[str]:
    """Say of a figure that something is missing from how many percent are there, at most 99."""
    is_partial = (coverage < 1) & ~np.isnan(estimate)
    percent = np.minimum(np.round(100 * np.nan_to_num(coverage)), 99)
    return [
        f"coverage={share:.0f}" if partial else ""
        for share, partial in zip(percent, is_partial, strict=True)
    ]


def _interleave(values: list[FloatArray]) -> FloatArray:
    """Turn one array per index (over areas) into one column, area by area."""
    return np.stack(values, axis=1).ravel() if values else np.zeros(0)
