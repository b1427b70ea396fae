"""Multiply: values in another unit."""

from pydantic import Field

from survey.arrays import FloatArray, np
from survey.kinds.model import Settings
from survey.transforms.model import Transform


class MultiplySettings(Settings):
    """The factor."""

    by: float = Field(description="What the values are multiplied by.", allow_inf_nan=False)


class Multiply(Transform[MultiplySettings]):
    """`by · x`.

    Source: arithmetic; the slope by the rule for a constant factor.
    """

    settings = MultiplySettings
    main = "by"

    def apply(self, values: FloatArray, settings: MultiplySettings) -> FloatArray:
        """Give `by · x`."""
        return settings.by * values

    def slope(self, values: FloatArray, settings: MultiplySettings) -> FloatArray:
        """Give `by`."""
        return np.where(np.isnan(values), np.nan, settings.by)


TRANSFORM = Multiply()
