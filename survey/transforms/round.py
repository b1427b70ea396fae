"""Round: values written with a fixed number of digits, as a published table writes them."""

from typing import Literal

from pydantic import Field

from survey.arrays import FloatArray, np
from survey.kinds.model import Settings
from survey.transforms.model import Transform

NOISE = 1e-14
"""What binary arithmetic may have taken from a decimal number, as a share of it."""

Mode = Literal["half_up", "half_even", "down"]


class RoundSettings(Settings):
    """How many digits, and which way."""

    digits: int = Field(
        description="Digits after the decimal mark; negative before it.", ge=-9, le=9
    )
    mode: Mode = Field(
        "half_up", description="Do halves go away from 0, to the even digit, or is all cut off?"
    )


class Round(Transform[RoundSettings]):
    """The value at `digits` digits behind the decimal mark; halves go away from 0.

    What is rounded is the decimal number that the value stands for, its first 14 digits: 2.675
    gives 2.68, though its binary form is a little less, and 0.285 gives 0.29 however it was
    added up. `half_even` is what R and Python do, `down` what PERCENTRANK.INC of Excel does.
    A value whose 14 digits end before the rounded one stays as it is.
    Source: IEEE 754-2019, §4.3 (roundTiesToAway, roundTiesToEven, roundTowardZero).
    """

    settings = RoundSettings
    main = "digits"

    def apply(self, values: FloatArray, settings: RoundSettings) -> FloatArray:
        """Give rounded values, in their own units."""
        scale = 10.0 ** abs(settings.digits)
        is_fine = settings.digits >= 0
        units = np.abs(values) * scale if is_fine else np.abs(values) / scale
        whole = _round_units(units, settings.mode)
        rounded = np.copysign(whole / scale if is_fine else whole * scale, values)
        return np.where(units * NOISE < 0.1, rounded, values) + 0.0  # -0.0 becomes 0.0


def _round_units(units: FloatArray, mode: Mode) -> FloatArray:
    """Round numbers of 0 and more to whole ones, taking back what noise has taken."""
    if mode == "half_even":
        half = np.floor(units) + 0.5
        return np.rint(np.where(np.abs(units - half) <= units * NOISE, half, units))
    return np.floor(units * (1.0 + NOISE) + (0.5 if mode == "half_up" else 0.0))


TRANSFORM = Round()
