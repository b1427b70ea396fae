"""A locator map: the outlines of all neighbourhoods, one of them marked; north is up."""

from dataclasses import dataclass

from survey.reports.data_table import DataTable
from survey.reports.drawing import Pen
from survey.reports.map_frame import Ring, frame_map, trace


@dataclass(frozen=True)
class LocatorMap:
    """The outlines round about and the neighbourhood's own; `tallest` limits the height, points."""

    title: str
    others: tuple[Ring, ...]
    own: Ring
    tallest: float = 110.0


def draw(chart: LocatorMap, pen: Pen) -> str:
    """Draw the map, never mirrored, as large as the pen's width and the tallest height allow."""
    places = [place for ring in (*chart.others, chart.own) for place in ring]
    frame, tones = frame_map(places, pen.width, chart.tallest), pen.palette
    others = "".join(trace(frame.path(ring)) for ring in chart.others)
    return pen.picture(
        chart.title,
        frame.height,
        f'<path d="{others}" fill="{tones.ground}" stroke="{tones.paper}" stroke-width="1.4"/>',
        f'<path d="{trace(frame.path(chart.own))}" fill="{tones.good_light}" '
        f'stroke="{tones.ink}" stroke-width="2" stroke-linejoin="round"/>',
    )


def tabulate(chart: LocatorMap) -> DataTable:
    """Give the title alone: where a place lies is no number."""
    return DataTable(chart.title, (), ())
