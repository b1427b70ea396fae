"""POMP: percent of maximum possible, between the two ends of a scale."""

from typing import ClassVar

from pydantic import Field, model_validator

from survey.arrays import FloatArray, np
from survey.errors import N_
from survey.kinds.model import Settings, refuse
from survey.transforms.model import Transform, Turn


class PompSettings(Settings):
    """The ends of the scale: never those of the sample, or years could not be compared."""

    lowest: float = Field(description="The lowest value of the scale.", allow_inf_nan=False)
    highest: float = Field(description="The highest value of the scale.", allow_inf_nan=False)

    @model_validator(mode="after")
    def _check_order(self) -> "PompSettings":
        if self.lowest < self.highest:
            return self
        raise refuse(
            N_(
                "In the step `%(step)s` `lowest` must be smaller than `highest`. "
                "Where less is better, write `polarity: negative`."
            )
        )


class Pomp(Transform[PompSettings]):
    """`100 (x − lowest)/(highest − lowest)`.

    Source: Cohen, Cohen, Aiken & West 1999, The problem of units and the circumstance for POMP.
    """

    settings = PompSettings
    turn: ClassVar[Turn] = "after"

    def top(self, settings: PompSettings) -> float:
        """Give 100."""
        return 100.0

    def apply(self, values: FloatArray, settings: PompSettings) -> FloatArray:
        """Give points, 0 to 100 within the scale."""
        return 100.0 * (values - settings.lowest) / (settings.highest - settings.lowest)

    def slope(self, values: FloatArray, settings: PompSettings) -> FloatArray:
        """Give `100/(highest − lowest)`."""
        per_unit = 100.0 / (settings.highest - settings.lowest)
        return np.where(np.isnan(values), np.nan, per_unit)


TRANSFORM = Pomp()
