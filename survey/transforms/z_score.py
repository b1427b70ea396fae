"""z-score: how many standard deviations an area is above the average of the areas."""

from typing import ClassVar

from survey.arrays import FloatArray, np
from survey.kinds.model import Settings
from survey.transforms.model import Transform, Turn
from survey.transforms.ranking import is_flat


class ZScore(Transform[Settings]):
    """`(x − x̄)/s` with `s² = Σ (x − x̄)²/(n − 1)`, over the areas that have a value.

    A single area has none, and neither have areas that are all alike.
    Source: OECD/JRC 2008, Handbook on Constructing Composite Indicators, §5.2.
    """

    turn: ClassVar[Turn] = "before"

    def apply(self, values: FloatArray, settings: Settings) -> FloatArray:
        """Give standard deviations above the mean, without units."""
        if is_flat(values):
            return np.full(values.shape, np.nan)
        scores: FloatArray = (values - np.nanmean(values)) / np.nanstd(values, ddof=1)
        return scores


TRANSFORM = ZScore()
