"""Figures: one index in every area, with what is withheld and what is to be said about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from survey.arrays import BoolArray, FloatArray
from survey.scoring.estimation.estimate import Estimates
from survey.scoring.release.basis import Basis

NUMBERS = ("estimate", "se", "lower", "upper", "n", "n_effective", "households")
COLUMNS = ("area", "index", "kind", *NUMBERS, "label", "suppressed", "flag")
SMALL_SAMPLE = 30

Marks = Mapping[str, BoolArray]
"""Flags by name: where they hold, per area."""

Words = npt.NDArray[np.object_]
"""One word or sentence per area."""


@dataclass(frozen=True)
class Figure:
    """One index in every area; all arrays are per area.

    `numbers` are by column, in 0-100 or in people; `df` are the degrees of freedom of its
    interval. `reasons` are the flags that withhold the figure, `notes` those that accompany it.
    Areas outside `shown` have no such row. `is_share` says that it is a share of people.
    """

    kind: str
    index: str
    numbers: Mapping[str, FloatArray]
    reasons: Marks
    notes: Marks
    labels: Words
    shown: BoolArray
    df: FloatArray
    is_share: bool = False

    @property
    def suppressed(self) -> BoolArray:
        """Whether the figure is withheld, per area."""
        withheld: BoolArray = np.any([*self.reasons.values()], axis=0)
        return withheld


def make_figure(
    kind: str,
    index: str,
    basis: Basis,
    estimates: Estimates,
    reasons: Marks,
    notes: Marks,
    labels: Words | None = None,
    shown: BoolArray | None = None,
    is_share: bool = False,
    is_percent: bool = True,
) -> Figure:
    """Make a figure out of estimates; where they are on 0-100, limits are cut where that ends.

    `reasons` and `notes` come on top of those that the number of people gives; a reason counts
    only where people are enough.
    """
    size = len(basis.households)
    said = {"small_sample": basis.base.n < SMALL_SAMPLE, "single_psu": basis.base.is_single}
    return Figure(
        kind=kind,
        index=index,
        numbers=_number(basis, estimates, is_percent),
        reasons=_join_reasons(basis, reasons),
        notes={**said, **notes},
        labels=np.full(size, "", dtype=object) if labels is None else labels,
        shown=np.ones(size, dtype=np.bool_) if shown is None else shown,
        df=basis.base.df,
        is_share=is_share,
    )


def _number(basis: Basis, estimates: Estimates, is_percent: bool) -> dict[str, FloatArray]:
    lowest, highest = (0.0, 100.0) if is_percent else (-np.inf, np.inf)
    return {
        "estimate": estimates.mean,
        "se": estimates.se,
        "lower": np.maximum(estimates.lower, lowest),
        "upper": np.minimum(estimates.upper, highest),
        "n": basis.base.n,
        "n_effective": estimates.n_effective,
        "households": basis.households,
    }


def _join_reasons(basis: Basis, reasons: Marks) -> Marks:
    """Put the reasons that the people give beside those of the figure itself."""
    few = {
        "few_respondents": basis.hidden.few_respondents,
        "few_households": basis.hidden.few_households,
        "complementary": basis.hidden.complementary,
        "small_count": np.broadcast_to(basis.hidden.agreed, len(basis.households)),
    }
    more = {name: where & basis.is_printed for name, where in reasons.items()}
    return {**more, **{name: more.get(name, few[name]) | few[name] for name in few}}


def write_frame(figures: Sequence[Figure], areas: Sequence[str]) -> pd.DataFrame:
    """Write figures as the tidy table of scores: areas in order, figures in order within each.

    What is withheld loses its numbers, its label and its notes: only the reason remains.
    """
    columns = {name: _interleave([_show(figure, name) for figure in figures]) for name in NUMBERS}
    frame = pd.DataFrame(
        {
            "area": np.repeat(np.array(areas, dtype=object), len(figures)),
            "index": [figure.index for figure in figures] * len(areas),
            "kind": [figure.kind for figure in figures] * len(areas),
            **columns,
            "label": _interleave(
                [np.where(figure.suppressed, "", figure.labels) for figure in figures]
            ),
            "suppressed": _interleave([figure.suppressed for figure in figures]),
            "flag": _interleave([_write_flags(figure) for figure in figures]),
        },
        columns=list(COLUMNS),
    )
    shown = _interleave([figure.shown for figure in figures]).astype(np.bool_)
    return frame[shown].reset_index(drop=True)


def _interleave(values: list[npt.NDArray[np.generic]]) -> npt.NDArray[np.generic]:
    """Turn one array per figure (over areas) into one column, area by area."""
    return np.stack(values, axis=1).ravel() if values else np.zeros(0)


def _show(figure: Figure, name: str) -> FloatArray:
    return np.where(figure.suppressed, np.nan, figure.numbers[name])


def _write_flags(figure: Figure) -> Words:
    notes = {name: where & ~figure.suppressed for name, where in figure.notes.items()}
    flags = np.full(len(figure.shown), "", dtype=object)
    for name, where in {**figure.reasons, **notes}.items():
        flags[where] = np.where(flags[where] == "", name, flags[where] + " " + name)
    return flags
