"""Ours: from the Parquet files to all estimates of all questions and domains in all areas."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import dataset

from benchmarks.scoring.task import Answer, list_figures
from survey.arrays import ByteArray, FloatArray, IntArray
from survey.questionnaire.model import Questionnaire
from survey.scoring.estimates import estimate_partitions
from survey.scoring.records import Partition, Records
from survey.scoring.score import score_partitions

ROWS = 250_000
"""Responses that are summed up together: files of small areas are read many at a time."""


def run_ours(folder: Path, questionnaire: Questionnaire) -> Answer:
    """Estimate the means, standard errors and intervals of all questions and domains."""
    partitions = open_partitions(folder)
    found = {one.index: one for one in estimate_partitions(questionnaire, partitions, {})}
    estimates = [found[name].estimates for name in list_figures(questionnaire)]
    names = found[questionnaire.domains[0].id].areas
    areas = [place for place, area in enumerate(names) if area != "all"]
    return Answer(
        np.column_stack([one.mean[areas] for one in estimates]),
        np.column_stack([one.se[areas] for one in estimates]),
    )


def run_two_way(folder: Path, questionnaire: Questionnaire) -> Answer:
    """Do the same by the product's own rule for gaps."""
    return run_ours(folder, _fill_two_way(questionnaire))


def run_released(folder: Path, questionnaire: Questionnaire) -> None:
    """Do all that the product does: two-way, every answer's share, silences, what to withhold."""
    partitions = open_partitions(folder)
    frame = score_partitions(_fill_two_way(questionnaire), partitions, {}).frame
    assert len(frame)


def _fill_two_way(questionnaire: Questionnaire) -> Questionnaire:
    domains = tuple(replace(domain, rule="two_way") for domain in questionnaire.domains)
    return replace(questionnaire, domains=domains)


def open_partitions(folder: Path) -> Iterator[Partition]:
    """Open the files of neighbouring areas as one partition, up to `ROWS` responses or one file."""
    gathered: list[dataset.Fragment] = []
    rows = 0
    whole = dataset.dataset(folder, format="parquet", partitioning="hive")
    for fragment in sorted(whole.get_fragments(), key=lambda fragment: str(fragment.path)):
        size = fragment.count_rows()
        if gathered and rows + size > ROWS:
            yield _open(whole, gathered)
            gathered, rows = [], 0
        gathered.append(fragment)
        rows += size
    yield _open(whole, gathered)


def _open(whole: dataset.Dataset, fragments: Sequence[dataset.Fragment]) -> Partition:
    part = dataset.FileSystemDataset(fragments, whole.schema, fragments[0].format)

    def read(names: Sequence[str]) -> Mapping[str, ByteArray]:
        table = part.to_table(columns=list(names))
        return {name: table[name].to_numpy().view(np.uint8) for name in names}

    return Partition(_read_records(part), read)


def _read_records(part: dataset.Dataset) -> Records:
    table = part.to_table(
        columns=["area", "stratum", "household", "psu", "weight", "household_weight"]
    )
    areas, area = _number(table["area"])
    strata, stratum = _number(table["stratum"])
    return Records(
        areas=areas,
        area=area,
        strata=strata,
        stratum=stratum,
        household=table["household"].to_numpy(),
        psu=table["psu"].to_numpy(),
        weight=_floats(table["weight"]),
        household_weight=_floats(table["household_weight"]),
    )


def _number(column: pa.ChunkedArray) -> tuple[tuple[str, ...], IntArray]:
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    coded = column.unify_dictionaries().combine_chunks()
    return tuple(coded.dictionary.to_pylist()), coded.indices.to_numpy().astype(np.int64)


def _floats(column: pa.ChunkedArray) -> FloatArray:
    numbers: FloatArray = column.to_numpy()
    return numbers
