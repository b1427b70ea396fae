"""Power: values raised to an exponent, such as 0.5 for a square root."""

from pydantic import Field

from survey.arrays import FloatArray, np
from survey.kinds.model import Settings
from survey.transforms.model import Transform


class PowerSettings(Settings):
    """The exponent."""

    exponent: float = Field(description="The exponent; 0.5 is the root.", allow_inf_nan=False)


class Power(Transform[PowerSettings]):
    """`x ^ exponent`; there is none where that is no finite real number (the root of −1, 0 ^ −1).

    Source: OECD/JRC 2008, Handbook on Constructing Composite Indicators (transformations of skewed
    indicators); the slope by the power rule.
    """

    settings = PowerSettings
    main = "exponent"

    def apply(self, values: FloatArray, settings: PowerSettings) -> FloatArray:
        """Give `x ^ exponent`."""
        return _raise(values, settings.exponent)

    def slope(self, values: FloatArray, settings: PowerSettings) -> FloatArray:
        """Give `exponent · x ^ (exponent − 1)`."""
        return settings.exponent * _raise(values, settings.exponent - 1.0)


def _raise(values: FloatArray, exponent: float) -> FloatArray:
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        powers = np.power(values, exponent)
    return np.where(np.isfinite(powers) & ~np.isnan(values), powers, np.nan)


TRANSFORM = Power()
