"""The files of a snapshot: parts that are written whole or not at all, and the list of them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from fcntl import LOCK_EX, flock
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq

from survey.arrays import IntArray
from survey.responses.changes import START, Mark
from survey.results.snapshot_layout import ID, RANDOM, find_last
from survey.results.whole import write_whole

STATE = "_state.json"
"""Readers of Parquet folders pass over names that begin like this."""

MANY = 20_000
"""A part with so many records is read by several threads; below, starting them costs more."""

LONGEST = 200
"""How long the name of a folder may be; file systems take 255 bytes."""

Parts = Mapping[str, tuple["Part", ...]]
"""The parts of each neighbourhood, the oldest first."""


@dataclass(frozen=True)
class Part:
    """A Parquet file with answers of one neighbourhood. Its number is never given again."""

    number: int
    rows: int

    @property
    def name(self) -> str:
        """What the file is called."""
        return f"part-{self.number}.parquet"


@dataclass(frozen=True)
class Opened:
    """The parts of a neighbourhood; `rows` are the records that count, in order, None for all."""

    folder: Path
    area: str
    parts: tuple[Part, ...]
    rows: IntArray | None

    def read(self, columns: Sequence[str]) -> Any:
        """Read columns of the records that count. Raises FileNotFoundError for parts that left."""
        tables = read_parts(self.folder, self.area, self.parts, columns)
        if self.rows is None:
            return tables[0]
        return pa.concat_tables(tables).unify_dictionaries().take(pa.array(self.rows))


@dataclass(frozen=True)
class State:
    """What a snapshot holds: all that was written up to `mark`; `parts` are the files that count.

    `questions` are those whose answers it has, `next_part` the number of the next part.
    """

    mark: Mark = START
    questions: tuple[str, ...] = ()
    parts: Parts = field(default_factory=dict)
    next_part: int = 0


def find_folder(folder: Path, project: str, wave: str, version: str) -> Path:
    """Return where the snapshot of a wave is, encoded for one version of its questionnaire."""
    return folder / write_name(project) / write_name(wave) / f"version={version}"


def find_area(folder: Path, area: str) -> Path:
    """Return where the parts of a neighbourhood are."""
    return folder / f"area={write_name(area)}"


def write_name(name: str) -> str:
    """Write a name so that it can be a folder's: percent-encoded, its end a hash if it is long."""
    written = quote(name, safe="").replace(".", "%2E")
    if len(written) <= LONGEST:
        return written
    return f"{written[: LONGEST - 17]}~{blake2b(name.encode(), digest_size=8).hexdigest()}"


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Let one process at a time change the snapshots of a wave; the others wait."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a") as file:
        flock(file, LOCK_EX)
        yield


def read_state(folder: Path) -> State:
    """Read what a snapshot holds; where there is none yet, that is nothing."""
    try:
        kept = json.loads((folder / STATE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return State()
    return State(
        mark=Mark(**kept["mark"]),
        questions=tuple(kept["questions"]),
        parts={area: tuple(Part(*one) for one in parts) for area, parts in kept["parts"].items()},
        next_part=kept["next_part"],
    )


def save_state(folder: Path, state: State) -> None:
    """Make `state` the one that counts, then remove the files that are no part of it."""
    kept = {
        "mark": vars(state.mark),
        "questions": state.questions,
        "parts": {area: [(p.number, p.rows) for p in own] for area, own in state.parts.items()},
        "next_part": state.next_part,
    }
    text = json.dumps(kept, ensure_ascii=False)
    write_whole(folder / STATE, lambda path: path.write_text(text, encoding="utf-8"))
    counted = {
        find_area(folder, area) / one.name for area, own in state.parts.items() for one in own
    }
    for path in folder.glob("area=*/*"):
        if path not in counted:
            path.unlink()


def write_part(folder: Path, area: str, number: int, table: Any) -> Part:
    """Write a table as a part of a neighbourhood."""
    part = Part(number, len(table))
    path = find_area(folder, area) / part.name
    write_whole(path, lambda partial: _write_parquet(partial, table))
    return part


def read_parts(
    folder: Path, area: str, parts: Sequence[Part], columns: Sequence[str] | None = None
) -> list[Any]:
    """Read the parts of a neighbourhood as Arrow tables; all columns, or those named."""
    return [_read_parquet(find_area(folder, area) / part.name, part, columns) for part in parts]


def open_area(folder: Path, area: str, parts: Sequence[Part]) -> Opened:
    """Find the records of a neighbourhood that count: of several with one id the last one."""
    if len(parts) == 1:
        return Opened(folder, area, tuple(parts), None)
    ids = pa.concat_tables(read_parts(folder, area, parts, [ID]))
    return Opened(folder, area, tuple(parts), find_last(ids))


def _read_parquet(path: Path, part: Part, columns: Sequence[str] | None) -> Any:
    file = pq.ParquetFile(path, memory_map=True)
    return file.read(columns=columns, use_threads=part.rows >= MANY)


def _write_parquet(path: Path, table: Any) -> None:
    few = [name for name in table.column_names if name not in RANDOM]
    # A dictionary packs an answer into 3 bits; zstd saves 4 % more and doubles the reading time.
    pq.write_table(table, path, compression="none", use_dictionary=few, write_statistics=False)
