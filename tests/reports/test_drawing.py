"""Drawing: marks that turn with the direction, words that break evenly."""

import pytest

from survey.reports.drawing import number, slants
from tests.reports.conftest import plain_pen


def test_distances_turn():
    """A distance from the reading edge is one from the right where people read from the right."""
    assert [plain_pen(way, 100).x(30) for way in ("ltr", "rtl")] == [30, 70]


@pytest.mark.parametrize(("anchor", "left"), [("start", "30"), ("middle", "20"), ("end", "10")])
def test_labels_are_placed_by_their_left_edge(anchor: str, left: str):
    """Whatever the anchor, the paper's left edge of the words is written down."""
    drawn = plain_pen("ltr", 100).label(30, 0, "four", size=10, anchor=anchor)
    assert drawn.startswith(f'<text x="{left}"')


def test_right_to_left_label():
    """Words that begin at the right are anchored where they end: at their left edge."""
    pen = plain_pen("rtl", 100)
    drawn = pen.picture("t", 10, pen.label(0, 0, "four", size=10))
    assert 'text-anchor="end"' in drawn
    assert '<text x="80" y="0" font-size="10">four</text>' in drawn


def test_words_are_escaped():
    """A question with a sign of markup stays a question."""
    assert "a &lt; b" in plain_pen("ltr", 100).label(0, 0, "a < b")


def test_lines_are_even():
    """Words are broken so that no short last line is left."""
    pen = plain_pen("ltr", 100)
    assert pen.wrap("one two three four", 80, 10) == ["one two", "three four"]


def test_long_word_stays_whole():
    """A word longer than the room has a line of its own."""
    pen = plain_pen("ltr", 100)
    assert pen.wrap("a neighbourhoodliness b", 40, 10) == ["a", "neighbourhoodliness", "b"]


@pytest.mark.parametrize(("value", "written"), [(1.0, "1"), (0.126, "0.13"), (-0.001, "0")])
def test_numbers_are_short(value: float, written: str):
    """Coordinates carry two decimals at most, and zero has no sign."""
    assert number(value) == written


def test_slanting_lines_stay_inside():
    """Every hatch line lies within its rectangle."""
    ends = [place for line in slants(20, 10, 3.4) for place in (line[:2], line[2:])]
    assert all(-1e-9 <= x <= 20 + 1e-9 and -1e-9 <= y <= 10 + 1e-9 for x, y in ends)
