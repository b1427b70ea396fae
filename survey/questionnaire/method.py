"""The method of a questionnaire, as its file declares it: design, indices, ranks and release."""

from dataclasses import dataclass
from typing import Literal

from survey.kinds.model import Settings
from survey.locale import Text

DomainPolarity = Literal["strength", "harm"]
Strata = Literal["stratum", "neighbourhood"]
RankMethod = Literal["joint", "differences"]
Profile = Literal["standard", "official"]


@dataclass(frozen=True)
class Variable:
    """A column of a table with one row an area; only with `unit: area`."""

    id: str
    title: Text


@dataclass(frozen=True)
class Margin:
    """How many people, or units, of each category the population has; `of` names the answers."""

    of: str
    totals: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class SampleDesign:
    """How the sample was drawn; texts name a column of the answers or a question, "" is none.

    `weights` are the factors of a design weight that are there: `probability` of the household,
    `eligible` and `interviewed` adults, `nonresponse`. `population` is the number of PSUs in the
    stratum of the population (or one per stratum, in `populations`), `second_population` that of
    households in the PSU. `trim` bounds raked weights to [median/trim, trim·median].
    """

    probability: str = ""
    eligible: str = ""
    interviewed: str = ""
    nonresponse: str = ""
    strata: Strata = "stratum"
    population: str = ""
    populations: tuple[tuple[str, float], ...] = ()
    second_population: str = ""
    margins: tuple[Margin, ...] = ()
    trim: float | None = 5.0

    @property
    def columns(self) -> tuple[str, ...]:
        """The names that it looks up in the answers, each once, in the order of the file."""
        factors = (self.probability, self.eligible, self.interviewed, self.nonresponse)
        sizes = (self.population, self.second_population)
        named = (*factors, *sizes, *(margin.of for margin in self.margins))
        return tuple(dict.fromkeys(name for name in named if name))


@dataclass(frozen=True)
class Index:
    """A figure made from questions, domains or other figures; `settings` are those of its kind."""

    id: str
    title: Text
    kind: str
    polarity: DomainPolarity
    settings: Settings


@dataclass(frozen=True)
class Ranks:
    """How areas are ranked; `level` is the joint confidence, `draws` and `seed` for differences."""

    method: RankMethod = "joint"
    level: float = 0.90
    draws: int = 5000
    seed: int = 1


@dataclass(frozen=True)
class Sensitivity:
    """How often the choices of the method are varied, and where chance starts."""

    draws: int = 500
    seed: int = 1


@dataclass(frozen=True)
class RollUp:
    """How a table of areas rolls up: the column of the larger area and that of the population."""

    to: str
    weight: str


@dataclass(frozen=True)
class Method:
    """All choices of the method besides questions and domains."""

    design: SampleDesign = SampleDesign()
    indices: tuple[Index, ...] = ()
    variables: tuple[Variable, ...] = ()
    roll_up: RollUp | None = None
    ranks: Ranks = Ranks()
    sensitivity: Sensitivity = Sensitivity()
    compare: tuple[tuple[str, str], ...] = ()
    release: Profile = "standard"
