"""A ruler: how long words are in print, asked of the same engine that prints them."""

from collections.abc import Callable
from functools import lru_cache
from math import inf
from typing import Any

from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.svg.text import Style
from weasyprint.text.line_break import split_first_line

from survey.reports.drawing import FONT


def make_ruler(font_config: Any, direction: str, lang: str) -> Callable[[str, float, int], float]:
    """Return what measures (words, size, weight) in the size's own unit, and remembers it."""
    style = Style()
    style.update(INITIAL_VALUES)
    style.font_config = font_config
    style.update({"font_family": [FONT], "direction": direction, "lang": lang})

    @lru_cache(maxsize=20_000)
    def measure(words: str, size: float, weight: int) -> float:
        style.update({"font_size": size, "font_weight": weight})
        return float(split_first_line(words, style, None, inf, 0)[3])

    return measure
