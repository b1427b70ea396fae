"""Slopes: each figure as a line from the wave before to this one, its labels kept apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from survey.reports.data_table import DataTable
from survey.reports.drawing import LEADING, Pen

Way = Literal["better", "worse", "same"]

_SIZE, _NUMBER, _HEAD = 8.8, 9.4, 8.8
_FIGURE = 24.0
"""How much room a figure takes beside its end of a line."""

_REACH = 0.46
"""Where the second upright stands, as a part of the width."""

_PER_LINE, _LOWEST, _TALLEST = 24.0, 110.0, 210.0
_PAD, _GAP = 6.0, 1.5


@dataclass(frozen=True)
class Line:
    """One figure before and after, on 0-100; `tone` says which way it went for certain."""

    label: str
    before: float
    after: float
    tone: Way
    words_before: str
    words_after: str


@dataclass(frozen=True)
class Slope:
    """All lines, what stands over both ends, and the heads of the columns of the table.

    It is drawn from `low` to `high`, and as tall as `room_for` lines need, so that two charts side
    by side can be compared: a steep line is steep in both.
    """

    title: str
    before: str
    after: str
    lines: tuple[Line, ...]
    head: tuple[str, ...]
    low: float = 0.0
    high: float = 100.0
    room_for: int = 0


@dataclass(frozen=True)
class _Frame:
    """Where both uprights stand, and the heights between which `low` to `high` are drawn."""

    uprights: tuple[float, float]
    top: float
    bottom: float
    low: float
    high: float

    def y(self, value: float) -> float:
        share = (self.high - value) / (self.high - self.low)
        return self.top + (self.bottom - self.top) * share


def draw(chart: Slope, pen: Pen) -> str:
    """Draw the lines between two uprights; the names stand at the end."""
    first, second = _FIGURE + _PAD, pen.width * _REACH
    room = pen.width - second - _FIGURE - 2 * _PAD
    names = [pen.wrap(line.label, room, _SIZE, _weigh(line)) for line in chart.lines]
    tall = [len(name) * _SIZE * LEADING + _GAP for name in names]
    beside = room + _FIGURE
    heads = pen.wrap(chart.before, second - _PAD, _HEAD), pen.wrap(chart.after, beside, _HEAD)
    top = max(len(lines) for lines in heads) * _HEAD * LEADING + 2 * _PAD
    height = min(_TALLEST, _PER_LINE * max(chart.room_for, len(tall)))
    height = max(_LOWEST, height, sum(tall))
    frame = _Frame((first, second), top, top + height, chart.low, chart.high)
    return pen.picture(
        chart.title,
        top + height + _PAD,
        pen.labels(0, top / 2 - _PAD, heads[0], _HEAD, 500),
        pen.labels(second, top / 2 - _PAD, heads[1], _HEAD, 500),
        *_draw_uprights(pen, frame),
        *(mark for line in chart.lines for mark in _draw_line(pen, frame, line)),
        *_label_before(pen, frame, chart.lines),
        *_label_after(pen, frame, chart.lines, names, tall),
    )


def tabulate(chart: Slope) -> DataTable:
    """Say every figure before and after."""
    rows = tuple((line.label, line.words_before, line.words_after) for line in chart.lines)
    return DataTable(chart.title, chart.head, rows)


def spread(
    places: Sequence[float], tall: Sequence[float], top: float, bottom: float
) -> list[float]:
    """Move labels apart, in their order, first down and then up from the bottom."""
    order, moved = sorted(range(len(places)), key=lambda one: places[one]), list(places)
    edge = top
    for one in order:
        moved[one] = max(moved[one], edge + tall[one] / 2)
        edge = moved[one] + tall[one] / 2
    edge = bottom
    for one in reversed(order):
        moved[one] = min(moved[one], edge - tall[one] / 2)
        edge = moved[one] - tall[one] / 2
    return moved


def _draw_uprights(pen: Pen, frame: _Frame) -> Iterator[str]:
    for along in frame.uprights:
        ends = (along, frame.top), (along, frame.bottom)
        yield pen.line(*ends, stroke=pen.palette.rule, stroke_width=0.8)


def _draw_line(pen: Pen, frame: _Frame, line: Line) -> Iterator[str]:
    """Draw a line with its ends: better solid with dots, worse dashed with squares, else thin."""
    ink, is_same = _ink(pen, line), line.tone == "same"
    first, second = zip(frame.uprights, map(frame.y, (line.before, line.after)), strict=True)
    look: dict[str, object] = {"stroke": ink, "stroke_width": 1 if is_same else 2.2}
    if line.tone == "worse":
        look["stroke_dasharray"] = "5 3"
    yield pen.line(first, second, **look)
    for along, y in (first, second):
        if line.tone == "worse":
            yield pen.square(along, y, 6, fill=ink)
        else:
            yield pen.circle(along, y, 2 if is_same else 3.3, fill=ink)


def _label_before(pen: Pen, frame: _Frame, lines: Sequence[Line]) -> Iterator[str]:
    real = [frame.y(line.before) for line in lines]
    tall = [_NUMBER * 1.15] * len(lines)
    edge = frame.uprights[0] - _PAD - 4
    for line, y, moved in zip(lines, real, _spread_in(frame, real, tall), strict=True):
        yield from _lead(pen, (edge + 6, y), (edge + 1, moved))
        yield pen.labels(edge, moved, [line.words_before], _NUMBER, 400, _ink(pen, line), "end")


def _label_after(
    pen: Pen,
    frame: _Frame,
    lines: Sequence[Line],
    names: Sequence[list[str]],
    tall: Sequence[float],
) -> Iterator[str]:
    real, edge = [frame.y(line.after) for line in lines], frame.uprights[1] + _PAD + 4
    moved = _spread_in(frame, real, tall)
    for place, line in enumerate(lines):
        y, ink = moved[place], _ink(pen, line)
        yield from _lead(pen, (edge - 6, real[place]), (edge - 1, y))
        yield pen.labels(edge, y, [line.words_after], _NUMBER, 700, ink)
        yield pen.labels(edge + _FIGURE, y, names[place], _SIZE, _weigh(line), ink)


def _spread_in(frame: _Frame, places: Sequence[float], tall: Sequence[float]) -> list[float]:
    return spread(places, tall, frame.top - _PAD, frame.bottom + _PAD)


def _lead(pen: Pen, start: tuple[float, float], end: tuple[float, float]) -> Iterator[str]:
    """Draw a thin line to a label that was moved."""
    if abs(start[1] - end[1]) > _GAP:
        yield pen.line(start, end, stroke=pen.palette.rule, stroke_width=0.5)


def _ink(pen: Pen, line: Line) -> str:
    colours = {"better": pen.palette.good, "worse": pen.palette.need, "same": pen.palette.grey}
    return colours[line.tone]


def _weigh(line: Line) -> int:
    return 400 if line.tone == "same" else 700
