"""How long interviews took, counted in quarters of a minute: counts add up, medians do not."""

from collections import Counter
from collections.abc import Iterable, Mapping

QUARTER = 15
LONGEST = 8 * 60 * 4
"""Longer ones were left open; they count as so long, and no quartile moves."""

Minutes = Mapping[int, int]
"""Length in quarters of a minute → how many interviews took so long."""


def count_lengths(seconds: Iterable[int]) -> dict[int, int]:
    """Count interviews by their length."""
    counted = Counter(min(LONGEST, (one + QUARTER // 2) // QUARTER) for one in seconds)
    return dict(sorted(counted.items()))


def add_lengths(several: Iterable[Minutes]) -> dict[int, int]:
    """Put several counts together."""
    total: Counter[int] = Counter()
    for one in several:
        total.update(one)
    return dict(sorted(total.items()))


def find_quartiles(minutes: Minutes) -> tuple[float, float, float]:
    """Return a quarter, half and three quarters of the way through, in minutes.

    Raises ValueError where nothing is counted.
    """
    total = sum(minutes.values())
    if not total:
        raise ValueError("no interview has a length")
    first, middle, last = (_find_place(minutes, total * share) for share in (0.25, 0.5, 0.75))
    return first, middle, last


def _find_place(minutes: Minutes, place: float) -> float:
    """Return the length below which so many interviews lie; between two lengths their middle."""
    passed, lengths = 0, sorted(minutes)
    for number, length in enumerate(lengths):
        passed += minutes[length]
        if passed == place and number + 1 < len(lengths):
            return (length + lengths[number + 1]) / 8
        if passed >= place:
            return length / 4
    return lengths[-1] / 4
