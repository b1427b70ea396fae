"""An interval dot plot: each share with the range where the true value probably is."""

from dataclasses import dataclass

from survey.reports.data_table import DataTable, say_value
from survey.reports.drawing import LEADING, Pen
from survey.reports.legend import Entry, draw_legend

_LABELS = 0.47
_VALUES = 34.0
_SIZE = 9.0
_HEAD = 15.0


@dataclass(frozen=True)
class Row:
    """One share of 100 with its interval, and the same share in all neighbourhoods (`mark`).

    `words` is the share as it is printed, `words_range` and `words_mark` are what a table says
    beside it; a row whose `value` is None may not be shown.
    """

    label: str
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    mark: float | None = None
    is_worse: bool = False
    words: str = ""
    words_range: str = ""
    words_mark: str = ""


@dataclass(frozen=True)
class IntervalDots:
    """Rows, the numbers under the axis, and the words of the legend, if it has any.

    `own`, `range_`, `other` and `worse` explain the dot, the bar, the mark and the square; `stem`
    is a beginning that the labels share. `head` stands over the table: the question, the share,
    its range and the share elsewhere.
    """

    title: str
    rows: tuple[Row, ...]
    ticks: tuple[tuple[float, str], ...]
    own: str = ""
    range_: str = ""
    other: str = ""
    worse: str = ""
    missing: str = ""
    stem: str = ""
    head: tuple[str, ...] = ()


def draw(chart: IntervalDots, pen: Pen) -> str:
    """Draw the plot; zero stands where reading begins."""
    start, end = pen.width * _LABELS + 4, pen.width - _VALUES - 6
    top = max(value for value, _ in chart.ticks)
    unit = (end - start) / top
    head = _HEAD if chart.stem else 3.0
    stem = pen.labels(0, 6, [chart.stem], _SIZE, fill=pen.palette.grey) if chart.stem else ""
    marks, y = [stem], head
    for row in chart.rows:
        lines = pen.wrap(row.label, start - 14, _SIZE)
        height = max(17.0, len(lines) * _SIZE * LEADING + 4)
        marks.append(pen.labels(0, y + height / 2, lines, _SIZE))
        marks.append(_row(chart, row, pen, (start, y + height / 2), unit))
        y += height
    grid = [_tick(pen, start + value * unit, head, y, words) for value, words in chart.ticks]
    entries = _entries(chart)
    if not entries:
        foot = 16 if any(words for _, words in chart.ticks) else 4
        return pen.picture(chart.title, y + foot, *grid, *marks)
    legend, height = draw_legend(pen, entries, y + 18)
    return pen.picture(chart.title, y + 18 + height, *grid, *marks, legend)


def tabulate(chart: IntervalDots) -> DataTable:
    """Say every share with its range and the share elsewhere."""
    return DataTable(chart.title, chart.head, tuple(_say(chart, row) for row in chart.rows))


def _say(chart: IntervalDots, row: Row) -> tuple[str, ...]:
    if row.value is None:
        return row.label, chart.missing, "", say_value(row.mark, row.words_mark, chart.missing)
    mark = say_value(row.mark, row.words_mark, "")
    return row.label, say_value(row.value, row.words, ""), row.words_range, mark


def _tick(pen: Pen, along: float, top: float, bottom: float, words: str) -> str:
    line = pen.line((along, top), (along, bottom + 3), stroke=pen.palette.rule, stroke_width=0.5)
    written = [words] if words else []
    return line + pen.labels(along, bottom + 10, written, 8.5, 400, pen.palette.grey, "middle")


def _row(chart: IntervalDots, row: Row, pen: Pen, place: tuple[float, float], unit: float) -> str:
    start, middle = place
    if row.value is None:
        length = pen.measure(chart.missing, 8.6, 400)
        ground = pen.box(start + 4, middle - 6, length + 4, 12, fill=pen.palette.paper)
        return ground + pen.labels(start + 6, middle, [chart.missing], 8.6, 400, pen.palette.grey)
    marks = []
    if row.lower is not None and row.upper is not None:
        length = (row.upper - row.lower) * unit
        marks.append(_range(pen, start + row.lower * unit, middle, length))
    if row.mark is not None:
        marks.append(_other(pen, start + row.mark * unit, middle))
    dot = _worse if row.is_worse else _own
    marks.append(dot(pen, start + row.value * unit, middle))
    fill = pen.palette.need if row.is_worse else pen.palette.ink
    marks.append(pen.labels(pen.width, middle, [row.words], 10, 700, fill, "end"))
    return "".join(marks)


def _range(pen: Pen, along: float, middle: float, length: float) -> str:
    fill = pen.palette.good_light
    return pen.box(along, middle - 3, length, 6, fill=fill, rx=min(3.0, length / 2))


def _own(pen: Pen, along: float, middle: float) -> str:
    fill, stroke = pen.palette.good, pen.palette.paper
    return pen.circle(along, middle, 4.2, fill=fill, stroke=stroke, stroke_width=0.7)


def _worse(pen: Pen, along: float, middle: float) -> str:
    fill, stroke = pen.palette.need, pen.palette.paper
    return pen.square(along, middle, 8.4, fill=fill, stroke=stroke, stroke_width=0.7)


def _other(pen: Pen, along: float, middle: float) -> str:
    ends = (along, middle - 7), (along, middle + 7)
    return pen.line(*ends, stroke=pen.palette.ink, stroke_width=1.5)


def _entries(chart: IntervalDots) -> list[Entry]:
    entries = [
        Entry(chart.own, _own, 10),
        Entry(chart.range_, lambda pen, along, middle: _range(pen, along - 11, middle, 22), 22),
        Entry(chart.other, _other, 6),
        Entry(chart.worse, _worse, 10),
    ]
    return [entry for entry in entries if entry.words]
