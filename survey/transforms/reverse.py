"""Reverse: values turned round, so that more of what is bad becomes less of what is good."""

from typing import Literal

from pydantic import Field

from survey.arrays import FloatArray, np
from survey.kinds.model import Settings
from survey.transforms.model import Transform


class ReverseSettings(Settings):
    """The scale that is turned round."""

    of: Literal[1, 100] = Field(100, description="The highest value of the scale.")


class Reverse(Transform[ReverseSettings]):
    """`of − x`.

    Source: OECD/JRC 2008, Handbook on Constructing Composite Indicators (indicators are given one
    direction before they are aggregated).
    """

    settings = ReverseSettings
    main = "of"

    def top(self, settings: ReverseSettings) -> float:
        """Give the highest value of the scale: 1 or 100."""
        return float(settings.of)

    def apply(self, values: FloatArray, settings: ReverseSettings) -> FloatArray:
        """Give points, on the scale they were on."""
        return settings.of - values

    def slope(self, values: FloatArray, settings: ReverseSettings) -> FloatArray:
        """Give −1."""
        return np.where(np.isnan(values), np.nan, -1.0)


TRANSFORM = Reverse()
