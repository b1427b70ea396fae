"""Floor: values below a limit count as the limit."""

from pydantic import Field

from survey.arrays import FloatArray, np
from survey.kinds.model import Settings
from survey.transforms.model import Transform


class FloorSettings(Settings):
    """The limit of a floor."""

    lower: float = Field(description="The smallest value that counts.", allow_inf_nan=False)


class Floor(Transform[FloorSettings]):
    """`max(x, lower)`.

    Source: UNDP, Human Development Report, technical notes (incomes below the lower goalpost count
    as the goalpost).
    """

    settings = FloorSettings
    main = "lower"

    def apply(self, values: FloatArray, settings: FloorSettings) -> FloatArray:
        """Give `max(x, lower)`, in the units of the values."""
        return np.maximum(values, settings.lower)

    def slope(self, values: FloatArray, settings: FloorSettings) -> FloatArray:
        """Give 1 above the limit and 0 at it and below."""
        return np.where(np.isnan(values), np.nan, values > settings.lower)


TRANSFORM = Floor()
