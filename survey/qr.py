"""QR codes as pictures of our own: dark squares side by side joined to one path."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import segno

QUIET = 4
"""How many squares around a code stay light, so that cameras find it."""


def draw_code(words: str) -> str:
    """Draw the QR code of `words` as an SVG that takes the size its page gives it."""
    count, path = trace_code(words)
    side = count + 2 * QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-QUIET} {-QUIET} {side} {side}" '
        f'shape-rendering="crispEdges"><path d="{path}"/></svg>'
    )


def trace_code(words: str) -> tuple[int, str]:
    """Return how many squares wide the QR code of `words` is, and the path of the dark ones."""
    rows = [list(row) for row in segno.make(words, error="m", micro=False).matrix]
    return len(rows), "".join(run for y, row in enumerate(rows) for run in find_runs(row, y))


def find_runs(row: Sequence[int], y: int) -> Iterator[str]:
    """Draw the dark squares of a row, those side by side as one rectangle."""
    x = 0
    for is_dark, run in groupby(row):
        length = len(list(run))
        if is_dark:
            yield f"M{x} {y}h{length}v1h-{length}z"
        x += length
