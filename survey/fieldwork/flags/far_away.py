"""Far away: the place that was noted lies more than a kilometre outside the neighbourhood.

A kilometre is more than the worst that a telephone is wrong by between houses (some hundred
metres), and than the outline of a neighbourhood drawn by hand. Nothing but the rounded distance to
the outline is kept: not the place, and not the direction. A place that is sensitive or identifying
is sealed, and not looked at.
"""

from math import ceil, cos, hypot, radians

from survey.errors import N_
from survey.fieldwork.model import Around, Detail, Interview
from survey.places.model import Ring

MOST_KILOMETRES = 1.0
KILOMETRES_A_DEGREE = 111.2

TITLE = N_("Far from the neighbourhood")
SAYS = N_(
    "The place that was noted lies about %(kilometres)s kilometres outside the neighbourhood."
)
WHY = N_(
    "Perhaps the interview was held elsewhere, or the wrong neighbourhood was chosen. Perhaps the "
    "device knew only an old place."
)

Point = tuple[float, float]


def find(interview: Interview, around: Around) -> Detail | None:
    """Flag the farthest of the places noted, if it is far outside."""
    if not interview.outline:
        return None
    away = max((measure(point, interview.outline) for point in interview.points), default=0.0)
    return {"kilometres": ceil(away)} if away > MOST_KILOMETRES else None


def measure(point: Point, ring: Ring) -> float:
    """Return how many kilometres a place lies outside an outline, 0 where it lies within."""
    flat = [_flatten(corner, point) for corner in ring]
    sides = list(zip(flat, [*flat[1:], flat[0]], strict=True))
    return 0.0 if _is_inside(sides) else min(_distance(*side) for side in sides)


def _flatten(corner: Point, centre: Point) -> Point:
    """Write a place as kilometres east and north of another; near by the Earth is flat."""
    east = (corner[0] - centre[0]) * KILOMETRES_A_DEGREE * cos(radians(centre[1]))
    return east, (corner[1] - centre[1]) * KILOMETRES_A_DEGREE


def _is_inside(sides: list[tuple[Point, Point]]) -> bool:
    """Tell whether the middle lies within: a line from it to the east crosses an odd side."""
    crossed = 0
    for (x, y), (next_x, next_y) in sides:
        if (y > 0) != (next_y > 0) and x + (next_x - x) * y / (y - next_y) > 0:
            crossed += 1
    return crossed % 2 == 1


def _distance(start: Point, end: Point) -> float:
    """Return how far the middle is from a side."""
    (x, y), (along_x, along_y) = start, (end[0] - start[0], end[1] - start[1])
    length = along_x**2 + along_y**2
    part = max(0.0, min(1.0, -(x * along_x + y * along_y) / length)) if length else 0.0
    return hypot(x + part * along_x, y + part * along_y)
