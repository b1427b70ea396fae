"""Marks: what stands for good news, need and what lies between, by shape and colour."""

from typing import Literal

from survey.reports.drawing import Pen

Tone = Literal["good", "need", "middle"]


def draw_mark(pen: Pen, tone: Tone, along: float, y: float, size: float = 8.4) -> str:
    """Draw a mark `size` points across: a dot is good, a square a need, a ring lies between."""
    palette = pen.palette
    if tone == "need":
        return pen.square(along, y, size, fill=palette.need, stroke=palette.paper, stroke_width=0.7)
    if tone == "good":
        look = {"fill": palette.good, "stroke": palette.paper, "stroke_width": 0.7}
        return pen.circle(along, y, size / 2, **look)
    ring = {"fill": palette.paper, "stroke": palette.grey, "stroke_width": 1.4}
    return pen.circle(along, y, size / 2 - 0.7, **ring)
