"""Percentile rank: the share of the other areas that have less."""

from typing import ClassVar

from survey.arrays import FloatArray, np
from survey.kinds.model import Settings
from survey.transforms.model import Transform, Turn
from survey.transforms.ranking import count_known, rank_from_least


class PercentileRank(Transform[Settings]):
    """`(rank − 1)/(n − 1)`, 0 to 1, among the n areas that have a value.

    Rank 1 is the least value and areas that tie share the least rank. A single area has none.
    Source: Flanagan et al. 2011, A Social Vulnerability Index for Disaster Management.
    """

    turn: ClassVar[Turn] = "before"

    def top(self, settings: Settings) -> float:
        """Give 1."""
        return 1.0

    def apply(self, values: FloatArray, settings: Settings) -> FloatArray:
        """Give percentile ranks, 0 to 1; NaN where fewer than two areas have a value."""
        n = count_known(values)
        if n < 2:
            return np.full(values.shape, np.nan)
        return (rank_from_least(values) - 1.0) / (n - 1.0)


TRANSFORM = PercentileRank()
