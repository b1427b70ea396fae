"""How large the population is that a sample was drawn from, checked against the sample."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from survey.arrays import FloatArray, IntArray
from survey.errors import N_, MahallaError, Problem
from survey.scoring.sample.declared import Declared, list_some
from survey.scoring.sample.records import Records
from survey.scoring.sample.weights import NAMED

NO_SIZE = N_(
    "`design: population` has no number for the strata %(strata)s. Add how many PSUs they have in "
    "the population."
)
STRATUM_VARIES = N_(
    "The number of PSUs in the population varies inside the stratum “%(name)s”: “%(column)s” says "
    "both %(lowest)s and %(highest)s. Give one number throughout a stratum."
)
STRATUM_SMALL = N_(
    "The stratum “%(name)s” has fewer PSUs in the population (“%(column)s” says %(lowest)s) than "
    "in the sample (%(drawn)s). Correct the number."
)
PSU_VARIES = N_(
    "The number of households in the population varies inside the PSU of response “%(name)s”: "
    "“%(column)s” says both %(lowest)s and %(highest)s. Give one number throughout a PSU."
)
PSU_SMALL = N_(
    "The PSU of response “%(name)s” has fewer households in the population (“%(column)s” says "
    "%(lowest)s) than in the sample (%(drawn)s). Correct the number."
)


def add_sizes(records: Records, declared: Declared) -> Records:
    """Add N_s and M_c to responses, where the design declares them.

    PSUs and households are in the sample whatever their weight. Raises MahallaError for numbers
    that are missing, that vary inside a stratum or PSU, or that are smaller than the sample.
    """
    design = declared.design
    population = _read_population(records, declared)
    second = declared.read_numbers(design.second_population)
    if population is not None:
        strata = _Drawn(records.stratum, records.psu, population)
        column = design.population or "design: population"
        strata.check(column, lambda row: records.strata[records.stratum[row]] or "–", _STRATUM)
    if second is not None:
        numbers = pd.Series(records.psu).groupby([records.stratum, records.psu]).ngroup()
        psus = _Drawn(numbers.to_numpy().astype(np.int64), records.household, second)
        psus.check(design.second_population, declared.name, _PSU)
    return replace(records, population=population, second_population=second)


def _read_population(records: Records, declared: Declared) -> FloatArray | None:
    sizes = dict(declared.design.populations)
    if not sizes:
        return declared.read_numbers(declared.design.population)
    names = [records.strata[number] for number in np.unique(records.stratum)]
    unknown = [f"“{name}”" for name in names if name not in sizes]
    if unknown:
        raise MahallaError(Problem(NO_SIZE, {"strata": list_some(unknown)}))
    return np.array([sizes.get(name, np.nan) for name in records.strata])[records.stratum]


@dataclass(frozen=True)
class _Sentences:
    varies: str
    small: str


_STRATUM = _Sentences(STRATUM_VARIES, STRATUM_SMALL)
_PSU = _Sentences(PSU_VARIES, PSU_SMALL)


@dataclass(frozen=True)
class _Drawn:
    """Units drawn from parents: of every response the parent, the unit, and how many it has."""

    parent: IntArray
    unit: IntArray
    there: FloatArray

    def check(self, column: str, name: Callable[[int], str], sentences: _Sentences) -> None:
        """Refuse what varies or is too small, ten at most; `name` is that of a row's parent."""
        rows, parent = np.unique(self.parent, return_index=True, return_inverse=True)[1:]
        sizes = pd.Series(self.there).groupby(parent)
        low, high = sizes.min().to_numpy(), sizes.max().to_numpy()
        drawn = pd.Series(self.unit).groupby(parent).nunique().to_numpy()
        problems = []
        for place in np.flatnonzero((low < high) | (low < drawn))[:NAMED].tolist():
            values = {"column": column, "name": name(rows[place]), "drawn": drawn[place]}
            values |= {"lowest": f"{low[place]:g}", "highest": f"{high[place]:g}"}
            varies = low[place] < high[place]
            problems.append(Problem(sentences.varies if varies else sentences.small, values))
        if problems:
            raise MahallaError(*problems)
