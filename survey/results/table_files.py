"""Tables of figures as files: each as CSV and as Parquet, and all of them or none."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from survey.questionnaire.model import Questionnaire
from survey.results.rounding import round_frame
from survey.results.store import write_scores
from survey.results.whole import write_together

Tables = Mapping[str, pd.DataFrame]
"""Tables by the name of their files."""


def write_tables(folder: Path, tables: Tables, questionnaire: Questionnaire) -> None:
    """Write `<name>.csv` and `<name>.parquet` of every table into a folder, all or none.

    The same tables give the same bytes. Parquet files say in their metadata what questionnaire
    they come from. Raises MahallaError where the disk does not take them.
    """
    files: dict[Path, Callable[[Path], object]] = {}
    for name, whole in tables.items():
        frame = round_frame(whole)
        files[folder / f"{name}.csv"] = partial(_write_csv, frame)
        files[folder / f"{name}.parquet"] = partial(_write_parquet, frame, name, questionnaire)
    write_together(files)


def lay_columns(frame: pd.DataFrame) -> pa.Table:
    """Lay a frame out in Parquet's types: numbers, truths and texts; no number is null.

    Without rows a column may be of no type, which goes with any.
    """
    return pa.table({str(name): _lay_column(frame[name]) for name in frame})


def _lay_column(column: pd.Series) -> pa.Array:
    kind = column.dtype.kind
    if kind == "b":
        return pa.array(column.to_numpy(dtype=bool), pa.bool_())
    if kind in "iuf":
        return pa.array(column.to_numpy(dtype="float64"), pa.float64(), from_pandas=True)
    if kind == "O" and column.empty:
        return pa.nulls(0)
    return pa.array([None if value is None else str(value) for value in column], pa.string())


def _write_csv(frame: pd.DataFrame, file: Path) -> None:
    file.write_text(write_scores(frame), encoding="utf-8")


def _write_parquet(
    frame: pd.DataFrame, name: str, questionnaire: Questionnaire, file: Path
) -> None:
    metadata = {
        "mahalla.table": name,
        "mahalla.questionnaire": questionnaire.id,
        "mahalla.version": questionnaire.version,
        "mahalla.edition": questionnaire.edition,
    }
    pq.write_table(lay_columns(frame).replace_schema_metadata(metadata), file)
