"""Room on a sheet: words that are many are set in smaller letters, never under 12 points.

What has more rows than one sheet fills another to its foot.
"""

from collections.abc import Iterable


def is_crowded(words: Iterable[str], most: int) -> bool:
    """Tell whether words have more letters than fit in the usual size."""
    return sum(map(len, words)) > most


def fill_up(needed: int, first: int, following: int) -> int:
    """Say how many rows fill the sheets that so many rows need: `first`, then `following` each."""
    return first + -(-max(0, needed - first) // following) * following
