"""Scoring on Spark: every partition is read and summed by a task, sums merge task by task."""

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import pandas as pd
import pyarrow as pa
from pyspark.sql import SparkSession

from survey.cluster.rounds import Engine, Open

T = TypeVar("T")

SUMS = "name string, sums binary"
"""The columns that travel: what is summed, and its sums, pickled."""


def use_spark(session: SparkSession, partitions: Sequence[Open]) -> Engine:
    """Make an engine of a Spark session; `partitions` are called on its workers.

    A household must lie in one of them, and there must be one response or more.
    """
    # Numbers rather than descriptions, because a range alone puts exactly one into each partition.
    numbers = session.range(0, len(partitions), 1, len(partitions))

    def run(
        work: Callable[[Open], Mapping[str, T]], merge: Callable[[Sequence[T]], T]
    ) -> Mapping[str, T]:
        def sum_up(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for batch in batches:
                for number in batch["id"].to_pylist():
                    for name, sums in work(partitions[number]).items():
                        yield pa.RecordBatch.from_pydict(_write(name, sums))

        def join(parts: pd.DataFrame) -> pd.DataFrame:
            merged = merge([pickle.loads(sums) for sums in parts["sums"]])
            return pd.DataFrame(_write(parts["name"].iloc[0], merged))

        summed = numbers.mapInArrow(sum_up, SUMS)
        rows = summed.groupBy("name").applyInPandas(join, SUMS).collect()
        return {row["name"]: pickle.loads(row["sums"]) for row in rows}

    return run


def _write(name: str, sums: Any) -> dict[str, list[Any]]:
    return {"name": [name], "sums": [pickle.dumps(sums)]}
