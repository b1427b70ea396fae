"""Room on a sheet: words that are many are set in smaller letters, never under 12 points."""

from collections.abc import Iterable


def is_crowded(words: Iterable[str], most: int) -> bool:
    """Tell whether words have more letters than fit in the usual size."""
    return sum(map(len, words)) > most
