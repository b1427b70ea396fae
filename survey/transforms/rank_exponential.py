"""Rank–exponential: ranks spread out so that the most deprived areas stand apart."""

from typing import ClassVar

from survey.arrays import FloatArray, np
from survey.transforms.model import Transform, Turn
from survey.transforms.rank import RankSettings
from survey.transforms.ranking import count_known, rank_from_least

LEAST_AREAS = 30
"""Fewer areas than this have too few ranks to be spread out."""

SCALE = 23.0
"""Chosen by the source so that doing well in one domain offsets only about 10 % of another."""


class RankExponential(Transform[RankSettings]):
    """`X = −23 ln(1 − R (1 − e^{−100/23}))`, with `R = (K − rank + 1)/K` among K areas.

    Above 0 to 100; rank 1, by default the highest value, is the most deprived and has 100. Areas
    that tie share the least rank. Fewer than 30 areas with a value have none.
    Source: Noble et al. 2006, Measuring multiple deprivation at the small-area level; MHCLG 2019,
    The English Indices of Deprivation, technical report, appendix on exponential transformation.
    """

    settings = RankSettings
    main = "first"
    turn: ClassVar[Turn] = "before"

    def apply(self, values: FloatArray, settings: RankSettings) -> FloatArray:
        """Give points, above 0 to 100; NaN where fewer than 30 areas have a value."""
        areas = count_known(values)
        if areas < LEAST_AREAS:
            return np.full(values.shape, np.nan)
        ranks = rank_from_least(-values if settings.first == "highest" else values)
        share = (areas - ranks + 1.0) / areas
        points: FloatArray = -SCALE * np.log1p(share * np.expm1(-100.0 / SCALE))
        return points


TRANSFORM = RankExponential()
