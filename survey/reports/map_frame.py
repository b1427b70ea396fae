"""A map on paper: places of the earth become places of a picture, north up and never mirrored."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, hypot, radians

Ring = tuple[tuple[float, float], ...]
"""A closed outline as (longitude, latitude) points in degrees."""

Spot = tuple[float, float]
"""A place on paper: points from the left and from the top, whichever way people read."""

Path = tuple[Spot, ...]
"""A closed outline on paper."""

SMALLEST_STEP = 0.5
"""Bends of an outline that are smaller than this, in points, nobody sees in print."""

_KEPT = 4096


@dataclass(frozen=True)
class MapFrame:
    """An equirectangular projection that is true at the middle; `height` is what it fills."""

    west: float
    north: float
    squeeze: float
    scale: float
    left: float
    top: float
    height: float

    def spot(self, place: tuple[float, float]) -> Spot:
        """Turn (longitude, latitude) into a place on paper."""
        longitude, latitude = place
        across = (longitude - self.west) * self.squeeze * self.scale
        return self.left + across, self.top + (self.north - latitude) * self.scale

    def path(self, ring: Ring) -> Path:
        """Turn an outline into one on paper, without the bends nobody sees."""
        return simplify(tuple(self.spot(place) for place in ring))


def frame_map(
    places: Iterable[tuple[float, float]], width: float, tallest: float, margin: float = 2.0
) -> MapFrame:
    """Fit places into a picture, as large as its width and the tallest height allow."""
    points = list(places)
    west, north = min(lon for lon, _ in points), max(lat for _, lat in points)
    east, south = max(lon for lon, _ in points), min(lat for _, lat in points)
    squeeze = cos(radians((north + south) / 2))
    wide, high = max((east - west) * squeeze, 1e-9), max(north - south, 1e-9)
    scale = min((width - 2 * margin) / wide, (tallest - 2 * margin) / high)
    left = (width - wide * scale) / 2
    return MapFrame(west, north, squeeze, scale, left, margin, high * scale + 2 * margin)


def trace(path: Sequence[Spot]) -> str:
    """Write an outline for the `d` of an SVG path, to a tenth of a point."""
    places = "L".join(f"{_tenth(x)} {_tenth(y)}" for x, y in path)
    return f"M{places}Z"


def _tenth(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


@lru_cache(maxsize=_KEPT)
def simplify(path: Path) -> Path:
    """Leave out bends that are too small to be seen (Douglas and Peucker)."""
    points = path[:-1] if len(path) > 1 and path[0] == path[-1] else path
    if len(points) < 4:
        return points
    far = max(range(len(points)), key=lambda place: _apart(points[0], points[place]))
    kept = {0, far, *_bends(points, 0, far), *_bends((*points, points[0]), far, len(points))}
    return tuple(points[place] for place in sorted(kept))


def _bends(points: Sequence[Spot], first: int, last: int) -> Iterator[int]:
    """Find the points between two others that must stay."""
    waiting = [(first, last)]
    while waiting:
        start, end = waiting.pop()
        between = range(start + 1, end)
        if not between:
            continue
        bend = max(between, key=lambda place: _off(points[place], points[start], points[end]))
        if _off(points[bend], points[start], points[end]) > SMALLEST_STEP:
            yield bend
            waiting += [(start, bend), (bend, end)]


def _apart(one: Spot, other: Spot) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def _off(point: Spot, start: Spot, end: Spot) -> float:
    """Say how far a point lies off the line between two others."""
    length = _apart(start, end)
    if not length:
        return _apart(point, start)
    (x, y), (x1, y1), (x2, y2) = point, start, end
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def hatch(path: Path, step: float = 3.4) -> str:
    """Write rising lines inside an outline, for the `d` of an SVG path."""
    turned = tuple((x - y, x + y) for x, y in path)
    low, high = min(y for _, y in turned), max(y for _, y in turned)
    gap = step * 2**0.5
    strokes, level = [], (low // gap + 1) * gap
    while level < high:
        for start, end in spans(turned, level):
            (x1, y1), (x2, y2) = _turn_back(start, level), _turn_back(end, level)
            strokes.append(f"M{_tenth(x1)} {_tenth(y1)}L{_tenth(x2)} {_tenth(y2)}")
        level += gap
    return "".join(strokes)


def _turn_back(across: float, level: float) -> Spot:
    return (across + level) / 2, (level - across) / 2


def spans(path: Path, level: float) -> list[tuple[float, float]]:
    """Find where a level line runs inside an outline: pairs of entry and exit."""
    crossings = []
    for (x1, y1), (x2, y2) in pairwise((*path, path[0])):
        if (y1 <= level) != (y2 <= level):
            crossings.append(x1 + (level - y1) * (x2 - x1) / (y2 - y1))
    crossings.sort()
    return list(zip(crossings[::2], crossings[1::2], strict=True))
