"""The columns of a snapshot: where and for how much each answer counts, and its int8 position."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from survey.arrays import ByteArray, IntArray
from survey.questionnaire.model import Questionnaire
from survey.responses.model import Submission
from survey.results.frames import Respondent, read_respondent
from survey.scoring.answers.codes import encode_answers
from survey.scoring.sample.records import Records, make_key, read_weights

ID = "id"
PLACE = ("household", "psu", "stratum", "weight", "household_weight")
RANDOM = (ID, "household", "psu")
"""Columns whose values hardly ever repeat; all others are written as dictionaries."""

ANSWER = "answer:"
"""Stands before a question's id, so that no question takes the name of another column."""

_TYPES = {
    ID: pa.binary(16),
    "household": pa.int64(),
    "psu": pa.int64(),
    "stratum": pa.dictionary(pa.int32(), pa.string()),
    "weight": pa.float64(),
    "household_weight": pa.float64(),
}


def list_columns(questions: Sequence[str]) -> list[str]:
    """Name the columns that hold the answers to these questions."""
    return [f"{ANSWER}{name}" for name in questions]


def list_questions(positions: pd.DataFrame) -> list[str]:
    """Name the questions of a frame of positions."""
    return [str(name) for name in positions.columns]


def make_schema(questions: Sequence[str]) -> Any:
    """Give the columns of a part and their types, in their order."""
    types = {**_TYPES, **{f"{ANSWER}{name}": pa.int8() for name in questions}}
    return pa.schema([pa.field(name, kept, nullable=False) for name, kept in types.items()])


def write_rows(
    questionnaire: Questionnaire, submissions: Sequence[Submission], now: datetime
) -> dict[str, Any]:
    """Lay answers out as one Arrow table per neighbourhood.

    Answers to another version count where this version still takes them; `now` is the moment at
    which that is judged. Raises MahallaError for weights that are no numbers ≥ 0.
    """
    people = [read_respondent(questionnaire, one, now) for one in submissions]
    positions = encode_answers(questionnaire, [one.answers for one in people])
    names = list_questions(positions)
    columns = _write_places(people)
    columns |= {f"{ANSWER}{name}": pa.array(positions[name].to_numpy()) for name in names}
    table = pa.table(columns, schema=make_schema(names))
    rows: dict[str, list[int]] = {}
    for row, one in enumerate(people):
        rows.setdefault(one.area, []).append(row)
    return {area: table.take(pa.array(own)) for area, own in rows.items()}


def merge_rows(tables: Sequence[Any]) -> Any:
    """Put tables of one neighbourhood together, by id; of records with one id the last stays."""
    table = pa.concat_tables(tables).unify_dictionaries()
    return _take(table, find_last(table))


def drop_rows(table: Any, ids: Collection[UUID]) -> Any:
    """Return a table without the records that have these ids."""
    return table.filter(pc.invert(_find(table, ids)))


def find_rows(table: Any, ids: Collection[UUID]) -> list[UUID]:
    """Return those of some ids that a table has."""
    return [UUID(bytes=one) for one in table.filter(_find(table, ids))[ID].to_pylist()]


def read_ids(table: Any) -> npt.NDArray[np.uint64]:
    """Return the ids of a table as two big-endian halves each; in their order ids are sorted."""
    array = table[ID].combine_chunks()
    halves = np.frombuffer(array.buffers()[1] or b"", dtype=">u8").reshape(-1, 2)
    return halves[array.offset : array.offset + len(array)]


def find_last(table: Any) -> IntArray:
    """Return the rows of a table in the order of ids, of equal ids the last one."""
    ids = read_ids(table)
    order = np.lexsort((ids[:, 1], ids[:, 0])).astype(np.int64)
    is_last = np.ones(len(order), dtype=np.bool_)
    is_last[:-1] = (ids[order[1:]] != ids[order[:-1]]).any(axis=1)
    return order[is_last]


def make_records(places: Mapping[str, Any]) -> Records:
    """Put the places of the records of some neighbourhoods side by side."""
    table = pa.concat_tables(list(places.values())).unify_dictionaries().combine_chunks()
    stratum = table["stratum"].combine_chunks()
    sizes = [len(one) for one in places.values()]
    return Records(
        areas=tuple(places),
        area=np.repeat(np.arange(len(sizes)), sizes),
        strata=tuple(stratum.dictionary.to_pylist()),
        stratum=stratum.indices.to_numpy().astype(np.int64),
        household=table["household"].to_numpy(),
        psu=table["psu"].to_numpy(),
        weight=table["weight"].to_numpy(),
        household_weight=table["household_weight"].to_numpy(),
    )


def join_answers(tables: Sequence[Any], questions: Sequence[str]) -> dict[str, ByteArray]:
    """Put the answers of some neighbourhoods one after the other, a byte each."""
    table = pa.concat_tables(tables)
    return {name: table[f"{ANSWER}{name}"].to_numpy().view(np.uint8) for name in questions}


def _write_places(people: Sequence[Respondent]) -> dict[str, Any]:
    """Write all but the answers; the key of a PSU is that of its household where it is one."""
    given = [1.0 if one.weight is None else one.weight for one in people]
    weights = pa.array(read_weights(pd.Series(given, [one.id for one in people])), pa.float64())
    homes = [make_key(one.area, one.home) for one in people]
    units = [
        home if one.unit == one.home else make_key("", one.unit)
        for one, home in zip(people, homes, strict=True)
    ]
    return {
        ID: pa.array([UUID(one.id).bytes for one in people], _TYPES[ID]),
        "household": pa.array(homes, pa.int64()),
        "psu": pa.array(units, pa.int64()),
        "stratum": pa.array([one.stratum for one in people]).dictionary_encode(),
        "weight": weights,
        "household_weight": weights,
    }


def _find(table: Any, ids: Collection[UUID]) -> Any:
    return pc.is_in(table[ID], value_set=pa.array([one.bytes for one in ids], _TYPES[ID]))


def _take(table: Any, rows: IntArray) -> Any:
    """Return these rows of a table, which costs nothing where they are all of it."""
    is_whole = len(rows) == len(table) and (np.diff(rows) == 1).all()
    return table if is_whole else table.take(pa.array(rows))
