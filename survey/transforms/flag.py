"""Flag: 1 where a value reaches a limit and 0 where it does not, to be counted."""

from pydantic import Field

from survey.arrays import FloatArray, np
from survey.kinds.model import Settings
from survey.transforms.model import Transform


class FlagSettings(Settings):
    """The limit."""

    at_least: float = Field(description="The least value that is flagged.", allow_inf_nan=False)


class Flag(Transform[FlagSettings]):
    """`1` where `x ≥ at_least`, otherwise `0`; what differs by less than 1e-13 of it is equal.

    Source: Flanagan et al. 2011, A Social Vulnerability Index for Disaster Management (areas at or
    above the 90th percentile are flagged).
    """

    settings = FlagSettings
    main = "at_least"

    def apply(self, values: FloatArray, settings: FlagSettings) -> FloatArray:
        """Give 0 or 1."""
        limit = settings.at_least
        reached = (values >= limit) | np.isclose(values, limit, rtol=1e-13, atol=0.0)
        return np.where(np.isnan(values), np.nan, reached)


TRANSFORM = Flag()
