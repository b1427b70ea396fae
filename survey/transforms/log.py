"""Log: natural logarithms, for what is better compared by how many times it is more."""

from survey.arrays import FloatArray, np
from survey.kinds.model import Settings
from survey.transforms.min_max import take_log
from survey.transforms.model import Transform


class Log(Transform[Settings]):
    """`ln x`; values of 0 and below have none.

    Source: UNDP, Human Development Report, technical note 1 (income).
    """

    def apply(self, values: FloatArray, settings: Settings) -> FloatArray:
        """Give natural logarithms."""
        return take_log(values)

    def slope(self, values: FloatArray, settings: Settings) -> FloatArray:
        """Give `1/x`."""
        return 1.0 / np.where(values > 0, values, np.nan)


TRANSFORM = Log()
