"""The scores of one area, read once from a release's table; what is suppressed has no number."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isnan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

EVERYWHERE = "all"
"""The area of all neighbourhoods together."""


@dataclass(frozen=True)
class Score:
    """One released figure: estimate and limits on 0-100, how many answered, and its label.

    A limit is None where no interval can be given: nothing varied, or nothing to judge it by.
    """

    estimate: float
    lower: float | None
    upper: float | None
    n: int
    households: int
    label: str = ""
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Share:
    """The share of answers that are one of `names`, an option or some counted together."""

    names: frozenset[str]
    score: Score


@dataclass(frozen=True)
class AreaScores:
    """What is released of one area, and why the rest is not, by (kind, index)."""

    released: Mapping[tuple[str, str], Score]
    withheld: Mapping[tuple[str, str], frozenset[str]]

    def find(self, kind: str, index: str) -> Score | None:
        """Return a released figure, or None where it is suppressed or does not exist."""
        return self.released.get((kind, index))

    def is_withheld(self, kind: str, index: str) -> bool:
        """Tell whether a figure exists but may not be shown."""
        return (kind, index) in self.withheld

    def shares(self, question: str) -> list[Share]:
        """Return the released shares of a question's answers."""
        return self._shares.get(question, [])

    @cached_property
    def respondents(self) -> int:
        """How many answered at least one question whose figures are released; 0 where none is."""
        return max((score.n for score in self.released.values()), default=0)

    @cached_property
    def households(self) -> int:
        """In how many households they live; 0 where that is unknown."""
        return max((score.households for score in self.released.values()), default=0)

    @cached_property
    def _shares(self) -> dict[str, list[Share]]:
        shares: dict[str, list[Share]] = {}
        for (kind, index), score in self.released.items():
            if kind == "option":
                question, _, names = index.partition("=")
                shares.setdefault(question, []).append(Share(frozenset(names.split("+")), score))
        return shares


NO_SCORES = AreaScores({}, {})


def read_area(scores: "pd.DataFrame", area: str) -> AreaScores:
    """Read the rows of `area` from a table with the columns of `scores.csv`."""
    released: dict[tuple[str, str], Score] = {}
    withheld: dict[tuple[str, str], frozenset[str]] = {}
    for row in scores[scores["area"] == area].to_dict("records"):
        key = str(row["kind"]), str(row["index"])
        flags = frozenset(_words(row["flag"]).split())
        if row["suppressed"] or isnan(row["estimate"]):
            withheld[key] = flags
        else:
            released[key] = Score(
                estimate=float(row["estimate"]),
                lower=read_limit(row["lower"]),
                upper=read_limit(row["upper"]),
                n=read_count(row["n"]),
                households=read_count(row["households"]),
                label=_words(row["label"]),
                flags=flags,
            )
    return AreaScores(released, withheld)


def read_limit(value: float) -> float | None:
    """Read a number that need not be there."""
    return None if isnan(value) else float(value)


def read_count(value: float) -> int:
    """Read a count; 0 where it is unknown."""
    return 0 if isnan(value) else round(value)


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""
