"""Room: no word of a chart leaves its picture or stands on another, in any language."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.locale import Language
from survey.reports.charts import find_charts
from survey.reports.charts.matrix import Cell, Key, Matrix
from survey.reports.charts.matrix import Row as MatrixRow
from survey.reports.charts.slope import Line, Slope
from survey.reports.drawing import Pen
from survey.reports.make import open_shared_press
from tests.reports.conftest import plain_pen
from tests.reports.test_charts import CHARTS

SVG = "{http://www.w3.org/2000/svg}"
SLACK = 0.75
"""How much of a point may be lost to rounding, and to the air round the ink of a line."""

CODES = {"tone", "state", "side", "shade"}
"""Fields that hold no words."""

WAYS = ("better", "worse", "same")
STATES = ("met", "near", "far", "uncertain", "missing")


@dataclass(frozen=True)
class Written:
    """The words of one label and the rectangle that their ink takes."""

    words: str
    left: float
    top: float
    right: float
    bottom: float


def read_labels(drawn: str, pen: Pen) -> Iterator[Written]:
    """Measure every label: its ink stands from 0.72 above its baseline to 0.2 below."""
    for label in ElementTree.fromstring(drawn).iter(f"{SVG}text"):
        size, weight = float(label.get("font-size", 9)), int(label.get("font-weight", 400))
        words, x, y = label.text or "", float(label.get("x", "")), float(label.get("y", ""))
        length = pen.measure(words, size, weight)
        yield Written(words, x, y - 0.72 * size, x + length, y + 0.2 * size)


def find_faults(drawn: str, pen: Pen) -> list[str]:
    """Name the labels that leave the picture and those that stand on each other."""
    picture = ElementTree.fromstring(drawn)
    _, _, width, height = map(float, picture.get("viewBox", "").split())
    labels = list(read_labels(drawn, pen))
    outside = [
        f"outside: {one}"
        for one in labels
        if min(one.left, one.top) < -SLACK
        or one.right > width + SLACK
        or one.bottom > height + SLACK
    ]
    touching = [f"{a} on {b}" for a, b in combinations(labels, 2) if overlap(a, b)]
    return outside + touching


def overlap(one: Written, two: Written) -> bool:
    across = min(one.right, two.right) - max(one.left, two.left)
    down = min(one.bottom, two.bottom) - max(one.top, two.top)
    return across > SLACK and down > SLACK


def lengthen(part: Any) -> Any:
    """Make all words of a chart 40 % longer, as another language may."""
    if isinstance(part, str):
        return f"{part} {part[: round(len(part) * 0.4)].strip()}" if len(part) > 4 else part
    if isinstance(part, tuple):
        return tuple(lengthen(one) for one in part)
    if is_dataclass(part) and not isinstance(part, type):
        words = {f.name: getattr(part, f.name) for f in fields(part) if f.name not in CODES}
        return replace(part, **{name: lengthen(value) for name, value in words.items()})
    return part


@pytest.mark.parametrize("is_long", [False, True], ids=["plain", "longer"])
@pytest.mark.parametrize("tag", ["fa", "ar", "en"])
@pytest.mark.parametrize("name", CHARTS)
def test_words_have_room(name: str, tag: str, is_long: bool, languages: dict[str, Language]):
    """Every chart's example has room for its words, and for longer ones."""
    width, chart = CHARTS[name]
    language = languages[tag]
    ruler = open_shared_press().make_ruler(language)
    pen = Pen(width, language.direction, language.html_tag, ruler)
    drawn = find_charts()[name](lengthen(chart) if is_long else chart, pen)
    assert find_faults(drawn, pen) == []


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    values=st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), min_size=1, max_size=40),
    direction=st.sampled_from(["ltr", "rtl"]),
)
def test_slopes_keep_their_labels_apart(values: list[tuple[float, float]], direction: str):
    """Up to forty lines of any values have labels that do not touch and stay in the picture."""
    pen = plain_pen(direction, 306)
    lines = tuple(
        Line(f"Topic {place} of all", a, b, WAYS[place % 3], f"{a:.0f}", f"{b:.0f}")
        for place, (a, b) in enumerate(values)
    )
    chart = Slope("Topics", "Before", "After", lines, ())
    assert find_faults(find_charts()["slope"](chart, pen), pen) == []


def test_equal_slopes_keep_their_labels_apart():
    """Forty lines on one spot have forty places for their labels."""
    pen = plain_pen("ltr", 306)
    lines = tuple(Line(f"Topic {place}", 50, 50, "same", "50", "50") for place in range(40))
    chart = Slope("Topics", "Before", "After", lines, ())
    assert find_faults(find_charts()["slope"](chart, pen), pen) == []


@pytest.mark.parametrize(("columns", "rows"), [(1, 200), (3, 60), (12, 1)])
def test_matrices_of_any_size_have_room(columns: int, rows: int):
    """Rows with names of sixty letters and up to twelve columns stay in the picture."""
    pen = plain_pen("ltr", 493)
    cells = tuple(Cell(STATES[place % 5], "72") for place in range(columns))
    name = "The long quarter behind the old brick works and the new canal"
    chart = Matrix(
        "Matrix",
        tuple(f"Place {place}" for place in range(columns)),
        tuple(MatrixRow(name, cells) for _ in range(rows)),
        tuple(Key(state, f"it is {state}") for state in STATES),
        "too few answers",
        (),
    )
    assert find_faults(find_charts()["matrix"](chart, pen), pen) == []
