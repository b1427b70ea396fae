"""Weights and sizes made from the design that a questionnaire declares (SCORING §3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import pandas as pd

from survey.arrays import FloatArray, IntArray
from survey.questionnaire.method import SampleDesign
from survey.questionnaire.model import Questionnaire
from survey.scoring.sample.calibration import number_columns
from survey.scoring.sample.declared import DESIGN, Declared
from survey.scoring.sample.raking import Margin, rake
from survey.scoring.sample.records import Partition, RakedTo, Records, take_partition
from survey.scoring.sample.sizes import add_sizes
from survey.scoring.sample.trimming import trim
from survey.scoring.sample.weights import kish_size, make_weights, weight_effect

Source = Literal["none", "column", "factors"]


@dataclass(frozen=True)
class Weighting:
    """How weights were made, for the table `method`; with `unit: household` those of households.

    They come from a column of the table, from the `factors` of the design, or from nowhere: then
    all are 1. `deff` is Kish's factor and `n_kish` his effective number, NaN where nobody counts;
    `rounds` of raking and `trimmed` weights are 0 where there was none; `scales` says by margin
    what its totals were multiplied with to add up to as much as those of the first.
    """

    source: Source
    deff: float
    n_kish: float
    rounds: int = 0
    trimmed: int = 0
    scales: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_weighted(self) -> bool:
        """Whether the report may speak of the population; else it says “unweighted”."""
        return self.source != "none" or bool(self.scales)


@dataclass(frozen=True)
class Prepared:
    """Responses with their final weights, and how these were made."""

    partition: Partition
    weighting: Weighting


def prepare(
    questionnaire: Questionnaire, respondents: pd.DataFrame, positions: pd.DataFrame
) -> Prepared:
    """Give responses the weights and sizes that the questionnaire's `design` declares.

    The frames are those of `score`. For each name in `questionnaire.method.design.columns`,
    `respondents` has a column `design:<name>`: a number or a text (of a question, the stored
    answer), None or NaN where there is none. Raises what `weigh` raises.
    """
    respondents = respondents.sort_index()
    partition = take_partition(respondents, positions.loc[respondents.index])
    columns = respondents.filter(like=DESIGN)
    records, weighting = weigh(questionnaire, partition.records, columns)
    return Prepared(replace(partition, records=records), weighting)


def weigh(
    questionnaire: Questionnaire, records: Records, columns: pd.DataFrame
) -> tuple[Records, Weighting]:
    """Give all responses of a survey their strata, sizes and final weights.

    `columns` are those of the design (see `prepare`), indexed by the ids of the responses, in the
    order of `records`. Declared factors take the place of given weights: 1/P · eligible/interviewed
    · factor for persons, 1/P · factor for households, which have that of their first record. With
    `unit: household` the weights of households are raked and everybody there has them, else those
    of persons. Weights made from factors or margins are trimmed within strata. Raises MahallaError
    for columns, numbers and answers that are not there, and for factors, sizes and margins that
    cannot be. Source: Kish 1965, §11.3; Deming & Stephan 1940; Potter 1990.
    """
    declared = Declared(questionnaire, columns)
    if declared.design.strata == "neighbourhood":
        records = replace(records, strata=records.areas, stratum=records.area)
    records = _add_factors(add_sizes(records, declared), declared)
    source = _find_source(declared.design, records)
    if questionnaire.unit == "household":
        return _weigh_households(records, declared, source)
    return _weigh_persons(records, declared, source)


def _add_factors(records: Records, declared: Declared) -> Records:
    """Put weights made from the declared factors in the place of the given ones."""
    design = declared.design
    if not _has_factors(design):
        return records
    chance, factor = map(declared.read_numbers, (design.probability, design.nonresponse))
    adults, seen = map(declared.read_numbers, (design.eligible, design.interviewed))
    ids = declared.columns.index.astype("str").tolist()
    return replace(
        records,
        weight=make_weights(ids, chance, adults, seen, factor),
        household_weight=make_weights(ids, chance, nonresponse=factor),
    )


def _weigh_persons(
    records: Records, declared: Declared, source: Source
) -> tuple[Records, Weighting]:
    final = _adjust(records.weight, records.stratum, declared)
    home = records.household_weight
    if _has_factors(declared.design):
        first, member = _find_homes(records)
        home = _trim(_keep(home, first), records.stratum, declared.design, ()).weights
        home = home[first][member]
    records = replace(records, weight=final.weights, household_weight=home, margins=final.margins)
    return records, final.describe(source)


def _weigh_households(
    records: Records, declared: Declared, source: Source
) -> tuple[Records, Weighting]:
    first, member = _find_homes(records)
    final = _adjust(_keep(records.household_weight, first), records.stratum, declared)
    if _is_adjusted(declared.design):
        home = final.weights[first][member]
        records = replace(records, weight=home, household_weight=home, margins=final.margins)
    return records, final.describe(source)


@dataclass(frozen=True)
class _Final:
    """Weights raked and trimmed; `margins` is what they were raked to."""

    weights: FloatArray
    margins: RakedTo | None = None
    rounds: int = 0
    trimmed: int = 0
    scales: Mapping[str, float] = field(default_factory=dict)

    def describe(self, source: Source) -> Weighting:
        """Say how they were made."""
        deff, size = weight_effect(self.weights), kish_size(self.weights)
        return Weighting(source, deff, size, self.rounds, self.trimmed, self.scales)


def _adjust(weights: FloatArray, stratum: IntArray, declared: Declared) -> _Final:
    """Rake and trim weights; given weights without margins are left as they are."""
    design = declared.design
    if not _is_adjusted(design):
        return _Final(weights)
    margins = declared.read_margins(weights > 0)
    made = _trim(weights, stratum, design, margins)
    if not margins:
        return made
    columns, width = number_columns(margins)
    raked_to = RakedTo(weights, columns, width, declared.questionnaire.unit == "household")
    return replace(made, margins=raked_to)


def _trim(
    weights: FloatArray, stratum: IntArray, design: SampleDesign, margins: Sequence[Margin]
) -> _Final:
    """Rake weights, and trim them where the design does not forbid it."""
    names = [margin.name for margin in margins]
    if design.trim is None:
        raked = rake(weights, margins)
        return _Final(raked.weights, rounds=raked.rounds, scales=_pair(names, raked.scales))
    made = trim(weights, stratum, margins, design.trim)
    scales = _pair(names, made.scales)
    return _Final(made.weights, rounds=made.rounds, trimmed=made.trimmed, scales=scales)


def _pair(names: Sequence[str], scales: Sequence[float]) -> dict[str, float]:
    return dict(zip(names, scales, strict=True))


def _find_source(design: SampleDesign, records: Records) -> Source:
    if _has_factors(design):
        return "factors"
    return "column" if (records.weight != 1).any() else "none"


def _has_factors(design: SampleDesign) -> bool:
    factors = (design.probability, design.eligible, design.interviewed, design.nonresponse)
    return any(factors)


def _is_adjusted(design: SampleDesign) -> bool:
    return _has_factors(design) or bool(design.margins)


def _find_homes(records: Records) -> tuple[IntArray, IntArray]:
    """Return the first record of every household, and the household of every record."""
    _, first, member = np.unique(records.household, return_index=True, return_inverse=True)
    return first.astype(np.int64), member.astype(np.int64)


def _keep(weights: FloatArray, first: IntArray) -> FloatArray:
    """Return the weights of these records, and 0 for all others."""
    kept = np.zeros(len(weights))
    kept[first] = weights[first]
    return kept
