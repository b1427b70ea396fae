"""Percentile rank: the share of the other areas that have less."""

from typing import ClassVar

import numpy as np
from scipy.stats import rankdata

from survey.arrays import FloatArray
from survey.transforms.model import Settings, Transform, Turn


class PercentileRank(Transform[Settings]):
    """`(rank − 1)/(n − 1)`, 0 to 1, among the areas that have a value.

    Rank 1 is the least value and areas that tie share the least rank. A single area has none.
    Source: Flanagan et al. 2011, A Social Vulnerability Index for Disaster Management (CDC/ATSDR).
    """

    turn: ClassVar[Turn] = "before"

    def apply(self, values: FloatArray, settings: Settings) -> FloatArray:
        """Give the percentile rank, 0 to 1; NaN where fewer than two areas have a value."""
        ranks = rankdata(values, method="min", nan_policy="omit")
        n = np.count_nonzero(~np.isnan(values))
        return (ranks - 1.0) / (n - 1.0) if n > 1 else np.full(values.shape, np.nan)


TRANSFORM = PercentileRank()
