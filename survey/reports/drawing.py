"""Drawing: the few marks every chart is made of, mirrored where people read from right to left.

Everything is measured in points. A chart thinks in distances from the edge where reading starts;
the pen turns them into places on the paper.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Literal

from survey.reports.palette import STANDARD, Palette

Anchor = Literal["start", "middle", "end"]

Measure = Callable[[str, float, int], float]
"""(words, size, weight) → how long they are in print."""

FONT = "Vazirmatn"
SIZE, WEIGHT = 9, 400
"""How words are written unless a label says otherwise."""

LEADING = 1.36
"""From one line of a label to the next, as a part of its size."""


@dataclass(frozen=True)
class Pen:
    """Draws one picture of `width` points in a language's direction."""

    width: float
    direction: Literal["rtl", "ltr"]
    lang: str
    measure: Measure
    palette: Palette = STANDARD

    def x(self, along: float) -> float:
        """Turn a distance from the reading edge into one from the left."""
        return self.width - along if self.direction == "rtl" else along

    def label(
        self,
        along: float,
        y: float,
        words: str,
        size: float = SIZE,
        weight: int = WEIGHT,
        fill: str = "",
        anchor: Anchor = "start",
    ) -> str:
        """Write one line of words on the baseline `y`, anchored in the reading direction.

        The anchor on paper is always the left edge: WeasyPrint wraps every other label in a
        group of its own, 365 bytes each.
        """
        length = self.measure(words, size, weight)
        shift = {"start": 0, "middle": length / 2, "end": length}[anchor]
        left = self.x(along - shift) - (length if self.direction == "rtl" else 0)
        look: dict[str, object] = {}
        if size != SIZE:
            look["font_size"] = number(size)
        if weight != WEIGHT:
            look["font_weight"] = weight
        if fill and fill != self.palette.ink:
            look["fill"] = fill
        place = f'x="{number(left)}" y="{number(y)}"{attributes(look)}'
        return f"<text {place}>{escape(words, quote=False)}</text>"

    def labels(
        self,
        along: float,
        middle: float,
        lines: Iterable[str],
        size: float = SIZE,
        weight: int = WEIGHT,
        fill: str = "",
        anchor: Anchor = "start",
    ) -> str:
        """Write some lines of words, together centred on the height `middle`."""
        written = list(lines)
        step = size * LEADING
        first = middle - step * (len(written) - 1) / 2 + size * 0.34
        return "".join(
            self.label(along, first + step * place, words, size, weight, fill, anchor)
            for place, words in enumerate(written)
        )

    def box(self, along: float, y: float, length: float, height: float, **look: object) -> str:
        """Draw a rectangle that begins `along` from the reading edge."""
        left = self.x(along + length) if self.direction == "rtl" else along
        return (
            f'<rect x="{number(left)}" y="{number(y)}" width="{number(length)}" '
            f'height="{number(height)}"{attributes(look)}/>'
        )

    def line(self, start: tuple[float, float], end: tuple[float, float], **look: object) -> str:
        """Draw a straight line between two (along, y) places."""
        x1, x2 = self.x(start[0]), self.x(end[0])
        return (
            f'<line x1="{number(x1)}" y1="{number(start[1])}" x2="{number(x2)}" '
            f'y2="{number(end[1])}"{attributes(look)}/>'
        )

    def shape(self, places: Iterable[tuple[float, float]], closed: bool, **look: object) -> str:
        """Draw a line through (along, y) places, and back to the first where it is `closed`."""
        path = "L".join(f"{number(self.x(along))} {number(y)}" for along, y in places)
        return f'<path d="M{path}{"Z" if closed else ""}"{attributes(look)}/>'

    def circle(self, along: float, y: float, radius: float, **look: object) -> str:
        """Draw a circle round an (along, y) place."""
        return (
            f'<circle cx="{number(self.x(along))}" cy="{number(y)}" '
            f'r="{number(radius)}"{attributes(look)}/>'
        )

    def square(self, along: float, y: float, side: float, **look: object) -> str:
        """Draw a square centred on an (along, y) place."""
        return self.box(along - side / 2, y - side / 2, side, side, **look)

    def hatch(self, along: float, y: float, length: float, height: float, **look: object) -> str:
        """Draw slanting lines inside a rectangle, 3.4 points apart."""
        left = self.x(along + length) if self.direction == "rtl" else along
        strokes = [
            f"M{number(left + x1)} {number(y + height - y1)}L{number(left + x2)} "
            f"{number(y + height - y2)}"
            for x1, y1, x2, y2 in slants(length, height, 3.4)
        ]
        return f'<path d="{"".join(strokes)}"{attributes(look)}/>' if strokes else ""

    def wrap(self, words: str, length: float, size: float, weight: int = 400) -> list[str]:
        """Break words into lines no longer than `length`, as even as their number allows."""
        parts = words.split()
        lengths = [self.measure(part, size, weight) for part in parts]
        space = self.measure("n n", size, weight) - self.measure("nn", size, weight)
        wide = break_lines(lengths, space, length)
        low, high = 0.0, length
        for _ in range(8):
            middle = (low + high) / 2
            fits = len(break_lines(lengths, space, middle)) <= len(wide)
            low, high = (low, middle) if fits else (middle, high)
        cuts = break_lines(lengths, space, high)
        return [" ".join(parts[start:end]) for start, end in pairwise([*cuts, len(parts)])]

    def picture(self, title: str, height: float, *marks: str) -> str:
        """Frame the marks; `title` is what a screen reader says instead of the picture."""
        edge = ' text-anchor="end"' if self.direction == "rtl" else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(self.width)}pt" '
            f'height="{number(height)}pt" viewBox="0 0 {number(self.width)} {number(height)}" '
            f'style="width:{number(self.width)}pt;height:{number(height)}pt" role="img" '
            f'font-family="{FONT}" font-size="{SIZE}" font-weight="{WEIGHT}" '
            f'fill="{self.palette.ink}" direction="{self.direction}" lang="{self.lang}"{edge}>'
            f"<title>{escape(title, quote=False)}</title>{''.join(marks)}</svg>"
        )


def number(value: float) -> str:
    """Write a coordinate shortly: at most two decimals."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def attributes(look: Mapping[str, object]) -> str:
    """Write a mark's look; underscores stand for hyphens."""
    return "".join(
        f' {name.replace("_", "-")}="{number(value) if isinstance(value, float) else value}"'
        for name, value in look.items()
    )


def break_lines(lengths: list[float], space: float, length: float) -> list[int]:
    """Find the word each line begins with; a word longer than `length` has its own line."""
    starts, filled = [0], 0.0
    for place, word in enumerate(lengths):
        if place > starts[-1] and filled + space + word > length:
            starts.append(place)
            filled = word
        else:
            filled += word + (space if place > starts[-1] else 0)
    return starts


def slants(
    length: float, height: float, step: float
) -> Iterable[tuple[float, float, float, float]]:
    """Give the rising 45° lines within a rectangle, as (x1, y1, x2, y2) from its lower corner."""
    offset = step - height
    while offset < length:
        x1, x2 = max(0.0, offset), min(length, offset + height)
        yield x1, x1 - offset, x2, x2 - offset
        offset += step
