"""The keys by which a questionnaire file declares its method: design, indices, ranks, release."""

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from survey.questionnaire.method import DomainPolarity, Profile, RankMethod, Strata
from survey.questionnaire.schema import Id, Part, Words

Count = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Totals = Annotated[dict[str, Count], Field(min_length=1)]


def _tag_of(raw: Any) -> str:
    return "numbers" if isinstance(raw, dict) else "name"


NameOrNumbers = Annotated[
    Annotated[str, Tag("name")] | Annotated[Totals, Tag("numbers")], Discriminator(_tag_of)
]
"""The name of a column or question, or a number for each of several names."""


class VariablePart(Part):
    """A column of a table of areas."""

    title: Words


class DesignPart(Part):
    """How the sample was drawn. A name is a column of the table of answers, or a question."""

    probability: str = Field("", description="The chance with which the household was drawn.")
    eligible: str = Field("", description="How many could have been interviewed there.")
    interviewed: str = Field("", description="How many of them were; 1 without it.")
    nonresponse: str = Field("", description="A factor for those who could not be interviewed.")
    strata: Strata = Field("stratum", description="Is every neighbourhood a stratum?")
    population: NameOrNumbers = Field(
        "", description="How many PSUs the stratum has in the population; or a number a stratum."
    )
    second_population: str = Field("", description="How many households the PSU really has.")
    margins: dict[str, Totals] = Field({}, description="What weights are raked to.")
    trim: Annotated[float, Field(ge=1)] | None = Field(
        5.0, description="Raked weights stay within median / trim and median x trim."
    )


class IndexPart(Part):
    """A figure made from others; the keys of its kind stand beside these."""

    title: Words
    polarity: DomainPolarity = Field("strength", description="Is a high value good, or harm?")


class RanksPart(Part):
    """How areas are ranked."""

    method: RankMethod = Field("joint", description="By joint intervals, or by differences.")
    level: Annotated[float, Field(ge=0.5, lt=1)] = Field(0.9, description="The joint confidence.")
    draws: Annotated[int, Field(ge=1000, le=100_000)] = Field(
        5000, description="How many draws differences are judged by."
    )
    seed: Annotated[int, Field(ge=0)] = Field(1, description="Where chance starts.")


class SensitivityPart(Part):
    """How often the method's choices are varied."""

    draws: Annotated[int, Field(ge=0, le=100_000)] = Field(500, description="0 for none.")
    seed: Annotated[int, Field(ge=0)] = Field(1, description="Where chance starts.")


class ComparePart(Part):
    """Which question of an earlier version a question is compared with."""

    items: dict[Id, Id] = Field({}, description="The id here: the id there.")


class RollUpPart(Part):
    """How areas are added up to larger ones."""

    to: str = Field(description="The column that names the larger area.")
    weight: str = Field(description="The column with the number of people.")


class MethodPart(Part):
    """The keys of a file that say how it is scored."""

    variables: dict[Id, VariablePart] = Field({})
    design: DesignPart = Field(DesignPart())
    roll_up: RollUpPart | None = None
    ranks: RanksPart = Field(RanksPart())
    sensitivity: SensitivityPart = Field(SensitivityPart())
    compare: ComparePart = Field(ComparePart())
    release: Profile = Field("standard", description="Which rules decide what is shown.")
