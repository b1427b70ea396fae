"""A compass: the topics of a neighbourhood as spokes, beside all neighbourhoods together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from math import cos, pi, sin
from typing import Literal

from survey.reports.data_table import DataTable, say_value
from survey.reports.drawing import LEADING, Anchor, Pen
from survey.reports.palette import Palette

_LARGEST, _SMALLEST = 90.0, 60.0
_GAP = 9.0
_SIZE = 8.6
_RINGS = (20, 40, 60, 80, 100)

Place = tuple[float, float]


@dataclass(frozen=True)
class Spoke:
    """One topic from 0 in the middle to 100 at the edge; None where nothing may be shown.

    `words` and `words_other` are both values as a table says them.
    """

    label: str
    value: float | None
    other: float | None = None
    tone: Literal["good", "need", "middle"] = "middle"
    words: str = ""
    words_other: str = ""


@dataclass(frozen=True)
class Compass:
    """At least three spokes, in reading order from the top; `marks` are numbers on the rings.

    `missing` is said under the label of a topic whose value may not be shown; `head`
    stands over the table: the topic, its value and the other.
    """

    title: str
    spokes: tuple[Spoke, ...]
    marks: tuple[tuple[float, str], ...] = ()
    missing: str = ""
    head: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Block:
    """A label's lines with the place they take: anchor, middle and length, in points."""

    spoke: Spoke
    lines: tuple[str, ...]
    along: float
    middle: float
    anchor: Anchor
    length: float

    @property
    def height(self) -> float:
        return len(self.lines) * _SIZE * LEADING

    @property
    def start(self) -> float:
        return self.along - {"start": 0, "middle": self.length / 2, "end": self.length}[self.anchor]


@dataclass(frozen=True)
class _Wheel:
    """A compass with the pen that draws it; its centre lies `down` below the upper edge."""

    compass: Compass
    pen: Pen
    down: float = 0.0

    @cached_property
    def radius(self) -> float:
        """The largest radius at which the longest word beside the wheel still fits."""
        return max(_SMALLEST, min([_LARGEST, *self._limits()]))

    def _limits(self) -> Iterator[float]:
        for spoke, turn in zip(self.compass.spokes, self.turns, strict=True):
            if not _stands_upright(turn):
                longest = max(self.pen.measure(word, _SIZE, 700) for word in spoke.label.split())
                yield (self.pen.width / 2 - longest) / abs(sin(turn)) - _GAP

    @property
    def palette(self) -> Palette:
        return self.pen.palette

    @property
    def turns(self) -> list[float]:
        count = len(self.compass.spokes)
        return [2 * pi * place / count for place in range(count)]

    def point(self, turn: float, value: float) -> Place:
        reach = self.radius * value / 100
        return self.pen.width / 2 + reach * sin(turn), self.down - reach * cos(turn)


def draw(compass: Compass, pen: Pen) -> str:
    """Draw the compass; it turns the way people read: clockwise, or counter-clockwise in Arabic."""
    wheel = _Wheel(compass, pen)
    blocks = _spread([_label(wheel, place) for place in range(len(compass.spokes))])
    top = min([-wheel.radius, *(block.middle - block.height / 2 for block in blocks)])
    bottom = max([wheel.radius, *(block.middle + block.height / 2 for block in blocks)])
    wheel = replace(wheel, down=2 - top)
    return pen.picture(
        compass.title,
        bottom - top + 4,
        _web(wheel),
        _outline(wheel, [s.other for s in compass.spokes], wheel.palette.grey, 1.0, "3 2.2", 0),
        _outline(wheel, [s.value for s in compass.spokes], wheel.palette.good, 1.7, "none", 0.13),
        _numbers(wheel),
        *_dots(wheel),
        *(_write(block, wheel) for block in blocks),
    )


def tabulate(compass: Compass) -> DataTable:
    """Say every topic's value and the other; what may not be shown is called missing."""
    rows = tuple(
        (
            spoke.label,
            say_value(spoke.value, spoke.words, compass.missing),
            say_value(spoke.other, spoke.words_other, compass.missing),
        )
        for spoke in compass.spokes
    )
    return DataTable(compass.title, compass.head, rows)


def _web(wheel: _Wheel) -> str:
    middle = wheel.point(0, 0)
    rings = [
        wheel.pen.circle(
            *middle,
            wheel.radius * ring / 100,
            fill="none",
            stroke=wheel.palette.rule,
            stroke_width=0.9 if ring == 100 else 0.4,
        )
        for ring in _RINGS
    ]
    spokes = [
        wheel.pen.line(
            middle,
            wheel.point(turn, 100),
            stroke=wheel.palette.rule,
            stroke_width=0.5,
            stroke_dasharray="none" if spoke.value is not None else "1 3",
        )
        for spoke, turn in zip(wheel.compass.spokes, wheel.turns, strict=True)
    ]
    return "".join(rings + spokes)


def _outline(
    wheel: _Wheel,
    values: Iterable[float | None],
    colour: str,
    thickness: float,
    dashes: str,
    shade: float,
) -> str:
    """Join the values: all round where all are known, else only neighbours on the compass."""
    places = [
        None if value is None else wheel.point(turn, value)
        for turn, value in zip(wheel.turns, values, strict=True)
    ]
    known = [place for place in places if place is not None]
    line = {"stroke": colour, "stroke_width": thickness, "stroke_dasharray": dashes}
    if len(known) == len(places):
        fill = {"fill": colour, "fill_opacity": shade} if shade else {"fill": "none"}
        return wheel.pen.shape(known, closed=True, stroke_linejoin="round", **line, **fill)
    pairs = zip(places, places[1:] + places[:1], strict=True)
    return "".join(wheel.pen.line(a, b, **line) for a, b in pairs if a and b)


def _numbers(wheel: _Wheel) -> str:
    """Write the numbers of the rings where no spoke runs: half a step before the first."""
    marks, turn = [], -pi / len(wheel.compass.spokes)
    for value, words in wheel.compass.marks:
        along, y = wheel.point(turn, value)
        length = wheel.pen.measure(words, 8.5, 400) + 2
        paper, grey = wheel.palette.paper, wheel.palette.grey
        marks.append(wheel.pen.box(along - length / 2, y - 5, length, 10, fill=paper, rx=2))
        marks.append(wheel.pen.labels(along, y, [words], 8.5, 400, grey, "middle"))
    return "".join(marks)


def _dots(wheel: _Wheel) -> Iterator[str]:
    """Mark the values; tone is a shape first (large dot, square, small dot), then a colour."""
    good, need, paper = wheel.palette.good, wheel.palette.need, wheel.palette.paper
    for spoke, turn in zip(wheel.compass.spokes, wheel.turns, strict=True):
        if spoke.value is None:
            continue
        place = wheel.point(turn, spoke.value)
        if spoke.tone == "need":
            yield wheel.pen.square(*place, 8.4, fill=need, stroke=paper, stroke_width=0.7)
        else:
            radius = 4.2 if spoke.tone == "good" else 2.4
            yield wheel.pen.circle(*place, radius, fill=good, stroke=paper, stroke_width=0.7)


def _stands_upright(turn: float) -> bool:
    return abs(sin(turn)) < 0.15


def _label(wheel: _Wheel, place: int) -> _Block:
    """Place a label outside the rim, its lines pushed outwards above and below."""
    pen, spoke, turn = wheel.pen, wheel.compass.spokes[place], wheel.turns[place]
    edge = pen.width / 2 + (wheel.radius + _GAP) * sin(turn)
    anchor: Anchor
    if _stands_upright(turn):
        anchor, edge, room = "middle", pen.width / 2, pen.width * 0.42
    elif sin(turn) > 0:
        anchor, room = "start", pen.width - edge
    else:
        anchor, room = "end", edge
    lines = pen.wrap(spoke.label, room, _SIZE, 700)
    if spoke.value is None:
        lines += pen.wrap(wheel.compass.missing, room, _SIZE, 700)
    length = max(pen.measure(line, _SIZE, 700) for line in lines)
    block = _Block(spoke, tuple(lines), edge, 0.0, anchor, length)
    return replace(block, middle=-cos(turn) * (wheel.radius + _GAP + block.height / 2))


def _spread(blocks: list[_Block]) -> list[_Block]:
    """Move overlapping labels apart, up and down, until none touch."""
    for _ in range(60):
        pairs = list(combinations(range(len(blocks)), 2))
        touching = [(one, two) for one, two in pairs if _overlap(blocks[one], blocks[two]) > 0]
        if not touching:
            break
        for one, two in touching:
            step = _overlap(blocks[one], blocks[two]) / 2 + 0.1
            upper, lower = sorted((one, two), key=lambda place: blocks[place].middle)
            blocks[upper] = replace(blocks[upper], middle=blocks[upper].middle - step)
            blocks[lower] = replace(blocks[lower], middle=blocks[lower].middle + step)
    return blocks


def _overlap(one: _Block, two: _Block) -> float:
    """Say by how many points two labels overlap in height; 0 where they stand side by side."""
    apart = one.start > two.start + two.length + 4 or two.start > one.start + one.length + 4
    needed = (one.height + two.height) / 2 + 3
    return 0.0 if apart else max(0.0, needed - abs(one.middle - two.middle))


def _write(block: _Block, wheel: _Wheel) -> str:
    fill = wheel.palette.need if block.spoke.tone == "need" else wheel.palette.ink
    weight = 400 if block.spoke.tone == "middle" else 700
    if block.spoke.value is None:
        fill = wheel.palette.grey
    middle = block.middle + wheel.down
    return wheel.pen.labels(block.along, middle, block.lines, _SIZE, weight, fill, block.anchor)
