"""Measures how answers are taken out: `uv run python -m benchmarks.collection.export`.

Each way writes the same rows into a file, in a process of its own: the CSV of sixty questions, and
as a floor the JSON text of the answers as it lies in the database, which nobody could use.
"""

import csv
import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.collection.growth import Model, fill, read_models
from benchmarks.collection.measure import Load
from benchmarks.collection.site import Prepared, prepare_site, serve_site
from benchmarks.reports.process import read_peak
from survey.exchange.model import Order
from survey.exchange.taking import take_out
from survey.places.store import find_project
from survey.storage.open import connect

SIZES = (10_000, 200_000)
SEED = 1405
SECONDS = 3
"""How long tablets send, until what they left serves as a model for all other rows."""

LEAST_RATE = 20_000
BARE = """
select id, wave, neighbourhood, household, channel, language, started_at, finished_at, state,
    version, answers
from responses order by id
"""


@dataclass(frozen=True)
class Taken:
    """One export: seconds of a processor and of the clock, and the most memory ever, in MB."""

    rows: int
    busy: float
    lasted: float
    peak: float
    bytes: int


def main() -> int:
    """Measure all sizes in rounds and print the table; 1 where rows are missing."""
    wanted = _read_arguments()
    if wanted.way:
        print(json.dumps(vars(measure(wanted.way, Path(wanted.database)))))
        return 0
    print(f"Load before: {os.getloadavg()[0]:.1f}\n")
    taken: dict[tuple[int, str], list[Taken]] = {}
    with TemporaryDirectory() as made:
        site, models = _prepare(Path(made))
        for size in sorted({min(one, wanted.rows) for one in SIZES} | {wanted.rows}):
            assert isinstance(site.database, Path)
            fill(site.database, size, models, random.Random(SEED))
            for _ in range(wanted.rounds):
                for way in WAYS:
                    taken.setdefault((size, way), []).append(_measure_apart(way, site.database))
    print("\n".join(_write(taken)))
    print(f"\nLoad after: {os.getloadavg()[0]:.1f}")
    return int(any(one.rows != size for (size, _), several in taken.items() for one in several))


def _read_arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks.collection.export", description=__doc__)
    parser.add_argument("--rows", type=int, default=SIZES[-1], help="responses at most")
    parser.add_argument("--rounds", type=int, default=3, help="how often everything takes its turn")
    parser.add_argument("--way", default="", choices=("", *WAYS), help="measure this one, here")
    parser.add_argument("--database", default="", help="the file it is measured with")
    return parser.parse_args()


def _prepare(home: Path) -> tuple[Prepared, list[Model]]:
    """Make a site to which tablets have sent some interviews, and read what these left."""
    database = home / "mahalla.db"
    site = prepare_site(home, database)
    with serve_site(site, "") as served:
        load = Load(site, served, SEED)
        load.tablets([served.process], "tablets").measure(2, SECONDS)
        load.close()
    return site, read_models(database)


def _measure_apart(way: str, database: Path) -> Taken:
    command = [sys.executable, "-m", "benchmarks.collection.export"]
    command += ["--way", way, "--database", str(database)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Taken(**json.loads(done.stdout))


def measure(way: str, database: Path) -> Taken:
    """Take everything out in one way, in this process; what it took to start is not counted."""
    with TemporaryDirectory() as made:
        out = Path(made) / "answers.csv"
        busy, begun = time.process_time(), time.perf_counter()
        rows = WAYS[way](database, out)
        return Taken(
            rows=rows,
            busy=time.process_time() - busy,
            lasted=time.perf_counter() - begun,
            peak=read_peak(),
            bytes=out.stat().st_size,
        )


def _export(database: Path, out: Path) -> int:
    opened = connect(database)
    project = find_project(opened, "town")
    assert project
    with out.open("wb") as file:
        return take_out(opened, Order(project, datetime.now(UTC)), "csv", file).rows


def _copy(database: Path, out: Path) -> int:
    found = sqlite3.connect(database).execute(BARE)
    with out.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        rows = 0
        for row in found:
            table.writerow(row)
            rows += 1
    return rows


WAYS: dict[str, Callable[[Path, Path], int]] = {"floor": _copy, "export": _export}


def _write(taken: dict[tuple[int, str], list[Taken]]) -> Iterator[str]:
    yield "| responses | way | rows a CPU second | × floor | by the clock | peak, MB | file, MB |"
    yield "|---|---|---|---|---|---|---|"
    for (size, way), several in taken.items():
        floors = taken[size, "floor"]
        ratio = median(floor.busy / one.busy for one, floor in zip(several, floors, strict=True))
        yield (
            f"| {size:,} | {way} | {median(one.rows / one.busy for one in several):,.0f} "
            f"| {ratio:.2f} | {median(one.rows / one.lasted for one in several):,.0f} "
            f"| {median(one.peak for one in several):.0f} | {several[0].bytes / 1e6:.0f} |"
        )
    fast = [
        median(one.rows / one.busy for one in taken[key]) for key in taken if key[1] == "export"
    ]
    yield f"\nGoal: {LEAST_RATE:,} rows a second of CPU; the slowest size gave {min(fast):,.0f}."


if __name__ == "__main__":
    sys.exit(main())
