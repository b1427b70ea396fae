"""A diverging Likert chart: each question's answers, drawn to both sides of the undecided."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from survey.reports.data_table import DataTable, say_value
from survey.reports.drawing import LEADING, Pen
from survey.reports.legend import Entry, draw_legend
from survey.reports.palette import Palette

Shade = Literal["far", "near", "both", "neutral", "merged"]
Side = Literal["low", "neutral", "high"]

_LABELS = 0.44
_SIZE = 9.0
_BAR = 13.5
_HEAD = 17.0
_REACH = 20.0


@dataclass(frozen=True)
class Segment:
    """Answers of one kind: their share of 100, where they stand, and the number to print if any.

    `both` is a side's far and near answers counted together; `merged` is a group that reaches from
    one side into the undecided middle. `words_all` is the share as a table says it, also
    where it is too narrow to be printed.
    """

    share: float
    side: Side
    shade: Shade
    words: str = ""
    words_all: str = ""


@dataclass(frozen=True)
class Row:
    """One question, its answers from low to high; `is_high_bad` where the high side is a need."""

    label: str
    segments: tuple[Segment, ...]
    is_high_bad: bool = False


@dataclass(frozen=True)
class Kind:
    """One line of the legend."""

    words: str
    side: Side
    shade: Shade


@dataclass(frozen=True)
class DivergingLikert:
    """Rows in the order of their agreement; a row without segments says `missing`.

    `low` and `high` head the two sides; `reach` is how far at least the axis reaches to them, so
    that charts can share a scale; `stem` is a beginning that the labels share; `head` stands over
    the table: the question and its answers.
    """

    title: str
    low: str
    high: str
    rows: tuple[Row, ...]
    kinds: tuple[Kind, ...]
    reach: tuple[float, float] = (0.0, 0.0)
    missing: str = ""
    stem: str = ""
    head: tuple[str, ...] = ()


def draw(chart: DivergingLikert, pen: Pen) -> str:
    """Draw the chart; the low answers stand where reading begins."""
    start = pen.width * _LABELS
    low = max(_REACH, chart.reach[0], *(reach(row.segments, "low") for row in chart.rows))
    high = max(_REACH, chart.reach[1], *(reach(row.segments, "high") for row in chart.rows))
    unit = (pen.width - start) / (low + high)
    axis = start + low * unit
    marks, y = [_heads(chart, pen, start, axis)], _HEAD
    for row in chart.rows:
        lines = pen.wrap(row.label, start - 10, _SIZE)
        height = max(20.0, len(lines) * _SIZE * LEADING + 6.5)
        middle = y + height / 2
        marks.append(pen.line((0, y), (pen.width, y), stroke=pen.palette.rule, stroke_width=0.5))
        marks.append(pen.labels(0, middle, lines, _SIZE))
        marks.append(_bar(chart, row, pen, (axis, middle), unit))
        y += height
    marks.append(pen.line((0, y), (pen.width, y), stroke=pen.palette.rule, stroke_width=0.5))
    ends = (axis, _HEAD - 3), (axis, y + 3)
    marks.append(pen.line(*ends, stroke=pen.palette.ink, stroke_width=0.8))
    legend, height = draw_legend(pen, [_entry(kind) for kind in chart.kinds], y + 7)
    return pen.picture(chart.title, y + 7 + height, *marks, legend)


def tabulate(chart: DivergingLikert) -> DataTable:
    """Say every question's answers; columns are the kinds of the legend."""
    head = chart.head or (chart.stem, *(kind.words for kind in chart.kinds))
    return DataTable(chart.title, head, tuple(_say(chart, row) for row in chart.rows))


def _say(chart: DivergingLikert, row: Row) -> tuple[str, ...]:
    if not row.segments:
        return row.label, *(chart.missing for _ in chart.kinds)
    left = list(row.segments)
    return row.label, *(_say_share(left, kind) for kind in chart.kinds)


def _say_share(left: list[Segment], kind: Kind) -> str:
    """Say the next share of this kind and take it away; kinds may repeat, as segments do."""
    for part in left:
        is_merged = part.shade == kind.shade == "merged"
        if is_merged or (part.side, part.shade) == (kind.side, kind.shade):
            left.remove(part)
            return say_value(part.share, part.words_all or part.words, "")
    return ""


def reach(segments: Sequence[Segment], side: Side) -> float:
    """Say how far a row reaches to one side: that side's answers and half of the undecided."""
    middle = sum(part.share for part in segments if part.side == "neutral")
    return sum(part.share for part in segments if part.side == side) + middle / 2


def _heads(chart: DivergingLikert, pen: Pen, start: float, axis: float) -> str:
    stem = pen.labels(0, 7, [chart.stem], _SIZE, fill=pen.palette.grey) if chart.stem else ""
    low = pen.labels(axis - 6, 7, [chart.low], 8.6, 700, pen.palette.need, "end")
    high = pen.labels(axis + 6, 7, [chart.high], 8.6, 700, pen.palette.good)
    return stem + low + high


def _bar(
    chart: DivergingLikert, row: Row, pen: Pen, place: tuple[float, float], unit: float
) -> str:
    axis, middle = place
    if not row.segments:
        return pen.labels(axis + 6, middle, [chart.missing], 8.6, 400, pen.palette.grey)
    along = axis - reach(row.segments, "low") * unit
    marks = []
    for part in row.segments:
        length = part.share * unit
        marks.append(_segment(pen, part, row.is_high_bad, (along, middle), length))
        along += length
    return "".join(marks)


def _colour(palette: Palette, side: Side, shade: Shade, is_high_bad: bool) -> str:
    if side == "neutral" or shade in ("neutral", "merged"):
        return palette.neutral
    is_good = (side == "high") != is_high_bad
    if shade == "far":
        return palette.good if is_good else palette.need
    return palette.good_light if is_good else palette.need_light


def _segment(
    pen: Pen, part: Segment, is_high_bad: bool, place: tuple[float, float], length: float
) -> str:
    along, middle = place
    top = middle - _BAR / 2
    fill = _colour(pen.palette, part.side, part.shade, is_high_bad)
    marks = [pen.box(along, top, length, _BAR, fill=fill)]
    if part.shade == "both":
        rim = _colour(pen.palette, part.side, "far", is_high_bad)
        marks.append(_frame(pen, (along, top), length, rim, 1.4, "none"))
    is_hatched = part.side == "low" and part.shade != "merged"
    if is_hatched:
        paper = pen.palette.paper
        marks.insert(1, pen.hatch(along, top, length, _BAR, stroke=paper, stroke_width=0.9))
    if part.shade == "merged":
        marks.append(_frame(pen, (along, top), length, pen.palette.grey, 0.8, "1.6 1.6"))
    if part.words:
        ink = pen.palette.paper if part.shade == "far" else pen.palette.ink
        room = pen.measure(part.words, 9, 700) + 5
        if is_hatched:
            marks.append(pen.box(along + length / 2 - room / 2, top + 1.5, room, 11, fill=fill))
        marks.append(pen.labels(along + length / 2, middle, [part.words], 9, 700, ink, "middle"))
    return "".join(marks)


def _frame(
    pen: Pen, corner: tuple[float, float], length: float, colour: str, line: float, dashes: str
) -> str:
    """Draw a line inside the edge of a segment."""
    return pen.box(
        corner[0] + line / 2,
        corner[1] + line / 2,
        max(length - line, 0.4),
        _BAR - line,
        fill="none",
        stroke=colour,
        stroke_width=line,
        stroke_dasharray=dashes,
    )


def _entry(kind: Kind) -> Entry:
    def swatch(pen: Pen, along: float, middle: float) -> str:
        part = Segment(1, kind.side, kind.shade)
        return _segment(pen, part, False, (along - 9, middle), 18)

    return Entry(kind.words, swatch, 18)
