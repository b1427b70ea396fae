"""Min–max: where a value stands between two goalposts, given or found in the table."""

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from survey.arrays import FloatArray, np
from survey.errors import N_
from survey.kinds.model import Settings, refuse
from survey.transforms.model import Transform, Turn
from survey.transforms.ranking import count_known, is_flat


class MinMaxSettings(Settings):
    """The goalposts, and what the upper one is worth."""

    lowest: float | None = Field(
        None,
        description="What gives 0; the least of the table where not given.",
        allow_inf_nan=False,
    )
    highest: float | None = Field(
        None,
        description="What gives most; the most of the table where not given.",
        allow_inf_nan=False,
    )
    to: Literal[1, 100] = Field(100, description="What the highest is worth.")
    log: bool = Field(False, description="Are logarithms compared, of values and goalposts?")

    @model_validator(mode="after")
    def _check_order(self) -> "MinMaxSettings":
        if self.lowest is not None and self.highest is not None and self.lowest >= self.highest:
            raise refuse(
                N_(
                    "In the step `%(step)s` `lowest` must be smaller than `highest`. "
                    "Where less is better, write `polarity: negative`."
                )
            )
        posts = [post for post in (self.lowest, self.highest) if post is not None]
        if self.log and min(posts, default=1.0) <= 0:
            raise refuse(N_("Goalposts that are compared by `log` must be above 0."))
        return self


class MinMax(Transform[MinMaxSettings]):
    """`to · (x − lowest)/(highest − lowest)`, or the same of `ln x`, `ln lowest`, `ln highest`.

    Goalposts that are not given are the least and the most of the areas that have a value. Where
    they are one number (a single area, areas that are all alike) there is no result. Values beyond
    given goalposts go below 0 and above `to`: `cap` and `floor` hold them.
    Source: UNDP, Human Development Report, technical note 1 (dimension indices; income by its
    logarithm); OECD/JRC 2008, Handbook on Constructing Composite Indicators, §5.3.
    """

    settings = MinMaxSettings
    turn: ClassVar[Turn] = "after"

    def top(self, settings: MinMaxSettings) -> float:
        """Give what the highest is worth: 1 or 100."""
        return float(settings.to)

    def apply(self, values: FloatArray, settings: MinMaxSettings) -> FloatArray:
        """Give points, 0 to `to` between the goalposts."""
        scaled = take_log(values) if settings.log else values
        lowest, highest = _find_goalposts(scaled, settings)
        if not lowest < highest:
            return np.full(values.shape, np.nan)
        return settings.to * (scaled - lowest) / (highest - lowest)

    def slope(self, values: FloatArray, settings: MinMaxSettings) -> FloatArray:
        """Give `to/(highest − lowest)`, over x where logarithms are compared.

        There is none where the table gives a goalpost: every area would move it.
        """
        if settings.lowest is None or settings.highest is None:
            return super().slope(values, settings)
        lowest, highest = _find_goalposts(values, settings)
        inner = np.where(values > 0, values, np.nan) if settings.log else np.ones(values.shape)
        return np.where(np.isnan(values), np.nan, settings.to / (highest - lowest) / inner)


def take_log(values: FloatArray) -> FloatArray:
    """Give natural logarithms; NaN where a value has none."""
    return np.log(np.where(values > 0, values, np.nan))


def _find_goalposts(scaled: FloatArray, settings: MinMaxSettings) -> tuple[float, float]:
    """Return the goalposts on the scale of `scaled`: two equal ones where the table gives none."""
    posts = np.array([settings.lowest, settings.highest], dtype=np.float64)
    lowest, highest = np.log(posts) if settings.log else posts
    is_open = np.isnan(posts)
    if (is_open.any() and count_known(scaled) < 2) or (is_open.all() and is_flat(scaled)):
        return 0.0, 0.0
    least = np.nanmin(scaled) if np.isnan(lowest) else lowest
    most = np.nanmax(scaled) if np.isnan(highest) else highest
    return float(least), float(most)


TRANSFORM = MinMax()
