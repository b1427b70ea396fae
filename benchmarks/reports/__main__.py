"""`python -m benchmarks.reports DATABASE`: our reports beside Chromium's and Typst's."""

import json
import os
import subprocess
import sys
import time
from argparse import ArgumentParser
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from shutil import copy
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.reports.child import WAYS
from benchmarks.reports.ours import print_many
from benchmarks.reports.prepare import prepare
from benchmarks.reports.task import Measured

BUDGETS = Measured(wall=0.9, busy=1.5, memory=100, size=130_000)
PROCESSES = 2


def main() -> None:
    """Measure every way in turn, then many reports; print the tables."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path, help="as `mahalla demo` leaves it")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--many", type=int, default=200, help="reports in one process; 0: none")
    wanted = parser.parse_args()
    with TemporaryDirectory() as made:
        folder = Path(made)
        prepare(wanted.database, folder)
        print(f"Load before: {os.getloadavg()[0]:.1f}\n")
        for line in write_table({way: measure(way, folder, wanted.rounds) for way in WAYS}):
            print(line)
        if wanted.many:
            print_everything(folder, wanted.many)
        print(f"\nLoad after: {os.getloadavg()[0]:.1f}")


def measure(way: str, folder: Path, rounds: int) -> Measured:
    """Measure a way in a process and a folder of its own; the median of the rounds."""
    with TemporaryDirectory() as own:
        for file in folder.glob("*.pickle"):
            copy(file, own)
        command = [sys.executable, "-m", "benchmarks.reports.child", way, own, str(rounds)]
        ran = subprocess.run(command, check=True, capture_output=True, text=True)
    took = json.loads(ran.stdout.splitlines()[-1])
    return Measured(*(median(values) for values in zip(*took, strict=True)))


def write_table(found: dict[str, Measured]) -> list[str]:
    """Write one row a way, each figure with its ratio to ours."""
    ours = found["ours"]
    lines = ["| way | clock, s | CPU, s | peak, MB | size, KB |", "|---|---|---|---|---|"]
    for way, one in found.items():
        cells = [
            f"{one.wall:.2f} ({one.wall / ours.wall:.2f} ×)",
            f"{one.busy:.2f} ({one.busy / ours.busy:.2f} ×)",
            f"{one.memory:.0f} ({one.memory / ours.memory:.2f} ×)",
            f"{one.size / 1000:.0f} ({one.size / ours.size:.2f} ×)",
        ]
        lines.append(f"| {way} | {' | '.join(cells)} |")
    return lines


def print_everything(folder: Path, count: int) -> None:
    """Print many reports in one process, then as many in two."""
    spawn = get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as pool:
        held = pool.submit(print_many, folder, 0, count).result()
    print(f"\nMemory of one process after each 20 of {count} reports, MB:")
    print(", ".join(f"{size:.0f}" for size in held))
    began, half = time.perf_counter(), count // PROCESSES
    with ProcessPoolExecutor(PROCESSES, mp_context=spawn) as pool:
        parts = [pool.submit(print_many, folder, n * half, half) for n in range(PROCESSES)]
        ends = [part.result()[-1:] for part in parts]
    each = (time.perf_counter() - began) / count
    print(f"{count} reports in {PROCESSES} processes: {each:.2f} s each, memory at the end {ends}")


if __name__ == "__main__":
    main()
