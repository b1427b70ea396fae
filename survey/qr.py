"""QR codes as pictures of our own: dark squares side by side joined to one path."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import segno

QUIET = 4
"""How many squares around a code stay light, so that cameras find it."""


def draw_code(words: str) -> str:
    """Draw the QR code of `words` as an SVG that takes the size its page gives it."""
    rows = [list(row) for row in segno.make(words, error="m", micro=False).matrix]
    side = len(rows) + 2 * QUIET
    path = "".join(run for y, row in enumerate(rows) for run in _find_runs(row, y))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-QUIET} {-QUIET} {side} {side}" '
        f'shape-rendering="crispEdges"><path d="{path}"/></svg>'
    )


def _find_runs(row: Sequence[int], y: int) -> Iterator[str]:
    """Draw the dark squares of a row."""
    x = 0
    for is_dark, run in groupby(row):
        length = len(list(run))
        if is_dark:
            yield f"M{x} {y}h{length}v1h-{length}z"
        x += length
