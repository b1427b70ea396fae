"""How a neighbourhood stands against the wave before and against the others, read once."""

from collections.abc import Hashable
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Any, Literal

from survey.reports.scores import read_count, read_limit

if TYPE_CHECKING:
    import pandas as pd

Way = Literal["", "better", "worse"]
Side = Literal["", "above", "below"]


@dataclass(frozen=True)
class Change:
    """A score in two waves, on 0-100; `label` says which way it went where that is certain.

    `method` is panel (the same households) or overlap. A limit is None where nothing varied. Of a
    panel, `lost` households were not reached again and `gained` ones are new.
    """

    index: str
    kind: str
    method: str
    before: float
    after: float
    difference: float
    lower: float | None
    upper: float | None
    label: Way
    n_before: int
    n_after: int
    lost: int | None = None
    gained: int | None = None


@dataclass(frozen=True)
class Move:
    """Of `n` households, the percent whose stoplight is better, the same or worse than before."""

    index: str
    n: int
    better: float
    same: float
    worse: float
    label: Way


@dataclass(frozen=True)
class Relative:
    """How far a score is from all other neighbourhoods together; `side` only where it is certain.

    `q` is the share of such findings that chance would make.
    """

    difference: float
    lower: float | None
    upper: float | None
    q: float | None
    side: Side


@dataclass(frozen=True)
class Rank:
    """The place of an area among `of`, 1 the most favourable; really between `best` and `worst`.

    `tier` is neighbourhood or district; all ranges hold at once with the confidence `level`, 0-1.
    """

    area: str
    tier: str
    index: str
    rank: int
    best: int
    worst: int
    of: int
    level: float


def read_changes(change: "pd.DataFrame", area: str) -> tuple[Change, ...]:
    """Read what changed in an area; what either wave withholds is left out."""
    return tuple(
        Change(
            index=str(row["index"]),
            kind=str(row["kind"]),
            method=str(row["method"]),
            before=float(row["before"]),
            after=float(row["after"]),
            difference=float(row["difference"]),
            lower=read_limit(row["lower"]),
            upper=read_limit(row["upper"]),
            label=_way(row["label"]),
            n_before=read_count(row["n_before"]),
            n_after=read_count(row["n_after"]),
            lost=_read_households(row["lost"]),
            gained=_read_households(row["gained"]),
        )
        for row in _rows(change, area)
        if not row["suppressed"] and not isnan(row["difference"])
    )


def _read_households(value: float) -> int | None:
    return None if isnan(value) else round(value)


def read_moves(transitions: "pd.DataFrame", area: str) -> tuple[Move, ...]:
    """Read how the stoplights of an area moved; withheld ones are left out."""
    return tuple(
        Move(
            index=str(row["index"]),
            n=read_count(row["n"]),
            better=float(row["better"]),
            same=float(row["same"]),
            worse=float(row["worse"]),
            label=_way(row["label"]),
        )
        for row in _rows(transitions, area)
        if not row["suppressed"] and not isnan(row["better"])
    )


def read_relatives(relative: "pd.DataFrame", area: str) -> dict[str, Relative]:
    """Read how an area stands to all others, by domain."""
    return {
        str(row["index"]): Relative(
            difference=float(row["difference"]),
            lower=read_limit(row["difference_lower"]),
            upper=read_limit(row["difference_upper"]),
            q=read_limit(row["q"]),
            side=_side(row["relative"]),
        )
        for row in _rows(relative, area)
        if not isnan(row["difference"])
    }


def read_ranks(ranks: "pd.DataFrame") -> tuple[Rank, ...]:
    """Read the ranks of all areas, in the order of the table."""
    return tuple(
        Rank(
            area=str(row["area"]),
            tier=str(row["tier"]),
            index=str(row["index"]),
            rank=int(row["rank"]),
            best=int(row["best"]),
            worst=int(row["worst"]),
            of=int(row["of"]),
            level=float(row["level"]),
        )
        for row in ranks.to_dict("records")
    )


def _rows(table: "pd.DataFrame", area: str) -> list[dict[Hashable, Any]]:
    rows = table[table["area"] == area]
    return rows.to_dict("records")


def _way(word: str) -> Way:
    return "better" if word == "better" else "worse" if word == "worse" else ""


def _side(word: str) -> Side:
    return "above" if word == "above" else "below" if word == "below" else ""
