"""What a household must have met to count as harmed: what everybody knows who knows the rule."""

from dataclasses import dataclass

import numpy as np

from survey.arrays import BoolArray, FloatArray

ROUNDING = 1e-9


@dataclass(frozen=True)
class HarmRule:
    """Limits that the severity from which a household is harmed puts on what it met.

    A harmed household has met `least` of severity and `fewest` harms, another at most `most` and
    `many`. Per question, `is_alone` harms whoever met it, and all who are harmed met `is_must`.
    """

    severities: FloatArray
    least: float
    most: float
    fewest: int
    many: int
    is_alone: BoolArray
    is_must: BoolArray


def read_rule(severities: FloatArray, bar: float) -> HarmRule:
    """Read the rule off the severities (above 0) and the severity from which one is harmed.

    Where severities are multiples of the smallest, sums move in its steps.
    """
    step, whole = float(severities.min()), float(severities.sum())
    bar = max(bar, step)
    least = most = bar
    if np.abs(np.remainder(severities / step + 0.5, 1) - 0.5).max() < ROUNDING:
        least = step * float(np.ceil(bar / step - ROUNDING))
        most = least - step
    up = np.cumsum(np.sort(severities))
    down = np.cumsum(np.sort(severities)[::-1])
    many = int((up < bar - ROUNDING).sum())
    return HarmRule(
        severities=severities,
        least=least,
        most=most if many else 0.0,
        fewest=int((down < bar - ROUNDING).sum()) + 1,
        many=many,
        is_alone=severities >= bar - ROUNDING,
        is_must=whole - severities < bar - ROUNDING,
    )
