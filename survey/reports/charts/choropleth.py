"""A map in shades: the darker an area, the higher its step; hatched where nothing may be shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from survey.reports.data_table import DataTable
from survey.reports.drawing import Pen
from survey.reports.legend import Entry, draw_legend
from survey.reports.map_frame import MapFrame, Path, Ring, Spot, frame_map, hatch, trace
from survey.reports.map_labels import (
    Block,
    Ground,
    Listed,
    break_name,
    choose_ink,
    draw_list,
    find_middle,
    find_room,
    make_block,
)
from survey.reports.palette import Palette

_PAD = 3.0
_SWATCH, _SWATCH_HEIGHT = 16.0, 9.0
_GAP = 8.0


@dataclass(frozen=True)
class Area:
    """One outline with the step of its shade, None where nothing may be shown.

    `number` stands for the name where the name does not fit.
    """

    outline: Ring
    name: str
    step: int | None
    value: str = ""
    is_here: bool = False
    number: str = ""


@dataclass(frozen=True)
class Choropleth:
    """Areas in up to five steps, named from light to dark; `missing` explains the hatching.

    Names that do not fit are listed under the map, unless `has_list` is off because the page
    lists them. `head` are the columns of the table: area, value.
    """

    title: str
    areas: tuple[Area, ...]
    steps: tuple[str, ...]
    missing: str
    head: tuple[str, ...]
    tallest: float = 300.0
    has_list: bool = True


def draw(chart: Choropleth, pen: Pen) -> str:
    """Draw the map, never mirrored, then its legend and the names that do not fit."""
    places = [place for area in chart.areas for place in area.outline]
    frame = frame_map(places, pen.width, chart.tallest)
    paths = [frame.path(area.outline) for area in chart.areas]
    labels, listed = _label_all(chart, paths, frame, pen)
    legend, high = draw_legend(pen, list(_entries(chart)), frame.height + _GAP)
    top = frame.height + _GAP + high + (4 if listed else 0)
    names, low = draw_list(pen, listed, top)
    return pen.picture(
        chart.title, top + low, *_shades(chart, paths, pen.palette), *labels, legend, names
    )


def tabulate(chart: Choropleth) -> DataTable:
    """Say each area's value, or that there is none."""
    rows = tuple((area.name, area.value or _step_of(chart, area)) for area in chart.areas)
    return DataTable(chart.title, chart.head, rows)


def _step_of(chart: Choropleth, area: Area) -> str:
    return chart.missing if area.step is None else chart.steps[area.step]


def _shades(chart: Choropleth, paths: Sequence[Path], palette: Palette) -> Iterator[str]:
    """Draw all areas of a step at once, then the hatching, then the line round one's own."""
    rim = f'stroke="{palette.paper}" stroke-width="1.1" stroke-linejoin="round"'
    for step in (None, *range(len(chart.steps))):
        inside = [p for a, p in zip(chart.areas, paths, strict=True) if a.step == step]
        outlines = "".join(map(trace, inside))
        if not inside:
            continue
        if step is None:
            thin = f'stroke="{palette.grey}" stroke-width="0.5"'
            yield f'<path d="{outlines}" fill="{palette.paper}" {thin}/>'
            yield f'<path d="{"".join(map(hatch, inside))}" fill="none" {thin}/>'
        else:
            yield f'<path d="{outlines}" fill="{palette.ramp[step]}" {rim}/>'
    here = [trace(p) for a, p in zip(chart.areas, paths, strict=True) if a.is_here]
    if here:
        thick = f'stroke="{palette.ink}" stroke-width="2" stroke-linejoin="round"'
        yield f'<path d="{"".join(here)}" fill="none" {thick}/>'


def _label_all(
    chart: Choropleth, paths: Sequence[Path], frame: MapFrame, pen: Pen
) -> tuple[list[str], list[Listed]]:
    """Name each area inside it; number those where the name does not fit, and list them."""
    ground = Ground(pen.width, frame.height)
    found = [_find_label(area, path, pen) for area, path in zip(chart.areas, paths, strict=True)]
    marks, listed = [], []
    for label in found:
        if label.spot:
            ground.take(label.spot, label.block.length, label.block.height)
            marks.append(_write(label, label.spot, pen))
    for label in found:
        if label.spot is None and label.area.number:
            marks.append(_write_off(label, ground, pen))
        if label.is_number and label.area.number:
            listed.append(Listed(label.area.number, label.area.name, label.area.value))
    return marks, listed if chart.has_list else []


@dataclass(frozen=True)
class _Label:
    """What is written of an area, and where; no `spot` where it does not fit inside."""

    area: Area
    path: Path
    block: Block
    spot: Spot | None
    is_number: bool = False


def _find_label(area: Area, path: Path, pen: Pen) -> _Label:
    """Find the fullest label that fits inside an area: its name, or else its number."""
    for block in break_name(pen, area.name, area.value):
        spot = find_room(path, block.length + _PAD, block.height)
        if spot:
            return _Label(area, path, block, spot)
    block = make_block(pen, (area.number,))
    spot = find_room(path, block.length + 1, block.height - 3) if area.number else None
    return _Label(area, path, block, spot, is_number=True)


def _write(label: _Label, spot: Spot, pen: Pen) -> str:
    if label.area.step is None:
        return _lay_ground(label.block, spot, pen) + label.block.write(pen, spot, pen.palette.ink)
    return label.block.write(pen, spot, choose_ink(pen.palette, pen.palette.ramp[label.area.step]))


def _write_off(label: _Label, ground: Ground, pen: Pen) -> str:
    """Write a number where there is room, with a thin line to the middle of its area."""
    middle, ink = find_middle(label.path), pen.palette.ink
    spot = ground.find_near(middle, label.block) or middle
    ground.take(spot, label.block.length, label.block.height)
    line = pen.line(
        (pen.x(middle[0]), middle[1]), (pen.x(spot[0]), spot[1]), stroke=ink, stroke_width=0.5
    )
    dot = pen.circle(pen.x(middle[0]), middle[1], 1.2, fill=ink)
    return line + dot + _lay_ground(label.block, spot, pen) + label.block.write(pen, spot, ink)


def _lay_ground(block: Block, spot: Spot, pen: Pen) -> str:
    """Whiten the ground under a label, so that no line runs through its letters."""
    along, top = pen.x(spot[0]) - block.length / 2 - 1.5, spot[1] - block.height / 2
    return pen.box(along, top, block.length + 3, block.height, fill=pen.palette.paper, rx=2)


def _entries(chart: Choropleth) -> Iterator[Entry]:
    """Explain the steps from light to dark, and the hatching where it is used."""
    for step, words in enumerate(chart.steps):
        yield Entry(words, partial(_swatch, step), _SWATCH)
    if any(area.step is None for area in chart.areas):
        yield Entry(chart.missing, partial(_swatch, None), _SWATCH)


def _swatch(step: int | None, pen: Pen, along: float, middle: float) -> str:
    palette = pen.palette
    corner = along - _SWATCH / 2, middle - _SWATCH_HEIGHT / 2
    fill = palette.paper if step is None else palette.ramp[step]
    box = pen.box(
        *corner, _SWATCH, _SWATCH_HEIGHT, fill=fill, stroke=palette.grey, stroke_width=0.5
    )
    if step is not None:
        return box
    lines = pen.hatch(*corner, _SWATCH, _SWATCH_HEIGHT, stroke=palette.grey, stroke_width=0.5)
    return box + lines
