"""Add: values moved up or down by a constant."""

from pydantic import Field

from survey.arrays import FloatArray, np
from survey.kinds.model import Settings
from survey.transforms.model import Transform


class AddSettings(Settings):
    """The constant."""

    number: float = Field(
        description="What is added to the values; negative takes away.", allow_inf_nan=False
    )


class Add(Transform[AddSettings]):
    """`x + number`.

    Source: arithmetic; the slope by the rule for a constant summand.
    """

    settings = AddSettings
    main = "number"

    def apply(self, values: FloatArray, settings: AddSettings) -> FloatArray:
        """Give `x + number`."""
        return values + settings.number

    def slope(self, values: FloatArray, settings: AddSettings) -> FloatArray:
        """Give 1."""
        return np.where(np.isnan(values), np.nan, 1.0)


TRANSFORM = Add()
