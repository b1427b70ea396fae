"""Small multiples: many little compasses on one grid, alike in spokes and scale."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, sin

from survey.reports.data_table import DataTable
from survey.reports.drawing import LEADING, Pen
from survey.reports.marks import Tone, draw_mark

_TITLE, _NOTE = 9.6, 8.5
_GUTTER, _SPACE = 12.0, 14.0
_RIM = 11.0
"""How far outside the rim the name of a spoke has its middle."""

_LARGEST = 60.0
_RINGS = (50, 100)

Place = tuple[float, float]


@dataclass(frozen=True)
class Panel:
    """One compass: a value, another's value and a tone for each spoke, and a note under it.

    A value of None may not be shown; `words` are the values as a table says them.
    """

    title: str
    values: tuple[float | None, ...]
    others: tuple[float | None, ...]
    tones: tuple[Tone, ...]
    note: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class SmallMultiples:
    """Panels in reading order; `spokes` are short names (numbers) of the spokes, from the top.

    `missing` is what a table says of a value that may not be shown.
    """

    title: str
    panels: tuple[Panel, ...]
    per_row: int
    head: tuple[str, ...]
    spokes: tuple[str, ...] = ()
    missing: str = "–"


@dataclass(frozen=True)
class _Grid:
    """The measure that all panels share: `wide` a panel, its wheel of `radius`."""

    chart: SmallMultiples
    pen: Pen

    @property
    def wide(self) -> float:
        per_row = max(1, self.chart.per_row)
        return (self.pen.width - _GUTTER * (per_row - 1)) / per_row

    @property
    def rim(self) -> float:
        """How much room the names of the spokes need beside the rim."""
        if not self.chart.spokes:
            return 4.0
        longest = max(self.pen.measure(name, _NOTE, 400) for name in self.chart.spokes)
        return _RIM + max(_NOTE, longest) / 2

    @property
    def radius(self) -> float:
        return max(12.0, min(_LARGEST, self.wide / 2 - self.rim))

    def title_of(self, panel: Panel) -> list[str]:
        return self.pen.wrap(panel.title, self.wide, _TITLE, 700)

    def note_of(self, panel: Panel) -> list[str]:
        return self.pen.wrap(panel.note, self.wide, _NOTE) if panel.note else []


@dataclass(frozen=True)
class _Wheel:
    """One panel's wheel round its centre."""

    grid: _Grid
    panel: Panel
    centre: Place

    @property
    def turns(self) -> list[float]:
        count = len(self.panel.values)
        return [2 * pi * place / count for place in range(count)]

    def point(self, turn: float, value: float, beyond: float = 0.0) -> Place:
        reach = self.grid.radius * value / 100 + beyond
        return self.centre[0] + reach * sin(turn), self.centre[1] - reach * cos(turn)

    def points(self, values: Sequence[float | None]) -> list[Place | None]:
        return [
            None if value is None else self.point(turn, value)
            for turn, value in zip(self.turns, values, strict=True)
        ]


def draw(chart: SmallMultiples, pen: Pen) -> str:
    """Draw the panels row by row, wheels of a row on one line, from where reading begins."""
    grid, top = _Grid(chart, pen), 0.0
    marks: list[str] = []
    for row in _rows(chart):
        titles = max(len(grid.title_of(panel)) for panel in row) * _TITLE * LEADING
        notes = max(len(grid.note_of(panel)) for panel in row) * _NOTE * LEADING
        middle = top + titles + grid.rim + grid.radius + 3
        for place, panel in enumerate(row):
            centre = (place * (grid.wide + _GUTTER) + grid.wide / 2, middle)
            marks += _draw_panel(_Wheel(grid, panel, centre), top)
        top = middle + grid.radius + grid.rim + notes + _SPACE
    return pen.picture(chart.title, max(top - _SPACE, 1.0), *marks)


def tabulate(chart: SmallMultiples) -> DataTable:
    """Say every panel's values; one that may not be shown is called missing, never zero."""
    rows = tuple((panel.title, *_say(chart, panel)) for panel in chart.panels)
    return DataTable(chart.title, chart.head, rows)


def _say(chart: SmallMultiples, panel: Panel) -> Iterator[str]:
    for place, value in enumerate(panel.values):
        words = panel.words[place] if panel.words else f"{value:.0f}" if value is not None else ""
        yield chart.missing if value is None else words


def _rows(chart: SmallMultiples) -> list[tuple[Panel, ...]]:
    step = max(1, chart.per_row)
    starts = range(0, len(chart.panels), step)
    return [chart.panels[start : start + step] for start in starts]


def _draw_panel(wheel: _Wheel, top: float) -> Iterator[str]:
    grid, pen, (along, middle) = wheel.grid, wheel.grid.pen, wheel.centre
    titles, notes = grid.title_of(wheel.panel), grid.note_of(wheel.panel)
    height = len(titles) * _TITLE * LEADING
    below = middle + grid.radius + grid.rim + len(notes) * _NOTE * LEADING / 2
    yield pen.labels(along, top + height / 2, titles, _TITLE, 700, anchor="middle")
    yield from _draw_web(wheel)
    colours = pen.palette
    yield from _join(wheel, wheel.panel.others, colours.grey, 0.9, "2.6 2")
    yield from _join(wheel, wheel.panel.values, colours.good, 1.5, "none")
    yield from _draw_marks(wheel)
    yield pen.labels(along, below, notes, _NOTE, 400, colours.grey, "middle")


def _draw_web(wheel: _Wheel) -> Iterator[str]:
    """Draw rings and spokes; a spoke whose value may not be shown is dotted."""
    pen, rule = wheel.grid.pen, wheel.grid.pen.palette.rule
    for ring in _RINGS:
        radius = wheel.grid.radius * ring / 100
        yield pen.circle(*wheel.centre, radius, fill="none", stroke=rule, stroke_width=0.5)
    for turn, value, name in zip(wheel.turns, wheel.panel.values, _names(wheel), strict=True):
        look: dict[str, object] = {"stroke": rule, "stroke_width": 0.5}
        if value is None:
            look["stroke_dasharray"] = "1 3"
        yield pen.line(wheel.centre, wheel.point(turn, 100), **look)
        if name:
            along, y = wheel.point(turn, 100, _RIM)
            yield pen.labels(along, y, [name], _NOTE, 400, pen.palette.grey, "middle")


def _names(wheel: _Wheel) -> Sequence[str]:
    count = len(wheel.panel.values)
    return wheel.grid.chart.spokes or ("",) * count


def _join(
    wheel: _Wheel, values: Sequence[float | None], colour: str, thickness: float, dashes: str
) -> Iterator[str]:
    """Join the values all round; the line breaks where one may not be shown."""
    places, pen = wheel.points(values), wheel.grid.pen
    look = {"stroke": colour, "stroke_width": thickness, "stroke_dasharray": dashes}
    known = [place for place in places if place is not None]
    if known and len(known) == len(places):
        shade = {"fill": colour, "fill_opacity": 0.1} if dashes == "none" else {"fill": "none"}
        yield pen.shape(known, closed=True, stroke_linejoin="round", **look, **shade)
        return
    for one, two in pairwise([*places, *places[:1]]):
        if one and two:
            yield pen.line(one, two, **look)


def _draw_marks(wheel: _Wheel) -> Iterator[str]:
    """Mark strengths and needs by shape; what lies between is a small dot."""
    pen = wheel.grid.pen
    for place, tone in zip(wheel.points(wheel.panel.values), wheel.panel.tones, strict=True):
        if place and tone == "middle":
            yield pen.circle(*place, 1.7, fill=pen.palette.good)
        elif place:
            yield draw_mark(pen, tone, *place, size=6.4)
