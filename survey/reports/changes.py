"""How a neighbourhood stands against the wave before and against the others, read once."""

from dataclasses import dataclass
from typing import Literal

Way = Literal["", "better", "worse"]
Side = Literal["", "above", "below"]


@dataclass(frozen=True)
class Change:
    """A score in two waves, on 0-100; `label` says which way it went where that is certain.

    `method` is panel (the same households) or overlap. A limit is None where nothing varied.
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
