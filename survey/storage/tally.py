"""What the writer did since its start: how many writes a transaction took, and how long."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

SIZES = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0)
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


@dataclass
class Histogram:
    """Numbers sorted into buckets by their upper bounds; the last bucket has no bound."""

    bounds: Sequence[float]
    counts: list[int] = field(init=False)
    total: float = 0.0

    def __post_init__(self) -> None:
        """Begin with empty buckets."""
        self.counts = [0] * (len(self.bounds) + 1)

    def note(self, number: float) -> None:
        """Count a number."""
        self.counts[bisect_left(self.bounds, number)] += 1
        self.total += number


@dataclass
class Tally:
    """What one thread counts and others read: writes in a transaction, its seconds, failures."""

    sizes: Histogram = field(default_factory=lambda: Histogram(SIZES))
    seconds: Histogram = field(default_factory=lambda: Histogram(SECONDS))
    failures: int = 0
