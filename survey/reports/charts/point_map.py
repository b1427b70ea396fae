"""A map of marks: a dot is good news, a square a need, a ring lies between; names stand beside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import sqrt

from survey.reports.data_table import DataTable
from survey.reports.drawing import Pen
from survey.reports.legend import Entry, draw_legend
from survey.reports.map_frame import Ring, Spot, frame_map, trace
from survey.reports.map_labels import Block, Ground, Listed, break_name, draw_list, make_block
from survey.reports.marks import Tone, draw_mark

_MARK = 9.0
_MARGIN = 8.0
_BESIDE = _MARK / 2 + 2.5
_GAP = 8.0

_LONGEST = 1.3
"""How far a name may reach, as a part of the way from one mark to the next; else it confuses."""


@dataclass(frozen=True)
class Point:
    """One mark at (longitude, latitude); `number` stands for the name where it does not fit."""

    place: tuple[float, float]
    name: str
    tone: Tone
    value: str = ""
    number: str = ""


@dataclass(frozen=True)
class PointMap:
    """Marks over the outlines of areas; `keys` explain the tones in the order of the legend.

    Names that do not fit are listed under the map, unless `has_list` is off because the page
    lists them. `head` are the columns of the table: name, meaning, value.
    """

    title: str
    areas: tuple[Ring, ...]
    points: tuple[Point, ...]
    keys: tuple[tuple[Tone, str], ...]
    head: tuple[str, ...]
    tallest: float = 300.0
    has_list: bool = True


def draw(chart: PointMap, pen: Pen) -> str:
    """Draw the map, never mirrored, then its legend and the names that do not fit."""
    places = [place for ring in chart.areas for place in ring]
    places += [point.place for point in chart.points]
    frame = frame_map(places, pen.width, chart.tallest, _MARGIN)
    ground = Ground(pen.width, frame.height)
    spots = [frame.spot(point.place) for point in chart.points]
    labels, listed = _label_all(chart.points, spots, ground, pen)
    legend, high = draw_legend(pen, list(_entries(chart)), frame.height + _GAP)
    top = frame.height + _GAP + high + (4 if listed and chart.has_list else 0)
    names, low = draw_list(pen, listed if chart.has_list else [], top)
    outlines = "".join(trace(frame.path(ring)) for ring in chart.areas)
    rim = f'stroke="{pen.palette.paper}" stroke-width="1.4"'
    land = f'<path d="{outlines}" fill="{pen.palette.ground}" {rim}/>'
    marks = [
        draw_mark(pen, point.tone, pen.x(x), y, _MARK)
        for point, (x, y) in zip(chart.points, spots, strict=True)
    ]
    return pen.picture(
        chart.title, top + low, land if outlines else "", *labels, *marks, legend, names
    )


def tabulate(chart: PointMap) -> DataTable:
    """Say of each mark what it means."""
    meanings = dict(chart.keys)
    rows = ((p.name, meanings.get(p.tone, ""), p.value) for p in chart.points)
    return DataTable(chart.title, chart.head, tuple(row[: len(chart.head)] for row in rows))


def _entries(chart: PointMap) -> Iterator[Entry]:
    used = {point.tone for point in chart.points}
    for tone, words in chart.keys:
        if tone in used:
            yield Entry(words, partial(_swatch, tone), 12)


def _swatch(tone: Tone, pen: Pen, along: float, middle: float) -> str:
    return draw_mark(pen, tone, along, middle, _MARK)


def _label_all(
    points: Sequence[Point], spots: Sequence[Spot], ground: Ground, pen: Pen
) -> tuple[list[str], list[Listed]]:
    """Write each name beside its mark; number those where there is no room, and list them."""
    for spot in spots:
        ground.take(spot, _MARK, _MARK)
    longest = _LONGEST * sqrt(ground.width * ground.height / max(len(points), 1))
    marks, listed = [], []
    for point, spot in zip(points, spots, strict=True):
        found = _find_beside(point, spot, ground, pen, longest)
        if found:
            marks.append(found[0].write(pen, found[1], pen.palette.ink))
        elif point.number:
            marks.append(_write_number(point, spot, ground, pen))
            listed.append(Listed(point.number, point.name, point.value))
    return marks, listed


def _find_beside(
    point: Point, spot: Spot, ground: Ground, pen: Pen, longest: float
) -> tuple[Block, Spot] | None:
    """Find a form of the name no longer than `longest` that fits beside its mark."""
    for block in break_name(pen, point.name, point.value):
        if block.length > longest:
            continue
        place = ground.find_beside(spot, block, _BESIDE)
        if place:
            ground.take(place, block.length, block.height)
            return block, place
    return None


def _write_number(point: Point, spot: Spot, ground: Ground, pen: Pen) -> str:
    """Write a number beside its mark, or some way off with a thin line to it."""
    block = make_block(pen, (point.number,))
    place = ground.find_beside(spot, block, _BESIDE)
    line = ""
    if place is None:
        place = ground.find_near(spot, block) or spot
        line = pen.line(
            (pen.x(spot[0]), spot[1]),
            (pen.x(place[0]), place[1]),
            stroke=pen.palette.grey,
            stroke_width=0.5,
        )
    ground.take(place, block.length, block.height)
    return line + block.write(pen, place, pen.palette.ink)
