"""Change between two waves: one tidy table that is safe to publish (SCORING §10, §12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from survey.arrays import BoolArray, FloatArray
from survey.questionnaire.method import DomainPolarity
from survey.scoring.estimation.areas import Areas
from survey.scoring.estimation.benjamini_hochberg import FALSE_DISCOVERIES, q_values
from survey.scoring.outcomes.figures import SMALL_SAMPLE, Marks, Words
from survey.scoring.release.sets import hide_sets
from survey.scoring.waves.overlap import Overlap, compare_overlap
from survey.scoring.waves.panel import (
    GAINED,
    HOUSEHOLDS,
    LOST,
    RESPONDENTS,
    STAYED_AFTER,
    STAYED_BEFORE,
    Panel,
    compare_panel,
)
from survey.scoring.waves.panel_release import PanelRelease, release_panel
from survey.scoring.waves.side_by_side import WaveValues

ChangeMethod = Literal["panel", "overlap"]

ESTIMATES = ("before", "after", "difference", "se", "lower", "upper", "p")
PEOPLE = ("n_before", "n_after", "n_both", "lost", "gained")
COLUMNS = (
    *("area", "index", "kind", "method", *ESTIMATES, "q", *PEOPLE),
    *("label", "suppressed", "flag"),
)

ENOUGH_STAYED = 0.5
"""Where this share of the first wave's households stayed, two waves are compared as a panel."""


@dataclass(frozen=True)
class Changing:
    """One index in two waves, on 0-100.

    `kind` is the one it has in the table of scores. `is_published_before` and `_after` tell, per
    area and roll-ups included, where that table prints its estimate and interval. `is_share` says
    that values are 0 or 100 and nothing between, `is_sensitive` that it is made of answers marked
    so.
    """

    index: str
    kind: str
    polarity: DomainPolarity
    method: ChangeMethod
    before: WaveValues
    after: WaveValues
    is_published_before: BoolArray
    is_published_after: BoolArray
    is_share: bool = False
    is_sensitive: bool = False

    @property
    def is_published(self) -> BoolArray:
        """Where both waves print it, per area."""
        return self.is_published_before & self.is_published_after


def compare_waves(indices: Sequence[Changing], areas: Areas) -> pd.DataFrame:
    """Compare two waves, index by index, into one row per area and index.

    Columns: `area, index, kind`; `method`, panel (the same households) or overlap (both samples
    as they are); `before, after` and `difference` (after less before) on 0-100, `se`, the 95 %
    limits `lower, upper` and `p` of no change; `q`, Benjamini–Hochberg's over the indices shown
    in the area; respondents `n_before, n_after` and, of a panel, those of the first wave whose
    household stayed, `n_both`; households `lost` and `gained`; `label`, better or worse where
    q < .05 (more harm is worse); `suppressed`; `flag`, why, or what is to be said.

    Suppressed where either wave's figure is withheld; such rows have no number. Where only the
    panel would bare somebody, the row compares both samples instead, flagged `panel_withheld`.
    """
    rows = [_compare(index, areas) for index in indices]
    p = np.array([row.numbers["p"] for row in rows]).reshape(len(rows), areas.size)
    q = np.array([q_values(family) for family in p.T]).reshape(areas.size, len(rows)).T
    return _write_frame(indices, rows, q, areas)


def choose_method(before: WaveValues, after: WaveValues) -> ChangeMethod:
    """Call two waves a panel where half of the first wave's households are in the second."""
    first, second = np.unique(before.household), np.unique(after.household)
    stayed = len(np.intersect1d(first, second))
    return "panel" if stayed and stayed >= ENOUGH_STAYED * len(first) else "overlap"


@dataclass(frozen=True)
class _Row:
    """One index in every area: its numbers by column, NaN where there is none to show."""

    numbers: dict[str, FloatArray]
    method: Words
    flags: Words


def _compare(index: Changing, areas: Areas) -> _Row:
    panel = compare_panel(index.before, index.after, areas)
    overlap = compare_overlap(index.before, index.after, areas, _find_few_shared(panel, areas))
    released = release_panel(panel, areas, index.is_published, index.is_share, index.is_sensitive)
    is_panel = released.shown & (index.method == "panel")
    shown = index.is_published
    numbers = {
        name: np.where(shown, np.where(is_panel, one, other), np.nan)
        for name, one, other in zip(ESTIMATES, _estimates(panel), _estimates(overlap), strict=True)
    }
    people = _count(panel, is_panel)
    numbers |= {name: np.where(shown, each, np.nan) for name, each in people.items()}
    single = np.where(is_panel, panel.is_single, overlap.is_single)
    marks = {**_why_no_panel(index, released), **_notes(numbers, single, is_panel)}
    method = np.where(is_panel, "panel", "overlap").astype(object)
    return _Row(numbers, np.where(shown, method, index.method), _write_flags(index, marks))


def _find_few_shared(panel: Panel, areas: Areas) -> BoolArray:
    """Tell where both waves share a few households only, by themselves or by subtraction."""
    stayed = panel.people[:, STAYED_BEFORE]
    hidden = hide_sets(areas, stayed[:, RESPONDENTS], stayed[:, HOUSEHOLDS])
    few: BoolArray = hidden.any & (stayed[:, HOUSEHOLDS] > 0)
    return few


def _estimates(result: Panel | Overlap) -> tuple[FloatArray, ...]:
    return result.before, result.after, *result.differences.parts


def _count(panel: Panel, is_panel: BoolArray) -> dict[str, FloatArray]:
    """Count people by column; who stayed, was lost or gained only where the panel is shown."""
    n, homes = panel.people[:, :, RESPONDENTS], panel.people[:, :, HOUSEHOLDS]
    return {
        "n_before": n[:, STAYED_BEFORE] + n[:, LOST],
        "n_after": n[:, STAYED_AFTER] + n[:, GAINED],
        "n_both": np.where(is_panel, n[:, STAYED_BEFORE], np.nan),
        "lost": np.where(is_panel, homes[:, LOST], np.nan),
        "gained": np.where(is_panel, homes[:, GAINED], np.nan),
    }


def _why_no_panel(index: Changing, released: PanelRelease) -> Marks:
    if index.method != "panel":
        return {}
    names = ("few_both", "few_lost", "few_gained", "small_count", "complementary")
    reasons = {name: getattr(released, name) & ~released.shown for name in names}
    return {"panel_withheld": ~released.shown, **reasons}


def _notes(numbers: dict[str, FloatArray], single: BoolArray, is_panel: BoolArray) -> Marks:
    fewest = np.fmin(numbers["n_before"], numbers["n_after"])
    return {
        "small_sample": np.where(is_panel, numbers["n_both"], fewest) < SMALL_SAMPLE,
        "single_psu": single,
        "no_variation": np.isfinite(numbers["difference"]) & np.isnan(numbers["se"]),
    }


def _write_flags(index: Changing, notes: Marks) -> Words:
    """Join the names of what holds: why a row is withheld, or else what is to be said of it."""
    marks = {
        "withheld_before": ~index.is_published_before,
        "withheld_after": ~index.is_published_after,
        **{name: where & index.is_published for name, where in notes.items()},
    }
    named = [np.where(where, f" {name}", "").astype(object) for name, where in marks.items()]
    joined: Words = np.sum(named, axis=0)
    return np.array([words.strip() for words in joined], dtype=object)


def _label(row: _Row, q: FloatArray, polarity: DomainPolarity) -> Words:
    is_rise_good = polarity == "strength"
    good = (row.numbers["difference"] > 0) == is_rise_good
    word = np.where(good, "better", "worse")
    return np.where(q < FALSE_DISCOVERIES, word, "").astype(object)


def _write_frame(
    indices: Sequence[Changing], rows: Sequence[_Row], q: FloatArray, areas: Areas
) -> pd.DataFrame:
    labels = [
        _label(row, each, index.polarity) for row, each, index in zip(rows, q, indices, strict=True)
    ]
    columns = {
        name: _interleave([row.numbers[name] for row in rows]) for name in (*ESTIMATES, *PEOPLE)
    }
    frame = pd.DataFrame(
        {
            "area": np.repeat(np.array(areas.names, dtype=object), len(rows)),
            "index": [index.index for index in indices] * areas.size,
            "kind": [index.kind for index in indices] * areas.size,
            "method": _interleave([row.method for row in rows]),
            **columns,
            "q": _interleave(list(q)),
            "label": _interleave(labels),
            "suppressed": _interleave([~index.is_published for index in indices]),
            "flag": _interleave([row.flags for row in rows]),
        }
    )
    return frame[list(COLUMNS)]


def _interleave(values: Sequence[npt.NDArray[np.generic]]) -> npt.NDArray[np.generic]:
    """Turn one array per index (over areas) into one column, area by area."""
    return np.stack(values, axis=1).ravel() if values else np.zeros(0)
