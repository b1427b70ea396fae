"""QR codes as pictures of our own: dark runs of a row joined to one path."""

from collections.abc import Iterator
from itertools import groupby
from urllib.parse import quote

import segno


def draw_qr(words: str, side: float) -> str:
    """Draw the QR code of `words` as an SVG, `side` millimetres wide, without a quiet zone."""
    rows = [list(row) for row in segno.make(words, error="m", micro=False).matrix]
    path = "".join(run for y, row in enumerate(rows) for run in find_runs(row, y))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side:g}mm" height="{side:g}mm" '
        f'viewBox="0 0 {len(rows)} {len(rows)}"><path d="{path}"/></svg>'
    )


def find_runs(row: list[int], y: int) -> Iterator[str]:
    """Draw the dark modules of a row, those side by side as one rectangle."""
    x = 0
    for is_dark, run in groupby(row):
        length = len(list(run))
        if is_dark:
            yield f"M{x} {y}h{length}v1h-{length}z"
        x += length


def address_svg(svg: str) -> str:
    """Write a picture as an address, for style sheets."""
    return f"data:image/svg+xml,{quote(svg)}"
