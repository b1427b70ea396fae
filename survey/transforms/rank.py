"""Rank: the place of an area among the areas, counted from 1."""

from typing import ClassVar, Literal

from pydantic import Field

from survey.arrays import FloatArray
from survey.kinds.model import Settings
from survey.transforms.model import Transform, Turn
from survey.transforms.ranking import rank_from_least


class RankSettings(Settings):
    """Which end is first."""

    first: Literal["highest", "lowest"] = Field(
        "highest", description="Is the highest value rank 1, or the lowest?"
    )


class Rank(Transform[RankSettings]):
    """Standard competition ranking (“1224”) of the areas that have a value.

    Source: MHCLG 2019, The English Indices of Deprivation, technical report (rank 1 = most
    deprived).
    """

    settings = RankSettings
    main = "first"
    turn: ClassVar[Turn] = "before"

    def apply(self, values: FloatArray, settings: RankSettings) -> FloatArray:
        """Give ranks from 1; areas that tie share the least rank."""
        return rank_from_least(-values if settings.first == "highest" else values)


TRANSFORM = Rank()
