"""A map to point at: the outlines of a project's neighbourhoods, drawn without tiles or network."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import cos, radians

from survey.places.model import Ring

WIDTH, TALLEST = 280, 360
"""Points on the screen: the width of the smallest telephones; a taller place is drawn narrower."""

EDGE = 0.06
"""How much of the map lies around the outlines, as a part of their width and height."""

PAPER, GROUND, OWN, INK, PIN = "#fff", "#e6e9eb", "#cfe4e4", "#1b1f23", "#a6490b"


@dataclass(frozen=True)
class Area:
    """An outline and what people call it; `is_own` marks where the form is being filled in."""

    ring: Ring
    name: str
    is_own: bool


@dataclass(frozen=True)
class Map:
    """A picture of `width` by `height` points, and the degrees at its edges; north is up."""

    areas: tuple[Area, ...]
    west: float
    south: float
    east: float
    north: float
    width: int
    height: int

    def find(self, across: float, down: float) -> tuple[float, float]:
        """Return the latitude and longitude of a point, counted from the upper left."""
        latitude = self.north - down / self.height * (self.north - self.south)
        return latitude, self.west + across / self.width * (self.east - self.west)

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a place lies, in points from the left and from above."""
        across = (longitude - self.west) / (self.east - self.west) * self.width
        return across, (self.north - latitude) / (self.north - self.south) * self.height


def make_map(areas: Sequence[Area]) -> Map | None:
    """Fit the outlines into a map; None where there are none."""
    points = [point for area in areas for point in area.ring]
    if not points:
        return None
    west, east = _widen([longitude for longitude, _ in points])
    south, north = _widen([latitude for _, latitude in points])
    shape = (north - south) / ((east - west) * cos(radians((north + south) / 2)))
    width = min(WIDTH, round(TALLEST / shape))
    return Map(tuple(areas), west, south, east, north, width, max(1, round(width * shape)))


def draw_map(found: Map, pin: tuple[float, float] | None = None) -> str:
    """Draw the map as SVG; `pin` is a latitude and a longitude."""
    shapes = "".join(_draw_area(found, area) for area in found.areas)
    names = "".join(_write_name(found, area) for area in found.areas)
    size = f'viewBox="0 0 {found.width} {found.height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif">'
        f'<path fill="{PAPER}" d="M0 0h{found.width}v{found.height}H0z"/>'
        f'<g stroke="{PAPER}" stroke-width="1.5" stroke-linejoin="round">{shapes}</g>'
        f'<g font-size="9" text-anchor="middle" fill="{INK}" stroke="{PAPER}" stroke-width="2" '
        f'paint-order="stroke">{names}</g>{_draw_pin(found, pin) if pin else ""}</svg>'
    )


def _widen(degrees: Sequence[float]) -> tuple[float, float]:
    low, high = min(degrees), max(degrees)
    edge = max((high - low) * EDGE, 1e-4)
    return low - edge, high + edge


def _draw_area(found: Map, area: Area) -> str:
    corners = (found.place(*point) for point in area.ring)
    path = "L".join(f"{across:.1f} {down:.1f}" for across, down in corners)
    return f'<path fill="{OWN if area.is_own else GROUND}" d="M{path}Z"/>'


def _write_name(found: Map, area: Area) -> str:
    """Write the name in the middle of its outline."""
    corners = [found.place(*point) for point in area.ring]
    across = (min(x for x, _ in corners) + max(x for x, _ in corners)) / 2
    down = (min(y for _, y in corners) + max(y for _, y in corners)) / 2
    return f'<text x="{across:.1f}" y="{down + 3:.1f}">{escape(area.name)}</text>'


def _draw_pin(found: Map, pin: tuple[float, float]) -> str:
    latitude, longitude = pin
    across, down = found.place(longitude, latitude)
    return (
        f'<path fill="{PIN}" stroke="{PAPER}" stroke-width="2" '
        f'd="M{across:.1f} {down:.1f}l-6-9a7.3 7.3 0 1 1 12 0z"/>'
    )
