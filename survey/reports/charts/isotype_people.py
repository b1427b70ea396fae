"""People in a row: so many of ten are filled, the others are outlines."""

from collections.abc import Iterator
from dataclasses import dataclass

from survey.reports.data_table import DataTable
from survey.reports.drawing import LEADING, Pen
from survey.reports.marks import Tone

_PITCH, _TALLEST = 33.0, 32.0
_NARROWEST = 15.0
_ROW = 10
_GAP = 6.0
_SIZE = 10.0

_BODY = (
    (-0.15, 0.27, -0.19, 0.31),
    (-0.19, 0.62, -0.115, 0.62),
    (-0.115, 1.0, -0.025, 1.0),
    (-0.025, 0.68, 0.025, 0.68),
    (0.025, 1.0, 0.115, 1.0),
    (0.115, 0.62, 0.19, 0.62),
    (0.19, 0.31, 0.15, 0.27),
)
"""The body as pairs of corners from the left shoulder round, in parts of the figure's height."""

_WIDEST = 0.38
_HEAD, _NECK = 0.115, 0.12


@dataclass(frozen=True)
class People:
    """`count` of `of` people; `words` stand under them, `head` over the columns of the table."""

    title: str
    count: int
    of: int
    tone: Tone
    words: str = ""
    head: tuple[str, ...] = ()


def draw(chart: People, pen: Pen) -> str:
    """Draw the people; the filled ones stand where reading begins."""
    in_row = chart.of if pen.width / max(chart.of, 1) >= _NARROWEST else _ROW
    pitch = min(_PITCH, pen.width / max(in_row, 1))
    tall = pitch * _TALLEST / _PITCH
    rows = -(-chart.of // in_row) if chart.of else 0
    lines = pen.wrap(chart.words, pen.width, _SIZE) if chart.words else []
    top = rows * (tall + _GAP)
    height = top + len(lines) * _SIZE * LEADING
    written = pen.labels(0, (top + height) / 2, lines, _SIZE) if lines else ""
    return pen.picture(chart.title, height, *_people(chart, pen, in_row, pitch, tall), written)


def tabulate(chart: People) -> DataTable:
    """Say the words in one row."""
    return DataTable(chart.title, chart.head, ((chart.words or chart.title,),))


def _people(chart: People, pen: Pen, in_row: int, pitch: float, tall: float) -> Iterator[str]:
    palette = pen.palette
    filled = {"good": palette.good, "need": palette.need, "middle": palette.grey}[chart.tone]
    for place in range(chart.of):
        column, row = place % in_row, place // in_row
        along, top = column * pitch + _WIDEST * tall / 2 + 0.5, row * (tall + _GAP)
        is_counted = place < chart.count
        yield from _figure(
            pen,
            (along, top),
            tall,
            fill=filled if is_counted else palette.paper,
            stroke=filled if is_counted else palette.grey,
            stroke_width=0.8,
        )


def _figure(pen: Pen, at: tuple[float, float], tall: float, **look: object) -> Iterator[str]:
    """Draw one figure under `at`, the middle of its upper edge; its lines stay inside."""
    middle, top, size = at[0], at[1] + 0.5, tall - 1
    corners = [
        (middle + x * size, top + y * size)
        for x1, y1, x2, y2 in _BODY
        for x, y in ((x1, y1), (x2, y2))
    ]
    yield pen.circle(middle, top + _NECK * size, _HEAD * size, **look)
    yield pen.shape(corners, closed=True, stroke_linejoin="round", **look)
