"""Stoplights between two waves as one tidy table that is safe to publish (SCORING §10, §12)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from survey.arrays import BoolArray
from survey.scoring.estimation.areas import Areas
from survey.scoring.estimation.benjamini_hochberg import FALSE_DISCOVERIES, q_values
from survey.scoring.waves.side_by_side import WaveValues
from survey.scoring.waves.transitions import (
    Transitions,
    choose_matrices,
    choose_shares,
    compare_stoplights,
    keep_transitions,
)

LIGHTS = ("red", "yellow", "green")
WAYS = ("worse", "same", "better")
PERCENT = 100.0
CELLS = tuple(f"{before}_{after}" for before in LIGHTS for after in LIGHTS)
COLUMNS = (
    *("area", "index", "n"),
    *(f"{way}{limit}" for way in WAYS for limit in ("", "_lower", "_upper")),
    *("p", "q", "label", *CELLS, "suppressed"),
)


@dataclass(frozen=True)
class Stoplight:
    """One stoplight in two waves, values 0, 50 and 100.

    `is_published` tells, per area and roll-ups included, where both waves print it.
    """

    index: str
    before: WaveValues
    after: WaveValues
    is_published: BoolArray
    is_sensitive: bool = False


def compare_lights(lights: Sequence[Stoplight], areas: Areas) -> pd.DataFrame:
    """Follow stoplights through two waves, one row per area and stoplight.

    Columns: `area, index`; `n`, the households that stayed; `worse, same, better` in percent,
    each with its 95 % limits `…_lower` and `…_upper`; `p` of as many better as worse, `q` over the
    stoplights shown in the area; `label`, better or worse where q < .05; the matrix in households,
    `red_red, red_yellow, … green_green`, before and after; `suppressed`, where even the shares
    are withheld. What is withheld is NaN.
    """
    found = [_show(light, areas) for light in lights]
    p = np.array([each.net.p for each in found]).reshape(len(found), areas.size)
    q = np.array([q_values(family) for family in p.T]).reshape(areas.size, len(found))
    tables = [
        _tabulate(light, each, areas).assign(q=q[:, place])
        for place, (light, each) in enumerate(zip(lights, found, strict=True))
    ]
    if not tables:
        return pd.DataFrame(columns=list(COLUMNS))
    table = pd.concat(tables).sort_index(kind="stable").reset_index(drop=True)
    believed = (table.q < FALSE_DISCOVERIES).to_numpy()
    word = np.where(table.better > table.worse, "better", "worse")
    return table.assign(label=np.where(believed, word, ""))[list(COLUMNS)]


def _show(light: Stoplight, areas: Areas) -> Transitions:
    found = compare_stoplights(light.before, light.after, areas)
    shares = choose_shares(found, areas, light.is_published, light.is_sensitive)
    matrices = choose_matrices(found, areas, shares, light.is_sensitive)
    return keep_transitions(found, shares, matrices)


def _tabulate(light: Stoplight, found: Transitions, areas: Areas) -> pd.DataFrame:
    """Write one stoplight, areas in order."""
    columns = {}
    for way, share in zip(WAYS, found.shares, strict=True):
        columns[way] = PERCENT * share.mean
        columns[f"{way}_lower"] = PERCENT * share.lower
        columns[f"{way}_upper"] = PERCENT * share.upper
    return pd.DataFrame(
        {
            "area": np.array(areas.names, dtype=object),
            "index": light.index,
            "n": found.n,
            **columns,
            "p": found.net.p,
            **dict(zip(CELLS, found.matrix.reshape(areas.size, -1).T, strict=True)),
            "suppressed": np.isnan(found.n),
        }
    )
