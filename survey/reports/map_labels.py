"""Names on a map: written where they fit, as numbers with a list where they do not."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import cos, hypot, pi, sin

from survey.reports.drawing import LEADING, Pen
from survey.reports.map_frame import Path, Spot, spans
from survey.reports.palette import Palette

SIZE = 8.6
VALUE_SIZE = 10.0
_STEP = 2.0
_MOST_LINES = 3
_KEPT = 4096
_REACHES = (9.0, 14.0, 20.0, 28.0, 38.0, 50.0)
_TURNS = 12


@dataclass(frozen=True)
class Block:
    """A label: lines of a name, and a value under them that is set larger."""

    lines: tuple[str, ...]
    value: str
    length: float
    height: float

    def write(self, pen: Pen, spot: Spot, fill: str) -> str:
        """Write the label, centred on a place of the paper."""
        along, top = pen.x(spot[0]), spot[1] - self.height / 2
        step = SIZE * LEADING
        middle = top + step * len(self.lines) / 2
        marks = pen.labels(along, middle, self.lines, SIZE, 400, fill, "middle")
        if self.value:
            low = top + step * len(self.lines) + VALUE_SIZE * LEADING / 2
            marks += pen.labels(along, low, [self.value], VALUE_SIZE, 700, fill, "middle")
        return marks


def choose_ink(palette: Palette, ground: str) -> str:
    """Choose dark or white letters, whichever stand out more from the ground."""
    light = _luminance(ground)
    on_ink = (light + 0.05) / (_luminance(palette.ink) + 0.05)
    on_paper = (_luminance(palette.paper) + 0.05) / (light + 0.05)
    return palette.ink if on_ink >= on_paper else palette.paper


def _luminance(colour: str) -> float:
    """Say how bright “#RRGGBB” is, from 0 to 1, as WCAG reckons it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def make_block(pen: Pen, lines: Sequence[str], value: str = "") -> Block:
    """Measure a label."""
    lengths = [pen.measure(line, SIZE, 400) for line in lines]
    height = len(lines) * SIZE * LEADING
    if value:
        lengths.append(pen.measure(value, VALUE_SIZE, 700))
        height += VALUE_SIZE * LEADING
    return Block(tuple(lines), value, max(lengths), height)


def break_name(pen: Pen, name: str, value: str = "") -> Iterator[Block]:
    """Offer a name on one line, then on two and on three."""
    length = pen.measure(name, SIZE, 400)
    seen = set()
    for count in range(1, _MOST_LINES + 1):
        lines = tuple(pen.wrap(name, length / count * (1 if count == 1 else 1.25), SIZE))
        if len(lines) <= count and lines not in seen:
            seen.add(lines)
            yield make_block(pen, lines, value)


@lru_cache(maxsize=_KEPT)
def find_room(path: Path, length: float, height: float) -> Spot | None:
    """Find where a label fits inside an outline, as near to its middle as can be."""
    middle = find_middle(path)
    top, bottom = min(y for _, y in path), max(y for _, y in path)
    fitting: list[tuple[float, float, float]] = []
    level = top + height / 2
    while level <= bottom - height / 2:
        for start, end in _common_spans(path, level - height / 2, level + height / 2):
            if end - start >= length:
                x = min(max(middle[0], start + length / 2), end - length / 2)
                fitting.append((hypot(x - middle[0], level - middle[1]), x, level))
        level += _STEP
    return min(fitting)[1:] if fitting else None


@lru_cache(maxsize=_KEPT)
def find_middle(path: Path) -> Spot:
    """Find the centre of an outline's area; where that lies outside, the middle of its width."""
    twice = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(path, (*path[1:], path[0]), strict=True):
        cross = x1 * y2 - x2 * y1
        twice, x, y = twice + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    if abs(twice) < 1e-9:
        return path[0]
    centre = x / (3 * twice), y / (3 * twice)
    inside = spans(path, centre[1])
    if not inside or any(start <= centre[0] <= end for start, end in inside):
        return centre
    start, end = max(inside, key=lambda span: span[1] - span[0])
    return (start + end) / 2, centre[1]


def _common_spans(path: Path, top: float, bottom: float) -> list[tuple[float, float]]:
    """Find what lies inside an outline on all heights from `top` to `bottom`."""
    count = max(2, round((bottom - top) / 3) + 1)
    common = spans(path, top)
    for place in range(1, count):
        found = spans(path, top + (bottom - top) * place / (count - 1))
        common = [
            (max(one[0], other[0]), min(one[1], other[1]))
            for one in common
            for other in found
            if max(one[0], other[0]) < min(one[1], other[1])
        ]
    return common


Corner = tuple[float, float, float, float]
"""A rectangle on paper: left, top, right, bottom."""


@dataclass
class Ground:
    """What is already written on a map, so that nothing is written over it."""

    width: float
    height: float
    taken: list[Corner] = field(default_factory=list)

    def take(self, spot: Spot, length: float, height: float) -> None:
        """Note that a place has been written on."""
        self.taken.append(_around(spot, length, height))

    def is_free(self, spot: Spot, length: float, height: float) -> bool:
        """Tell whether a label fits here: inside the map and on no other."""
        left, top, right, bottom = _around(spot, length, height)
        if left < 0 or top < 0 or right > self.width or bottom > self.height:
            return False
        return not any(
            left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
            for other in self.taken
        )

    def find_beside(self, spot: Spot, block: Block, gap: float) -> Spot | None:
        """Find a free place right beside a mark: on its sides, below or above."""
        x, y = spot
        aside, off = gap + block.length / 2, gap + block.height / 2 - 1.5
        places = [(x + aside, y), (x - aside, y), (x, y + off), (x, y - off)]
        return self._first_free(places, block)

    def find_near(self, spot: Spot, block: Block) -> Spot | None:
        """Find a free place some way off, for a label with a line to what it names."""
        turns = [2 * pi * turn / _TURNS for turn in range(_TURNS)]
        reaches = [reach + block.length / 2 for reach in _REACHES]
        return self._first_free(
            (
                (spot[0] + reach * cos(turn), spot[1] + reach * sin(turn))
                for reach in reaches
                for turn in turns
            ),
            block,
        )

    def _first_free(self, places: Iterable[Spot], block: Block) -> Spot | None:
        free = (p for p in places if self.is_free(p, block.length, block.height))
        return next(free, None)


def _around(spot: Spot, length: float, height: float) -> Corner:
    x, y = spot
    return x - length / 2, y - height / 2, x + length / 2, y + height / 2


@dataclass(frozen=True)
class Listed:
    """A line of the list under a map: the number on the map, the name and the value."""

    number: str
    name: str
    value: str = ""


def draw_list(pen: Pen, entries: Sequence[Listed], top: float) -> tuple[str, float]:
    """Draw the list in columns from `top` down; return the marks and the height they fill."""
    if not entries:
        return "", 0.0
    columns = max(1, int(pen.width // 118))
    room = pen.width / columns - 10
    numbers = max(pen.measure(entry.number, SIZE, 700) for entry in entries) + 5
    each = -(-len(entries) // columns)
    marks: list[str] = []
    lowest = top
    for column in range(columns):
        y = top
        for entry in entries[column * each : (column + 1) * each]:
            start = column * pen.width / columns
            y = _draw_entry(pen, entry, (start, y), (numbers, room), marks.append)
        lowest = max(lowest, y)
    return "".join(marks), lowest - top


def _draw_entry(
    pen: Pen,
    entry: Listed,
    place: tuple[float, float],
    room: tuple[float, float],
    draw: Callable[[str], None],
) -> float:
    along, top = place
    numbers, length = room
    value = pen.measure(entry.value, SIZE, 700) + 5 if entry.value else 0
    lines = pen.wrap(entry.name, length - numbers - value, SIZE)
    height = len(lines) * SIZE * LEADING
    first = top + SIZE * LEADING / 2
    draw(pen.labels(along, first, [entry.number], SIZE, 700))
    draw(pen.labels(along + numbers, top + height / 2, lines, SIZE))
    if entry.value:
        draw(pen.labels(along + length, first, [entry.value], SIZE, 700, anchor="end"))
    return top + height + 1
