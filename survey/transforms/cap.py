"""Cap: values above a limit count as the limit, so that more of a good thing adds no more."""

from pydantic import Field

from survey.arrays import FloatArray, np
from survey.kinds.model import Settings
from survey.transforms.model import Transform


class CapSettings(Settings):
    """The limit of a cap."""

    upper: float = Field(description="The largest value that counts.", allow_inf_nan=False)


class Cap(Transform[CapSettings]):
    """`min(x, upper)`.

    Source: UNDP, Human Development Report, technical notes (years of schooling above the
    goalpost count as the goalpost).
    """

    settings = CapSettings
    main = "upper"

    def apply(self, values: FloatArray, settings: CapSettings) -> FloatArray:
        """Give `min(x, upper)`, in the units of the values."""
        return np.minimum(values, settings.upper)

    def slope(self, values: FloatArray, settings: CapSettings) -> FloatArray:
        """Give 1 below the limit and 0 at it and above."""
        return np.where(np.isnan(values), np.nan, values < settings.upper)


TRANSFORM = Cap()
