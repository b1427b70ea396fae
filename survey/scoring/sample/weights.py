"""Design weights of records, and what their unevenness costs (SCORING §3)."""

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from survey.arrays import BoolArray, FloatArray
from survey.errors import N_, MahallaError, Problem

NAMED = 10
"""So many records are named for each thing that is wrong; the rest is likely to be the same."""


def make_weights(
    ids: Sequence[str],
    probability: FloatArray | None = None,
    eligible: FloatArray | None = None,
    interviewed: FloatArray | None = None,
    nonresponse: FloatArray | None = None,
) -> FloatArray:
    """Weights w = 1/P(household) · eligible/interviewed · non-response factor, one per record.

    One value per record each, or None, which stands for 1: `probability` in (0, 1], `eligible` at
    least 1, `interviewed` from 1 to `eligible`, `nonresponse` 0 or more (0 leaves the record out).
    `ids` are the names of the records in errors. Raises MahallaError naming impossible records.
    Source: Kish 1965, §11.3 (persons within households); Särndal, Swensson & Wretman 1992, §2.8.
    """
    ones = np.ones(len(ids))
    p, adults = _or(probability, ones), _or(eligible, ones)
    seen, factor = _or(interviewed, ones), _or(nonresponse, ones)
    problems = [
        *_name(ids, p, ~((p > 0) & (p <= 1)), _PROBABILITY),
        *_name(ids, adults, ~((adults >= 1) & np.isfinite(adults)), _ELIGIBLE),
        *_name(ids, seen, ~((seen >= 1) & (seen <= adults)), _INTERVIEWED),
        *_name(ids, factor, ~((factor >= 0) & np.isfinite(factor)), _NONRESPONSE),
    ]
    if problems:
        raise MahallaError(*problems)
    return factor * adults / seen / p


def weight_effect(weights: FloatArray) -> float:
    """Kish's factor by which uneven weights raise the variance, deff_w = 1 + cv²(w) ≥ 1.

    Over the weights above 0, with the variance divided by n, so that n / deff_w is `kish_size`;
    NaN where there is none. Source: Kish 1965, §11.7; Kish 1992, J. Official Statistics 8:183.
    """
    return _divide(float(np.count_nonzero(weights)), kish_size(weights))


def kish_size(weights: FloatArray) -> float:
    """Kish's effective number of records, n_kish = (Σw)² / Σw²; NaN where all weights are 0.

    Source: Kish 1965, §11.7.
    """
    return _divide(float(weights.sum() ** 2), float((weights**2).sum()))


_PROBABILITY = N_(
    "Record %(id)s was drawn with probability %(value)s. Give a number above 0 and up to 1."
)
_ELIGIBLE = N_("Record %(id)s comes from %(value)s eligible adults. Give a number of 1 or more.")
_INTERVIEWED = N_(
    "Record %(id)s says that %(value)s adults were interviewed. Give a number from 1 to the number"
    " of eligible adults."
)
_NONRESPONSE = N_(
    "Record %(id)s has the non-response factor %(value)s. Give a number of 0 or more."
)


def _or(values: FloatArray | None, ones: FloatArray) -> FloatArray:
    return ones if values is None else np.asarray(values, np.float64)


def _name(
    ids: Sequence[str], values: FloatArray, wrong: BoolArray, message: str
) -> Iterator[Problem]:
    for number in islice(np.flatnonzero(wrong).tolist(), NAMED):
        yield Problem(message, {"id": ids[number], "value": f"{values[number]:g}"})


def _divide(above: float, below: float) -> float:
    return above / below if below else float("nan")
