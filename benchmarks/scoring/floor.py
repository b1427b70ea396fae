"""The floor: one pass over the bytes. Every column of every file is read and added up, no more."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import dataset

from survey.questionnaire.model import Questionnaire


def run_floor(folder: Path, _: Questionnaire) -> None:
    """Add everything up; whoever scores these answers must at least read them."""
    for batch in dataset.dataset(folder, format="parquet").to_batches():
        _add_up(batch)


def _add_up(batch: pa.RecordBatch) -> float:
    numbers = [column for column in batch.columns if pa.types.is_primitive(column.type)]
    return sum(float(pc.sum(column).as_py() or 0) for column in numbers)
