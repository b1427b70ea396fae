"""Who answered, as arrays: the area, household, PSU, stratum and weights of every response."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

import numpy as np
import pandas as pd

from survey.arrays import ByteArray, FloatArray, IntArray
from survey.errors import N_, MahallaError, Problem

KEY_BYTES = 8
WRONG_WEIGHT = N_(
    "The weight of response “%(response)s” is %(weight)s; give it a number of 0 or more."
)


@dataclass(frozen=True)
class RakedTo:
    """The margins that weights were raked to.

    `design_weight` is the weight before, `columns` (records x margins) the numbers of the
    categories of each record among the `width` of all margins. With `of_households` it is the
    household weights that were raked.
    """

    design_weight: FloatArray
    columns: IntArray
    width: int
    of_households: bool = False


@dataclass(frozen=True)
class Records:
    """Responses in the order of their ids; all arrays have one entry per response.

    `area` and `stratum` number the names in `areas` and `strata`. `household` and `psu` are keys
    that are equal exactly for the same household and the same PSU, in whatever partition they lie
    (see `make_key`). Weights are numbers ≥ 0; a record of weight 0 is not counted, but its PSU
    stays in the design. `population` is N_s, the PSUs of the record's stratum in the population,
    `second_population` M_c, the households of its PSU there; `margins` what weights are raked to.
    """

    areas: tuple[str, ...]
    area: IntArray
    strata: tuple[str, ...]
    stratum: IntArray
    household: IntArray
    psu: IntArray
    weight: FloatArray
    household_weight: FloatArray
    population: FloatArray | None = None
    second_population: FloatArray | None = None
    margins: RakedTo | None = None

    def __len__(self) -> int:
        """How many responses there are."""
        return len(self.area)


@dataclass(frozen=True)
class Partition:
    """Some responses, whole households, and their answers.

    `read` gives, for some questions, one byte per response each (survey/scoring/answers/codes.py).
    """

    records: Records
    read: Callable[[Sequence[str]], Mapping[str, ByteArray]]


def take_records(respondents: pd.DataFrame, margins: RakedTo | None = None) -> Records:
    """Take the responses of a table (see `score`), which is in the order of ids.

    A household is its name within its area; a PSU its name within its stratum, or the household
    where it is called like it. Raises MahallaError for weights that are no numbers ≥ 0.
    """
    areas, area = _number(respondents["area"])
    strata, stratum = _number(respondents["stratum"])
    homes, home = _number(respondents["household"])
    pairs, household = np.unique(area * max(len(homes), 1) + home, return_inverse=True)
    named = [(areas[pair // len(homes)], homes[pair % len(homes)]) for pair in pairs.tolist()]
    household_key = _keys([make_key(*names) for names in named])[household]
    psus, psu = _number(respondents["psu"])
    own = respondents["psu"].to_numpy() == respondents["household"].to_numpy()
    return Records(
        areas=areas,
        area=area,
        strata=strata,
        stratum=stratum,
        household=household_key,
        psu=np.where(own, household_key, _keys([make_key("", name) for name in psus])[psu]),
        weight=read_weights(respondents["weight"]),
        household_weight=read_weights(respondents["household_weight"]),
        population=_read_sizes(respondents, "population"),
        second_population=_read_sizes(respondents, "second_population"),
        margins=margins,
    )


def take_partition(
    respondents: pd.DataFrame, positions: pd.DataFrame, margins: RakedTo | None = None
) -> Partition:
    """Take a table of responses and one of int8 positions with the same index, by id."""

    def read(names: Sequence[str]) -> dict[str, ByteArray]:
        return {name: positions[name].to_numpy(dtype=np.int8).view(np.uint8) for name in names}

    return Partition(take_records(respondents, margins), read)


def hold(partition: Partition, names: Sequence[str]) -> Partition:
    """Read the answers to some questions once, and keep them."""
    given = partition.read(names)

    def read(some: Sequence[str]) -> dict[str, ByteArray]:
        return {name: given[name] for name in some}

    return replace(partition, read=read)


def make_key(area: str, name: str) -> int:
    """Make the key of a household of an area, or of a PSU (area ""): the same everywhere.

    64 bits of BLAKE2b: with ten million names two are alike once in 400,000 surveys.
    """
    digest = blake2b(f"{area}\0{name}".encode(), digest_size=KEY_BYTES).digest()
    return int.from_bytes(digest, "big", signed=True)


def read_weights(weights: pd.Series) -> FloatArray:
    """Return weights as numbers; raises MahallaError naming the responses where one is none."""
    numbers = weights.to_numpy(dtype=np.float64)
    wrong = np.flatnonzero(~(np.isfinite(numbers) & (numbers >= 0)))
    if len(wrong):
        raise MahallaError(
            *(
                Problem(WRONG_WEIGHT, {"response": str(name), "weight": str(number)})
                for name, number in zip(weights.index[wrong], numbers[wrong], strict=True)
            )
        )
    return numbers


def _read_sizes(respondents: pd.DataFrame, column: str) -> FloatArray | None:
    return respondents[column].to_numpy(dtype=np.float64) if column in respondents else None


def _keys(keys: list[int]) -> IntArray:
    return np.array(keys, dtype=np.int64)


def _number(names: pd.Series) -> tuple[tuple[str, ...], IntArray]:
    """Return the names in alphabetical order, and the number of each record's."""
    number, found = pd.factorize(names.astype("str"), sort=True)
    return tuple(str(name) for name in found), number.astype(np.int64)
