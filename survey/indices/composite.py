"""Composite: several figures of an area drawn together into one, as published indices are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from survey.arrays import BoolArray, FloatArray, np
from survey.errors import N_
from survey.indices.model import AreaIndex, Combined
from survey.kinds.model import Settings, refuse
from survey.transforms.model import Step
from survey.transforms.steps import StepKey, find_top, run_steps, turn_steps

Aggregate = Literal["arithmetic", "geometric", "sum"]
Steps = Annotated[tuple[StepKey, ...], Field(strict=False)]
Weight = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Component(Settings):
    """One figure that goes in: where it comes from, how much it weighs, what is done to it first.

    Without a weight of its own it has that of the domain or index it names, 1 for a variable.
    """

    take: str = Field(description="A domain, a variable, or an index above this one.")
    weight: Weight | None = Field(None, description="Its weight; a domain's own where not given.")
    polarity: Literal["positive", "negative"] = Field(
        "positive", description="Is a high value good for the index, or does it count as low?"
    )
    steps: Steps = Field((), description="What is done to the values before, in order.")

    @property
    def turned_steps(self) -> tuple[Step, ...]:
        """The steps with the polarity in them."""
        return turn_steps(self.steps) if self.polarity == "negative" else self.steps


def _spell_out(raw: Any) -> Any:
    """Let `water` be short for `{take: water}`."""
    return {"take": raw} if isinstance(raw, str) else raw


ComponentKey = Annotated[Component, BeforeValidator(_spell_out)]


class CompositeSettings(Settings):
    """What a composite is made of, and how it is put together."""

    of: Annotated[tuple[ComponentKey, ...], Field(strict=False)] = Field(
        description="What it is made of."
    )
    aggregate: Aggregate = Field("arithmetic", description="How the components are put together.")
    normalise_weights: bool = Field(
        True, description="Are weights divided by their sum? False takes them as given."
    )
    renormalise: bool = Field(
        False, description="Do the others take over the weight of a missing component?"
    )
    floor: Annotated[float, Field(ge=0, allow_inf_nan=False)] = Field(
        1.0, description="The least value inside a geometric mean; 0 for components on 0 to 1."
    )
    steps: Steps = Field((), description="What is done to the result, in order.")

    @field_validator("of")
    @classmethod
    def _check_weights(cls, of: tuple[Component, ...]) -> tuple[Component, ...]:
        if all(part.weight == 0 for part in of):
            raise refuse(N_("Nothing here has a weight. Name a component of weight above 0."))
        return of

    @model_validator(mode="after")
    def _check_floor(self) -> "CompositeSettings":
        tops = [find_top(part.turned_steps) for part in self.of]
        if self.aggregate == "geometric" and self.floor >= 1 and 1 in tops:
            raise refuse(
                N_(
                    "A component on 0 to 1 would always count as the floor of the geometric mean. "
                    "Write `floor: 0`, or `to: 100` in its step."
                )
            )
        return self

    @property
    def weights(self) -> FloatArray:
        """One weight per component."""
        return np.array([1.0 if part.weight is None else part.weight for part in self.of])


class Composite(AreaIndex):
    """Steps on each component, a weighted aggregate of them, steps on the result (SCORING §8).

    Source: OECD/JRC 2008, Handbook on Constructing Composite Indicators, chapters 5 and 6.
    """

    settings = CompositeSettings

    def choose(self, settings: Settings) -> list[str]:
        """Name the domains, variables and indices it is made of."""
        assert isinstance(settings, CompositeSettings)
        return [part.take for part in settings.of]

    def turned(self, settings: Settings) -> list[bool]:
        """Tell which components have a negative polarity."""
        assert isinstance(settings, CompositeSettings)
        return [part.polarity == "negative" for part in settings.of]

    def fill(self, settings: Settings, weights: Mapping[str, float]) -> CompositeSettings:
        """Give components without a weight of their own that of the domain or index they name."""
        assert isinstance(settings, CompositeSettings)
        return fill_weights(settings, weights)

    def keeps_scale(self, settings: Settings) -> bool:
        """Tell whether it is a mean of its components as they are, or turned round."""
        assert isinstance(settings, CompositeSettings)
        is_plain = not settings.steps and not any(part.steps for part in settings.of)
        return is_plain and settings.aggregate != "sum" and settings.normalise_weights

    def combine(self, values: FloatArray, settings: Settings) -> Combined:
        """Combine areas × components, in the components' units; NaN is missing.

        Without all components that weigh something there is no result, or, with `renormalise`,
        that of those present. Slopes of components that are not there are 0, so that their
        influences (missing as well) can be left out.
        """
        assert isinstance(settings, CompositeSettings)
        stepped = [
            run_steps(part.turned_steps, values[:, place]) for place, part in enumerate(settings.of)
        ]
        y = np.stack([one.value for one in stepped], axis=1)
        inner = np.stack([one.slope for one in stepped], axis=1)
        shared = share_weights(~np.isnan(y), settings)
        aggregate, middle = _aggregate(y, shared, settings)
        result = run_steps(settings.steps, aggregate)
        slopes = np.where(shared.there > 0, middle * inner, 0.0) * result.slope[:, None]
        slopes[np.isnan(result.value)] = np.nan
        return Combined(result.value, slopes, shared.coverage)


@dataclass(frozen=True)
class Shared:
    """The weights of the components that are there (areas × components, 0 elsewhere).

    `divisor` per area makes them add up as they should; NaN where the area gets no result.
    `coverage` is the share of the weight that is there, 0–1.
    """

    there: FloatArray
    divisor: FloatArray
    coverage: FloatArray


def share_weights(present: BoolArray, settings: CompositeSettings) -> Shared:
    """Share the weights out among the components that are there.

    Where one is missing the area has no result, unless `renormalise` hands its weight to the
    others in proportion to theirs. Weights add up to 1 where they are normalised, otherwise to
    the sum of those given. A component of weight 0 may be missing.
    Source: OECD/JRC 2008, Handbook on Constructing Composite Indicators, chapters 3 and 6.
    """
    weights = np.broadcast_to(settings.weights, present.shape)
    there = np.where(present, weights, 0.0)
    coverage = there.sum(axis=1) / weights.sum(axis=1)
    is_whole = (present | (weights == 0)).all(axis=1)
    is_usable = coverage > 0 if settings.renormalise else is_whole
    is_mean = settings.normalise_weights and settings.aggregate != "sum"
    divisor = there.sum(axis=1) if is_mean else coverage
    return Shared(there, np.where(is_usable, divisor, np.nan), coverage)


def fill_weights(settings: CompositeSettings, weights: Mapping[str, float]) -> CompositeSettings:
    """Give components without a weight of their own that of the domain or index they name."""
    parts = tuple(
        part.model_copy(update={"weight": weights.get(part.take, 1.0)})
        if part.weight is None
        else part
        for part in settings.of
    )
    return settings.model_copy(update={"of": parts})


def _aggregate(
    y: FloatArray, shared: Shared, settings: CompositeSettings
) -> tuple[FloatArray, FloatArray]:
    """Put components together: the value per area and its slopes (areas × components).

    Arithmetic mean and sum: `Σ v y / Σ v`, slopes `v / Σ v`. Geometric mean: on `z = max(y, floor)`
    `G = e^{Σ v ln z / Σ v}`, slopes `G v / (z Σ v)`, 0 where the floor holds; G is 0 where one
    z is 0. Σ v is 1 where the weights are taken as given.
    Source: OECD/JRC 2008, Handbook on Constructing Composite Indicators, §6.4; the slopes are the
    first derivatives (Särndal, Swensson & Wretman 1992, §5.5, linearisation).
    """
    share = shared.there / shared.divisor[:, None]
    if settings.aggregate != "geometric":
        weighed = shared.there * np.where(shared.there > 0, y, 0.0)
        return weighed.sum(axis=1) / shared.divisor, share
    z = np.where(shared.there > 0, np.maximum(y, settings.floor), 1.0)
    with np.errstate(divide="ignore"):
        value = np.exp((shared.there * np.log(z)).sum(axis=1) / shared.divisor)
    is_free = y > settings.floor
    slopes = np.where(is_free, share * value[:, None] / np.where(is_free, z, 1.0), 0.0)
    return value, slopes


INDEX = Composite()
