"""People in a row: as many are filled as are counted, and no one leaves the picture."""

from xml.etree import ElementTree

import pytest

from survey.reports.charts.isotype_people import People, draw, tabulate
from survey.reports.palette import STANDARD
from tests.reports.conftest import plain_pen

SVG = "{http://www.w3.org/2000/svg}"


def heads(people: People, width: float = 280, direction: str = "ltr") -> list[ElementTree.Element]:
    return list(
        ElementTree.fromstring(draw(people, plain_pen(direction, width))).iter(f"{SVG}circle")
    )


@pytest.mark.parametrize(("count", "of"), [(0, 10), (6, 10), (10, 10), (64, 100)])
def test_filled(count: int, of: int):
    """As many people are filled as are counted; the others are outlines."""
    fills = [head.get("fill") for head in heads(People("People", count, of, "need"))]
    assert fills == [STANDARD.need] * count + [STANDARD.paper] * (of - count)


def test_reading_begins_with_the_filled():
    """In Persian the filled people stand at the right."""
    first, last = heads(People("People", 1, 10, "good"), direction="rtl")[::9]
    assert float(first.get("cx", "")) > float(last.get("cx", ""))


@pytest.mark.parametrize("width", [120, 280, 493])
def test_inside(width: float):
    """Nobody stands outside the picture, however narrow it is."""
    places = [float(head.get("cx", "")) for head in heads(People("People", 5, 20, "good"), width)]
    assert min(places) > 0
    assert max(places) < width


def test_table():
    """Who hears the page hears the words."""
    table = tabulate(People("6 of 10", 6, 10, "need", "64 of 100 are afraid.", ("Share",)))
    assert (table.head, table.rows) == (("Share",), (("64 of 100 are afraid.",),))
