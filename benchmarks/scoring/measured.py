"""What was measured: seconds and memory of a way at a size, kept in a file, written as tables."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.simulations.table import write_table

FILE = Path(__file__).parent / "measured.json"


@dataclass(frozen=True)
class Run:
    """One round: seconds by the clock and of the processors, peak of memory in MB."""

    seconds: float
    processor: float
    megabytes: float


@dataclass(frozen=True)
class Measured:
    """One way at one size: the seconds of every round, and the highest peak of memory in MB.

    `processor` is the least time the processors took in a round, all threads together: what other
    programs do disturbs it less.
    `difference` is the largest relative difference of a mean or standard error from pandas, or
    None where there is nothing to compare.
    """

    way: str
    responses: int
    seconds: tuple[float, ...]
    processor: float
    megabytes: float
    difference: float | None

    @property
    def fastest(self) -> float:
        """The least disturbed round."""
        return min(self.seconds)


def save_measured(measured: Sequence[Measured], path: Path = FILE) -> None:
    """Keep what was measured, for the picture."""
    path.write_text(json.dumps([asdict(one) for one in measured], indent=1) + "\n")


def load_measured(path: Path = FILE) -> list[Measured]:
    """Read what was measured."""
    kept = json.loads(path.read_text())
    return [Measured(**{**one, "seconds": tuple(one["seconds"])}) for one in kept]


def write_times(measured: Sequence[Measured]) -> Iterator[str]:
    """Write a row per way and size, with ratios of the fastest rounds to floor and pandas."""
    fastest = {(one.way, one.responses): one.fastest for one in measured}
    times = ("fastest, s", "median, s", "CPU, s")
    heads = ("responses", "way", *times, "× floor", "× pandas", "peak, MB", "Δ")
    rows = []
    for one in sorted(measured, key=lambda one: one.responses):
        ratios = [
            _write_ratio(one.fastest, fastest.get((other, one.responses)))
            for other in ("floor", "pandas")
        ]
        taken = (one.fastest, median(one.seconds), one.processor)
        same = "" if one.difference is None else f"{one.difference:.0e}"
        figures = [*(f"{seconds:.2f}" for seconds in taken), *ratios, f"{one.megabytes:,.0f}"]
        rows.append([f"{one.responses:,}", one.way, *figures, same])
    return write_table(heads, rows)


def write_scaling(measured: Sequence[Measured]) -> Iterator[str]:
    """Write the exponent b of time ~ n^b per way: over all sizes, and over the two largest."""
    rows = []
    for way in dict.fromkeys(one.way for one in measured):
        runs = sorted((one.responses, one.fastest) for one in measured if one.way == way)
        if len(runs) > 1:
            rows.append([way, f"{find_exponent(runs):.2f}", f"{find_exponent(runs[-2:]):.2f}"])
    return write_table(("way", "exponent, all sizes", "exponent, two largest"), rows)


def find_exponent(runs: Sequence[tuple[int, float]]) -> float:
    """Return the slope of log time over log size, by least squares."""
    sizes, seconds = np.log(np.array(runs, dtype=np.float64)).T
    return float(np.polyfit(sizes, seconds, 1)[0])


def _write_ratio(value: float, other: float | None) -> str:
    return "" if other is None else f"{value / other:.2f}"
