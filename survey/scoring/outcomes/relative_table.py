"""Domains set against the rest: the columns beside the scores of neighbourhoods (SCORING §6)."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from survey.arrays import FloatArray, IntArray
from survey.scoring.estimation.layout import Layout
from survey.scoring.outcomes.outcome import Outcome
from survey.scoring.outcomes.relative import Cells, Relative, compare_with_rest, show_relative

NUMBERS = ("difference", "difference_se", "difference_lower", "difference_upper", "q")
COLUMNS = (*NUMBERS, "relative")
FEWEST_AREAS = 2


def add_relative(scores: pd.DataFrame, domains: Sequence[Outcome]) -> pd.DataFrame:
    """Add the columns of relative mode to a table of scores.

    They are `difference` from all other neighbourhoods together (0-100), its `difference_se` and
    95 % limits `difference_lower, difference_upper`, Benjamini–Hochberg's `q` over neighbourhoods
    x `domains`, and `relative`, above or below where q < .05. Filled only in rows of
    neighbourhoods and of `domains`.
    """
    comparable = [outcome for outcome in domains if is_comparable(outcome)]
    if not comparable or comparable[0].layout.areas.leaves < FEWEST_AREAS:
        return scores.assign(**dict.fromkeys(NUMBERS, np.nan), relative="")
    found = _tabulate(comparable, find_relative(comparable))
    added = scores.merge(found, how="left", on=["area", "index", "kind"], validate="many_to_one")
    return added.fillna({"relative": ""})


def is_comparable(outcome: Outcome) -> bool:
    """Tell whether a domain may be compared: its interval is nowhere withheld on its own.

    The standard error of a difference holds those of both sides; where one is withheld because
    it tells too much of hidden counts, it would follow from the others.
    """
    return not outcome.figure.notes.get("interval_withheld", np.zeros(1, dtype=np.bool_)).any()


def find_relative(domains: Sequence[Outcome]) -> Relative:
    """Compare every neighbourhood with the rest, in one or more domains of the same sample.

    Raking is not credited with what it explains, so that standard errors after it are, if
    anything, too wide.
    """
    areas = domains[0].layout.areas
    differences = compare_with_rest(find_cells(domains), areas.leaves)
    released = np.stack([outcome.released for outcome in domains], axis=1)
    return show_relative(differences, released[: areas.leaves], released[-1])


def find_cells(domains: Sequence[Outcome]) -> Cells:
    """Find Σw and Σwy of every PSU in every neighbourhood, as relative mode takes them.

    They are had back from what the means are made of: Σwy = u Σw_area + μ w, with u the influence.
    """
    layout = domains[0].layout
    design, areas = layout.design, layout.areas
    psu_stratum, psus, population = _find_strata(layout)
    rows = np.flatnonzero(design.row_group < areas.leaves)
    weights = np.stack([outcome.basis.base.weight[rows] for outcome in domains], axis=1)
    totals = np.stack([_find_totals(outcome)[rows] for outcome in domains], axis=1)
    psu = layout.row_psu[rows]
    return Cells(design.row_group[rows], psu_stratum[psu], psu, weights, totals, psus, population)


def _find_totals(outcome: Outcome) -> FloatArray:
    """Return Σwy per row of the design."""
    design, base, means = outcome.layout.design, outcome.basis.base, outcome.means
    influence = means.influence
    if design.second is not None:
        rows = np.bincount(design.second.unit_row, influence, design.rows)
        influence = rows.astype(np.float64)
    group = design.row_group
    total: FloatArray = influence * base.total[group]
    return total + np.nan_to_num(means.mean)[group] * base.weight


def _find_strata(layout: Layout) -> tuple[IntArray, IntArray, FloatArray | None]:
    """Number the strata as the group of everybody does: per PSU; then n_s, and N_s if known.

    Where households are a second stage, which is not counted here, N_s is not used either.
    """
    design, everybody = layout.design, layout.areas.size - 1
    pairs = np.flatnonzero(design.pair_group == everybody)
    rows = np.flatnonzero(design.row_group == everybody)
    psu_stratum = np.zeros(int(layout.row_psu.max(initial=-1)) + 1, dtype=np.int64)
    psu_stratum[layout.row_psu[rows]] = np.searchsorted(pairs, design.row_pair[rows])
    psus, fraction = design.pair_psus[pairs], design.pair_fraction[pairs]
    if design.second is not None or not fraction.any():
        return psu_stratum, psus.astype(np.int64), None
    endless = np.full(len(psus), np.inf)
    return (
        psu_stratum,
        psus.astype(np.int64),
        np.divide(psus, fraction, out=endless, where=fraction > 0),
    )


def _tabulate(domains: Sequence[Outcome], relative: Relative) -> pd.DataFrame:
    areas = domains[0].layout.areas
    found, size = relative.differences, len(domains)
    columns = dict(
        zip(
            NUMBERS,
            (found.difference, found.se, found.lower, found.upper, relative.q),
            strict=True,
        )
    )
    return pd.DataFrame(
        {
            "area": np.repeat(np.array(areas.neighbourhoods, dtype=object), size),
            "index": [outcome.name for outcome in domains] * areas.leaves,
            "kind": [outcome.figure.kind for outcome in domains] * areas.leaves,
            **{name: values.ravel() for name, values in columns.items()},
            "relative": relative.label.ravel().astype(object),
        }
    )
