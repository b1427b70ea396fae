"""What a domain's interval lets us say: strength, weakness, or not sure (SCORING §6)."""

from math import isfinite
from typing import TYPE_CHECKING, Any

from survey.questionnaire.method import DomainPolarity
from survey.questionnaire.model import Thresholds

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from survey.arrays import FloatArray

ENOUGH_FOR_LIKELY = 30

NAMES = {
    "strength": ("strength", "weakness", "likely_strength", "likely_weakness"),
    "harm": ("high_concern", "low_concern", "likely_high_concern", "likely_low_concern"),
}


def label(
    estimate: "FloatArray",
    lower: "FloatArray",
    upper: "FloatArray",
    n: "FloatArray",
    polarity: DomainPolarity,
    thresholds: Thresholds,
) -> "npt.NDArray[np.str_]":
    """Label domain scores (0-100) by their unrounded 95 % limits; "" without an interval.

    Beyond a threshold with the whole interval: strength or weakness. With the estimate only, and
    30 answers or more: likely. Both thresholds inside the interval: uncertain. Else mixed. For
    harms the same words are high and low concern, on the same thresholds.
    """
    # Here, because processes that print label one score at a time: without NumPy they are 15 MB
    # smaller.
    import numpy as np

    cases = _list_cases(estimate, lower, upper, n, polarity, thresholds)
    has_none = ~(np.isfinite(lower) & np.isfinite(upper))
    chosen: npt.NDArray[np.str_] = np.select(
        [has_none, *cases.values()], ["", *cases.keys()], "mixed"
    )
    return chosen


def label_one(
    estimate: float,
    lower: float | None,
    upper: float | None,
    n: float,
    polarity: DomainPolarity,
    thresholds: Thresholds,
) -> str:
    """Label a single score by the same rule."""
    if lower is None or upper is None or not (isfinite(lower) and isfinite(upper)):
        return ""
    cases = _list_cases(estimate, lower, upper, n, polarity, thresholds)
    return next((name for name, holds in cases.items() if holds), "mixed")


def _list_cases(
    estimate: Any, lower: Any, upper: Any, n: Any, polarity: DomainPolarity, thresholds: Thresholds
) -> dict[str, Any]:
    """Say when each label holds, of numbers or arrays of them; the first that does is given."""
    high, low, likely_high, likely_low = NAMES[polarity]
    enough = n >= ENOUGH_FOR_LIKELY
    return {
        high: lower >= thresholds.strength,
        low: upper <= thresholds.weakness,
        likely_high: enough & (estimate >= thresholds.strength),
        likely_low: enough & (estimate <= thresholds.weakness),
        "uncertain": (lower <= thresholds.weakness) & (upper >= thresholds.strength),
    }
