"""The matrix: rows judged in columns, each cell met, near, far, uncertain or missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal

from survey.reports.data_table import DataTable
from survey.reports.drawing import LEADING, Pen
from survey.reports.legend import Entry, draw_legend

State = Literal["met", "near", "far", "uncertain", "missing"]

_COLUMN, _NARROWEST = 76.0, 20.0
_LABELS = 0.45
_BOLD, _PLAIN, _HEAD = 9.6, 8.8, 8.8
_TALL, _ROW = 14.0, 18.0
_PAD = 4.0
_MISSING = "–"


@dataclass(frozen=True)
class Cell:
    """How a row stands in a column, and its figure in words."""

    state: State
    words: str = ""


@dataclass(frozen=True)
class Row:
    """One row, a cell a column; a bold one heads those under it."""

    label: str
    cells: tuple[Cell, ...]
    bold: bool = False


@dataclass(frozen=True)
class Key:
    """What a state means."""

    state: State
    words: str


@dataclass(frozen=True)
class Matrix:
    """Rows by columns; `missing` is said of a cell without a figure, `head` over the table."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    keys: tuple[Key, ...]
    missing: str
    head: tuple[str, ...]


def draw(chart: Matrix, pen: Pen) -> str:
    """Draw the matrix; labels where reading begins, columns beside them, the keys under it."""
    count = max(len(chart.columns), 1)
    wide = min(_COLUMN, max(_NARROWEST, pen.width * (1 - _LABELS) / count))
    start = pen.width - wide * count
    heads = [pen.wrap(title, wide - _PAD, _HEAD) for title in chart.columns]
    y = max(len(lines) for lines in heads) * _HEAD * LEADING + _PAD if heads else 0.0
    marks = [
        pen.labels(start + wide * (place + 0.5), (y - _PAD) / 2, lines, _HEAD, anchor="middle")
        for place, lines in enumerate(heads)
    ]
    for row in chart.rows:
        size, weight = (_BOLD, 700) if row.bold else (_PLAIN, 400)
        lines = pen.wrap(row.label, start - 3 * _PAD, size, weight)
        tall = max(_ROW, len(lines) * size * LEADING + _PAD)
        marks.append(pen.line((0, y), (pen.width, y), stroke=pen.palette.rule, stroke_width=0.4))
        marks.append(pen.labels(0, y + tall / 2, lines, size, weight))
        marks += _draw_cells(pen, row, start, wide, y + tall / 2)
        y += tall
    legend, more = draw_legend(pen, [_explain(key) for key in chart.keys], y + 2 * _PAD)
    return pen.picture(chart.title, y + 2 * _PAD + more, *marks, legend)


def tabulate(chart: Matrix) -> DataTable:
    """Say every cell: its figure, and in words how it stands."""
    said = {key.state: key.words for key in chart.keys}
    rows = tuple(
        (row.label, *(_say(cell, said, chart.missing) for cell in row.cells)) for row in chart.rows
    )
    return DataTable(chart.title, chart.head, rows)


def _say(cell: Cell, said: dict[State, str], missing: str) -> str:
    if cell.state == "missing":
        return missing
    meaning = said.get(cell.state, "")
    return f"{cell.words} ({meaning})" if meaning else cell.words


def _draw_cells(pen: Pen, row: Row, start: float, wide: float, middle: float) -> Iterator[str]:
    for place, cell in enumerate(row.cells):
        along = start + wide * (place + 0.5)
        yield _draw_cell(pen, cell.state, along, middle, wide - 2 * _PAD, _TALL)
        fill = pen.palette.paper if cell.state == "met" else ""
        fill = pen.palette.grey if cell.state == "missing" else fill
        words = _MISSING if cell.state == "missing" else cell.words
        yield pen.labels(along, middle, [words], 9.6, 700, fill, "middle")


def _draw_cell(
    pen: Pen, state: State, along: float, middle: float, wide: float, tall: float
) -> str:
    """Draw a cell centred on a spot: solid dark, light, thickly or thinly outlined, or none."""
    colours = pen.palette
    looks: dict[State, dict[str, object]] = {
        "met": {"fill": colours.good},
        "near": {"fill": colours.ramp[1]},
        "far": {"fill": colours.paper, "stroke": colours.need, "stroke_width": 1.8},
        "uncertain": {"fill": colours.paper, "stroke": colours.grey, "stroke_width": 0.5},
    }
    look = looks.get(state)
    return pen.box(along - wide / 2, middle - tall / 2, wide, tall, **look) if look else ""


def _explain(key: Key) -> Entry:
    return Entry(key.words, partial(_draw_swatch, key.state), 18.0)


def _draw_swatch(state: State, pen: Pen, along: float, middle: float) -> str:
    if state == "missing":
        return pen.labels(along, middle, [_MISSING], 9, 700, pen.palette.grey, "middle")
    return _draw_cell(pen, state, along, middle, 16.0, 8.0)
