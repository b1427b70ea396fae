"""A legend: swatches with their words, in as many lines as they need."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from survey.reports.drawing import Pen

Swatch = Callable[[Pen, float, float], str]
"""(pen, along, middle) → a sample of a mark, centred on (along, middle)."""

_SIZE = 8.6
_STEP = 15.0


@dataclass(frozen=True)
class Entry:
    """One mark of a chart and what it means; `length` is how much room the swatch takes."""

    words: str
    swatch: Swatch
    length: float = 14.0


def draw_legend(pen: Pen, entries: Sequence[Entry], top: float) -> tuple[str, float]:
    """Draw the entries from `top` down; return the marks and the height they fill."""
    marks = []
    along, line = 0.0, 0
    for entry in entries:
        length = entry.length + 5 + pen.measure(entry.words, _SIZE, 400)
        if along and along + length > pen.width:
            along, line = 0.0, line + 1
        middle = top + _STEP * (line + 0.5)
        marks.append(entry.swatch(pen, along + entry.length / 2, middle))
        marks.append(pen.labels(along + entry.length + 5, middle, [entry.words], _SIZE))
        along += length + 13
    return "".join(marks), _STEP * (line + 1)
