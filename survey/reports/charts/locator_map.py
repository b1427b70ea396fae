"""A locator map: the outlines of all neighbourhoods, one of them marked; north is up."""

from dataclasses import dataclass
from math import cos, radians

from survey.reports.drawing import Pen, number

Ring = tuple[tuple[float, float], ...]
"""A closed outline as (longitude, latitude) points in degrees."""


@dataclass(frozen=True)
class LocatorMap:
    """The outlines round about and the neighbourhood's own; `tallest` limits the height, points."""

    title: str
    others: tuple[Ring, ...]
    own: Ring
    tallest: float = 110.0


def draw(chart: LocatorMap, pen: Pen) -> str:
    """Draw the map, never mirrored, as large as the pen's width and the tallest height allow."""
    points = [point for ring in (*chart.others, chart.own) for point in ring]
    west, north = min(lon for lon, _ in points), max(lat for _, lat in points)
    east, south = max(lon for lon, _ in points), min(lat for _, lat in points)
    squeeze = cos(radians((north + south) / 2))
    wide, high = max((east - west) * squeeze, 1e-9), max(north - south, 1e-9)
    scale = min((pen.width - 4) / wide, (chart.tallest - 4) / high)
    left = (pen.width - wide * scale) / 2

    def trace(ring: Ring) -> str:
        return "L".join(
            f"{number(left + (lon - west) * squeeze * scale)} {number(2 + (north - lat) * scale)}"
            for lon, lat in ring
        )

    others = "".join(f"M{trace(ring)}Z" for ring in chart.others)
    tones = pen.palette
    return pen.picture(
        chart.title,
        high * scale + 4,
        f'<path d="{others}" fill="{tones.ground}" stroke="{tones.paper}" stroke-width="1.4"/>',
        f'<path d="M{trace(chart.own)}Z" fill="{tones.good_light}" stroke="{tones.ink}" '
        'stroke-width="2" stroke-linejoin="round"/>',
    )
