"""Round: values written with a fixed number of digits, as a published table writes them."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Literal

import numpy as np
from pydantic import Field

from survey.arrays import FloatArray
from survey.kinds.model import Settings
from survey.transforms.model import Transform

MODES = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "down": ROUND_DOWN}


class RoundSettings(Settings):
    """How many digits, and which way."""

    digits: int = Field(
        description="Digits after the decimal mark; negative before it.", ge=-9, le=9
    )
    mode: Literal["half_up", "half_even", "down"] = Field(
        "half_up", description="Do halves go away from 0, to the even digit, or is all cut off?"
    )


class Round(Transform[RoundSettings]):
    """The value at `digits` digits behind the decimal mark; halves go away from 0.

    What is rounded is the decimal number that the value stands for, its first 14 digits: 2.675
    gives 2.68, though its binary form is a little less, and 0.285 gives 0.29 however it was
    added up. `half_even` is what R and Python do, `down` what PERCENTRANK.INC of Excel does.
    Source: IEEE 754-2019, §4.3 (roundTiesToAway, roundTiesToEven, roundTowardZero).
    """

    settings = RoundSettings
    main = "digits"

    def apply(self, values: FloatArray, settings: RoundSettings) -> FloatArray:
        """Give rounded values, in their own units."""
        unit = Decimal(1).scaleb(-settings.digits)
        mode = MODES[settings.mode]
        rounded = [_round(value, unit, mode) for value in values.tolist()]
        return np.array(rounded, dtype=np.float64).reshape(values.shape)


def _round(value: float, unit: Decimal, mode: str) -> float:
    if not np.isfinite(value):
        return value
    return float(Decimal(f"{value:.14g}").quantize(unit, rounding=mode)) + 0.0  # -0.0 becomes 0.0


TRANSFORM = Round()
