"""The picture of scaling: time and memory over responses, both axes logarithmic.

Run by `uv run python -m benchmarks.scoring.chart` from the figures that were kept. Lines are told
apart by dashes and marks and named where they end, so that it can be printed in black and white.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from pathlib import Path

from benchmarks.scoring.measured import Measured, load_measured

PICTURE = Path(__file__).parent / "scaling.svg"
WIDTH, HEIGHT = 940, 420
TOP, BOTTOM = 54, 370
PLOT = 300
LEFTS = (60, 520)
APART = 15
"""The least distance between two names, in pixels."""

DASHES = {"ours": "", "ours, released": "9 4", "pandas": "3 3", "R survey": "12 3 2 3", "floor": ""}
MARKS = {
    "ours": '<circle r="4.5"/>',
    "ours, released": '<circle r="4.5" fill="white"/>',
    "pandas": '<path d="M-4 4h8v-8h-8z"/>',
    "R survey": '<path d="M-5 4h10l-5-9z"/>',
    "floor": '<path d="M-4-4l8 8m0-8l-8 8"/>',
}
HEAD = f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"
 font-family="sans-serif" font-size="13" role="img">
<title>Scoring 60 questions: time and memory over the number of responses</title>
<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>"""


@dataclass(frozen=True)
class Panel:
    """A plot from `left` on: responses to the right, `lowest` to `highest` upwards, by decades."""

    left: float
    sizes: tuple[int, int]
    lowest: int
    highest: int

    def x(self, responses: float) -> float:
        """Place a number of responses."""
        first, last = (log10(size) for size in self.sizes)
        return self.left + PLOT * (log10(responses) - first) / (last - first)

    def y(self, value: float) -> float:
        """Place a value."""
        share = (log10(value) - self.lowest) / (self.highest - self.lowest)
        return BOTTOM - (BOTTOM - TOP) * share


def draw_chart(measured: Sequence[Measured]) -> str:
    """Draw the picture as SVG; at least two sizes must have been measured."""
    measured = [one for one in measured if one.way in DASHES]
    time = _draw_panel(LEFTS[0], "Seconds", measured, lambda one: one.fastest)
    memory = _draw_panel(LEFTS[1], "Peak memory, MB", measured, lambda one: one.megabytes)
    return "\n".join([HEAD, *time, *memory, "</svg>\n"])


def _draw_panel(
    left: float, title: str, measured: Sequence[Measured], value: Callable[[Measured], float]
) -> Iterator[str]:
    values = [log10(value(one)) for one in measured]
    sizes = [one.responses for one in measured]
    panel = Panel(left, (min(sizes), max(sizes)), floor(min(values)), ceil(max(values)))
    yield f'<text x="{left}" y="24" font-size="15" font-weight="bold">{title}</text>'
    yield from _draw_axes(panel)
    ends: list[tuple[float, float, str]] = []
    for way in dict.fromkeys(one.way for one in measured):
        runs = sorted((one.responses, value(one)) for one in measured if one.way == way)
        points = [(panel.x(responses), panel.y(high)) for responses, high in runs]
        yield from _draw_line(way, points)
        ends.append((*points[-1], way))
    yield from _name_lines(ends)


def _draw_axes(panel: Panel) -> Iterator[str]:
    right = panel.left + PLOT
    for decade in range(panel.lowest, panel.highest + 1):
        y = panel.y(10**decade)
        yield f'<path d="M{panel.left} {y:.1f}H{right}" stroke="#ccc"/>'
        yield f'<text x="{panel.left - 6}" y="{y + 4:.1f}" text-anchor="end">{10**decade:g}</text>'
    for decade in range(ceil(log10(panel.sizes[0])), floor(log10(panel.sizes[1])) + 1):
        x = panel.x(10**decade)
        yield f'<path d="M{x:.1f} {TOP}V{BOTTOM}" stroke="#ccc"/>'
        name = f"{10 ** (decade - 6)} M" if decade >= 6 else f"{10 ** (decade - 3)} k"
        yield f'<text x="{x:.1f}" y="{BOTTOM + 19}" text-anchor="middle">{name}</text>'
    middle = panel.left + PLOT / 2
    yield f'<text x="{middle}" y="{BOTTOM + 40}" text-anchor="middle">responses</text>'


def _draw_line(way: str, points: Sequence[tuple[float, float]]) -> Iterator[str]:
    width = 2.5 if way == "ours" else 1.5
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    dash = f' stroke-dasharray="{DASHES[way]}"' if DASHES[way] else ""
    yield f'<path d="M{path}" fill="none" stroke="black" stroke-width="{width}"{dash}/>'
    yield '<g stroke="black" stroke-width="1.5">'
    for x, y in points:
        yield f'<g transform="translate({x:.1f} {y:.1f})">{MARKS[way]}</g>'
    yield "</g>"


def _name_lines(ends: Sequence[tuple[float, float, str]]) -> Iterator[str]:
    """Name lines where they end: right of the last size, from the top, none closer than `APART`.

    A line that ends before is named to the left of its end, where lines that rise leave room.
    """
    right = max(x for x, _, _ in ends)
    lowest: dict[float, float] = {}
    for x, y, way in sorted(ends, key=lambda end: end[1]):
        is_last = x == right
        wanted = y + 4 if is_last else y - 12
        lowest[x] = max(wanted, lowest.get(x, 0.0) + APART)
        place, anchor = (x + 10, "start") if is_last else (x - 8, "end")
        yield f'<text x="{place:.1f}" y="{lowest[x]:.1f}" text-anchor="{anchor}">{way}</text>'


if __name__ == "__main__":
    PICTURE.write_text(draw_chart(load_measured()), encoding="utf-8")
