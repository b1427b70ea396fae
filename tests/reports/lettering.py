"""Where the words of a PDF stand: what leaves its page, what stands on other words."""

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pymupdf

from tests.reports.conftest import run_tool

TALL = 1.5625
"""How tall the box of a word is, in parts of its size: Vazirmatn from top to bottom."""

LINE, ASCENT, DESCENT = 1.022, 0.6, 0.1
"""How far below the top of its box a word's line lies, and how far most letters reach from it."""

TOUCH = 1.0
"""How far two words may reach into each other, in points; large print reaches as much farther."""

PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.S)
WORD = re.compile(
    r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', re.S
)


@dataclass(frozen=True)
class Word:
    """A word and the box that most of its ink takes, in points from the upper left corner."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float

    def hits(self, other: "Word", touch: float = TOUCH) -> bool:
        """Tell whether the two stand on each other."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide > touch and high > touch

    def __str__(self) -> str:
        return f"page {self.page}: “{self.text}” at {self.left:.0f}, {self.top:.0f}"


@dataclass(frozen=True)
class Margins:
    """How far words must stay from the edges of the paper, in points."""

    side: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """A page and its words, each once, though it may be drawn twice: with a rim."""

    width: float
    height: float
    words: tuple[Word, ...]

    def find_strays(self, margins: Margins) -> list[str]:
        """Say which words leave what may be printed on."""
        right, bottom = self.width - margins.side, self.height - margins.bottom
        return [
            f"outside: {word}"
            for word in self.words
            if word.left < margins.side
            or word.right > right
            or not (margins.top < word.top and word.bottom < bottom)
        ]

    def find_collisions(self, zoom: float = 1.0) -> list[str]:
        """Say which words stand on each other; `zoom` is how much they were magnified."""
        ordered = sorted(self.words, key=lambda word: word.top)
        found = []
        for place, word in enumerate(ordered):
            for other in ordered[place + 1 :]:
                if other.top > word.bottom:
                    break
                if word.hits(other, TOUCH * zoom):
                    found.append(f"on each other: {word} and “{other.text}”")
        return found


def read_pages(file: Path) -> list[Page]:
    """Read the upright words of every page."""
    shown = run_tool("pdftotext", "-bbox", str(file), "-")
    slanted = list_slanted(file)
    return [
        Page(float(width), float(height), _read_words(number, words, slanted[number]))
        for number, (width, height, words) in enumerate(PAGE.findall(shown))
    ]


def _read_words(number: int, shown: str, slanted: list[pymupdf.Rect]) -> tuple[Word, ...]:
    words = []
    for *sides, text in WORD.findall(shown):
        left, top, right, bottom = map(float, sides)
        size = (bottom - top) / TALL
        line = top + LINE * size
        if not any(place.contains(((left + right) / 2, line - size / 4)) for place in slanted):
            box = (left, line - ASCENT * size, right, line + DESCENT * size)
            words.append(Word(number + 1, unescape(text), *(round(side, 1) for side in box)))
    return tuple(dict.fromkeys(words))


def list_slanted(file: Path) -> list[list[pymupdf.Rect]]:
    """List where words stand aslant on every page: the boxes round them say nothing."""
    with pymupdf.open(file) as pdf:
        return [
            [
                pymupdf.Rect(line["bbox"])
                for block in page.get_text("dict")["blocks"]
                for line in block.get("lines", [])
                if abs(line["dir"][1]) > 0.01
            ]
            for page in pdf
        ]
