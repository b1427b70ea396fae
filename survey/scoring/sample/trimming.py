"""Extreme weights brought in, and the margins met again (SCORING §3)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from survey.arrays import FloatArray, IntArray
from survey.errors import N_, MahallaError, Problem
from survey.scoring.sample.raking import Margin, rake

TRIMS = 200
"""After so many turns of trimming and raking, both cannot be had at once."""

ROUNDING = 1e-9
"""How far beyond its bounds, relative to them, a weight may lie after the last raking."""


@dataclass(frozen=True)
class Trimmed:
    """Weights within their bounds that meet the margins.

    `trimmed` is how many records were ever brought in, `turns` how often all were trimmed and
    raked, `rounds` how many rounds all rakings took together, `scales` the factors of
    `raking.Raked`.
    """

    weights: FloatArray
    trimmed: int
    turns: int
    rounds: int
    scales: tuple[float, ...]


def trim(
    weights: FloatArray, stratum: IntArray, margins: Sequence[Margin] = (), times: float = 5.0
) -> Trimmed:
    """Rake, then bring weights into [median/times, times · median] of their stratum.

    One weight ≥ 0 and one stratum number from 0 per record. The median is the plain one of the
    stratum's weights above 0; weights of 0 stay 0 and count for nothing. What is cut off (or
    added) is shared out over the stratum in proportion to the weights, so that its sum stays.
    Then all is raked again, and trimmed again, until both hold at once: every category to 1e-10,
    every bound to 1e-9. Raises MahallaError if that takes more than 200 turns, and what `rake`
    raises. Source: Potter 1990, Proc. Survey Research Methods, 225; Kalton & Flores-Cervantes
    2003, J. Official Statistics 19:81.
    """
    raked = rake(weights, margins)
    rounds, outside = raked.rounds, np.zeros(len(weights), np.bool_)
    for turn in range(TRIMS + 1):
        lowest, highest = find_bounds(raked.weights, stratum, times)
        low = raked.weights < lowest * (1 - ROUNDING)
        beyond = low | (raked.weights > highest * (1 + ROUNDING))
        if not beyond.any():
            return Trimmed(raked.weights, int(outside.sum()), turn, rounds, raked.scales)
        outside |= beyond
        raked = rake(trim_once(raked.weights, stratum, times), margins)
        rounds += raked.rounds
    raise MahallaError(Problem(_NOT_TRIMMED, {"turns": TRIMS}))


def trim_once(weights: FloatArray, stratum: IntArray, times: float) -> FloatArray:
    """Bring weights within their bounds, keeping the sum of each stratum.

    Cutting at the bounds leaves the median where it is, and sharing out in proportion moves
    weights, median and bounds alike: once is enough.
    """
    lowest, highest = find_bounds(weights, stratum, times)
    cut = np.clip(weights, lowest, highest)
    before, after = np.bincount(stratum, weights), np.bincount(stratum, cut)
    share = np.divide(before, after, out=np.ones(len(after)), where=after > 0)
    shared: FloatArray = cut * share[stratum]
    return shared


def find_bounds(
    weights: FloatArray, stratum: IntArray, times: float
) -> tuple[FloatArray, FloatArray]:
    """The lowest and highest weight each record may have; 0 and 0 where its weight is 0."""
    counted = pd.Series(np.where(weights > 0, weights, np.nan))
    middle = counted.groupby(stratum).transform("median").to_numpy(dtype=np.float64)
    middle = np.where(weights > 0, middle, 0.0)
    return middle / times, middle * times


_NOT_TRIMMED = N_(
    "The weights cannot be trimmed and meet the margins at once: %(turns)s turns were not enough."
    " Join small categories of the margins, or allow wider bounds with a larger number at `trim`."
)
