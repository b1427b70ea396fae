"""What a domain's interval lets us say: strength, weakness, or not sure (SCORING §6)."""

import numpy as np
import numpy.typing as npt

from survey.arrays import FloatArray
from survey.questionnaire.method import DomainPolarity
from survey.questionnaire.model import Thresholds

ENOUGH_FOR_LIKELY = 30

NAMES = {
    "strength": ("strength", "weakness", "likely_strength", "likely_weakness"),
    "harm": ("high_concern", "low_concern", "likely_high_concern", "likely_low_concern"),
}


def label(
    estimate: FloatArray,
    lower: FloatArray,
    upper: FloatArray,
    n: FloatArray,
    polarity: DomainPolarity,
    thresholds: Thresholds,
) -> npt.NDArray[np.str_]:
    """Label domain scores (0-100) by their unrounded 95 % limits; "" without an interval.

    Beyond a threshold with the whole interval: strength or weakness. With the estimate only, and
    30 answers or more: likely. Both thresholds inside the interval: uncertain. Else mixed. For
    harms the same words are high and low concern, on the same thresholds.
    """
    high, low, likely_high, likely_low = NAMES[polarity]
    enough = n >= ENOUGH_FOR_LIKELY
    chosen: npt.NDArray[np.str_] = np.select(
        [
            ~(np.isfinite(lower) & np.isfinite(upper)),
            lower >= thresholds.strength,
            upper <= thresholds.weakness,
            enough & (estimate >= thresholds.strength),
            enough & (estimate <= thresholds.weakness),
            (lower <= thresholds.weakness) & (upper >= thresholds.strength),
        ],
        ["", high, low, likely_high, likely_low, "uncertain"],
        "mixed",
    )
    return chosen
