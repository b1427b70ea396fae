"""The task: one neighbourhood's report in Persian, read beforehand from a release."""

import pickle
from dataclasses import dataclass
from pathlib import Path

from survey.locale import Language
from survey.reports.reading import Reading


@dataclass(frozen=True)
class Measured:
    """What one report took: seconds on the clock and of the processors, memory in MB, and bytes."""

    wall: float
    busy: float
    memory: float
    size: int


def read_task(folder: Path, number: int = 0) -> tuple[Reading, Language]:
    """Read one of them, and the language."""
    files = sorted(folder.glob("*.pickle"))
    task: tuple[Reading, Language] = pickle.loads(files[number % len(files)].read_bytes())
    return task
