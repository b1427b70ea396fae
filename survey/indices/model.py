"""What every kind of index says of itself: its YAML keys, what it takes and how it is computed."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, Protocol

from survey.arrays import BoolArray, FloatArray
from survey.kinds.model import Settings

Measure = Literal["mean", "share", "ratio", "count"]
"""A mean is on 0-100 with a t interval, a share on 0-1 with Korn–Graubard's, a ratio of means.

A count is never printed: it is there to decide what of the others may be.
"""


class Asked(Protocol):
    """What an index needs to know of a question to choose it."""

    @property
    def id(self) -> str:
        """The question's name."""
        ...

    @property
    def kind(self) -> str:
        """The kind of question."""
        ...


@dataclass(frozen=True)
class Answers:
    """The answers of some respondents or households to the questions of an index.

    `scores` is records x questions on 0-100 in the domain's direction (in a harm domain 100 is
    the most harm; a stoplight is 0, 50 or 100 from red to green), NaN without a substantive
    answer. `applicable` is False where the question does not apply. `severities` and `names` have
    one entry per question.
    """

    names: tuple[str, ...]
    scores: FloatArray
    applicable: BoolArray
    severities: FloatArray


@dataclass(frozen=True)
class Column:
    """One value per record, to be averaged in every area; NaN is outside the figure.

    A `ratio` is the mean of `values` over the mean of the column named `over`. The column without
    a name is the index itself.
    """

    name: str
    measure: Measure
    values: FloatArray
    over: str | None = None


@dataclass(frozen=True)
class Combined:
    """An index of areas: its value per area, and how it moves with each of its components.

    `slopes` is areas x components, ∂value/∂component; NaN where there is no such thing, as behind
    a rank. `coverage` is the share of the weight that was there, 0-1.
    """

    value: FloatArray
    slopes: FloatArray
    coverage: FloatArray


class RecordIndex(ABC):
    """A kind of index that every respondent or household has a value of.

    `level` says whose values are averaged: one record a household, with the household weight, or
    every person. With `as_coded` the scores it gets follow the codes, whatever the polarity.
    `polarity` is what every index of the kind is: a high value is good, or it is harm. One of harm
    is made from domains of harms alone, and weighs questions by their severities.

    What follows is for deciding what may be shown: `nested` names shares of which each holds the
    one before; `among` is the share of those of whom the means speak, the others being 0 in them;
    `crossed` are what the counts by question, and the shares of those among `among`, begin with.
    With `averages` a mean is the average of its questions' own shares of the best answer.
    """

    settings: ClassVar[type[Settings]] = Settings
    level: ClassVar[Literal["person", "household"]] = "person"
    as_coded: ClassVar[bool] = False
    polarity: ClassVar[Literal["strength", "harm"]] = "strength"
    nested: ClassVar[tuple[str, ...]] = ()
    among: ClassVar[str | None] = None
    crossed: ClassVar[tuple[str, str] | None] = None
    averages: ClassVar[str | None] = None

    @abstractmethod
    def choose(self, settings: Settings, domains: Mapping[str, Sequence[Asked]]) -> list[str]:
        """Name the questions it is made from; `domains` holds those asked, by domain ("" none).

        Raises MahallaError where there is none, or one that cannot be.
        """

    @abstractmethod
    def score(self, answers: Answers, settings: Settings) -> tuple[Column, ...]:
        """Compute the columns of some records; each record by itself."""

    def find_bar(self, settings: Settings, severities: FloatArray) -> float:
        """Return the severity from which a record is `among`; 0 where that is no matter of it."""
        return 0.0


class AreaIndex(ABC):
    """A kind of index that is made from other figures of the same area."""

    settings: ClassVar[type[Settings]] = Settings

    @abstractmethod
    def choose(self, settings: Settings) -> list[str]:
        """Name the domains, variables or indices it is made from."""

    @abstractmethod
    def turned(self, settings: Settings) -> list[bool]:
        """Tell of each of them whether more of it counts as less."""

    @abstractmethod
    def fill(self, settings: Settings, weights: Mapping[str, float]) -> Settings:
        """Give what it is made from, and has no weight in it, the weight it has by itself."""

    @abstractmethod
    def keeps_scale(self, settings: Settings) -> bool:
        """Tell whether it is on 0-100 wherever all that it is made from is."""

    @abstractmethod
    def combine(self, values: FloatArray, settings: Settings) -> Combined:
        """Combine areas x components, in the order of `choose`; NaN is missing."""


IndexKind = RecordIndex | AreaIndex
