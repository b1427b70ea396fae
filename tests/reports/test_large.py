"""Large print: larger letters on the same paper, and one chart a page."""

from dataclasses import replace
from xml.etree import ElementTree

import pymupdf
import pytest

from survey.locale import Language
from survey.reports.charts.problem_tree import ProblemTree, Tier, draw
from survey.reports.look import Look
from survey.reports.overview import read_overview
from survey.reports.products import find_products
from survey.reports.products.comparison.pages import maps, shapes, table, topics
from survey.reports.products.workbook.issues import Issue
from survey.reports.products.workbook.pages.cards import lay_out
from survey.reports.products.workbook.pages.tree import LARGE_TALL
from survey.reports.products.workbook.pages.voting import FEWEST_FREE, count_free
from survey.reports.voice import Voice
from tests.reports.conftest import Copied, count_pages, plain_pen, run_tool
from tests.reports.lettering import Margins, read_pages
from tests.reports.sample import make_release, questionnaire

LARGE = Look(is_large=True)
PRODUCTS = [product.name for product in find_products()]
PAPER = {"neighbourhood": "A4", "comparison": "A4", "workbook": "A3"}
LEAST = {"neighbourhood": 12.5, "comparison": 12.5, "workbook": 18}
"""The smallest letters of each product, in points."""


@pytest.fixture
def voice(languages: dict[str, Language]) -> Voice:
    return Voice(languages["en"], questionnaire(), LARGE)


@pytest.mark.parametrize("product", PRODUCTS)
def test_paper(copied: Copied, product: str):
    """Large print is on the same paper, and takes more of it."""
    usual, large = (copied(product, "sepidar", "fa", look) for look in (Look(), LARGE))
    assert f"({PAPER[product]})" in run_tool("pdfinfo", str(large))
    assert count_pages(large) > count_pages(usual)


@pytest.mark.parametrize("product", PRODUCTS)
def test_letters(copied: Copied, product: str):
    """No word is smaller than people with weak eyes can read."""
    with pymupdf.open(copied(product, "sepidar", "fa", LARGE)) as pdf:
        sizes = {
            span["size"]
            for page in pdf
            for block in page.get_text("dict")["blocks"]
            for line in block.get("lines", [])
            for span in line["spans"]
        }
    assert round(min(sizes), 1) >= LEAST[product]


@pytest.mark.parametrize("product", PRODUCTS)
def test_nothing_to_complain_of(copied: Copied, complaints: list[str], product: str):
    """WeasyPrint misses no glyph and knows every property."""
    copied(product, "sepidar", "fa", LARGE)
    assert complaints == []


def test_a_silent_neighbourhood(copied: Copied):
    """Why there are no results is said within the margins too."""
    pages = read_pages(copied("neighbourhood", "labeh-rud", "en", LARGE))
    assert pages[0].find_strays(Margins(side=50.4, top=10, bottom=20)) == []


def test_fewer_on_a_sheet(voice: Voice):
    """A sheet of the comparison has one map, one topic, and fewer rows and compasses."""
    overview = read_overview(make_release())
    usual = replace(voice, look=Look())
    assert [len(sheet) for sheet in maps.build(overview, voice).sheets] == [1, 1, 1, 1]
    assert [len(sheet) for sheet in topics.build(overview, voice).sheets] == [1] * 6
    assert [len(chart.panels) for chart in shapes.build(overview, voice).charts] == [6, 2]
    assert [len(chart.panels) for chart in shapes.build(overview, usual).charts] == [8]
    assert [len(part.matrix.rows) for part in table.build(overview, voice).parts] == [9]


def test_a_full_sheet_leaves_the_question_another(voice: Voice):
    """Where a table fills its sheet, the question has the next one, with many lines."""
    overview = read_overview(make_release())
    assert table.build(overview, voice).lines == 10
    assert table.build(overview, replace(voice, look=Look())).lines == 2


@pytest.mark.parametrize(("issues", "rows"), [(0, [1]), (2, [1]), (3, [1, 2]), (15, [1, 2, 2, 2])])
def test_cards(issues: int, rows: list[int]):
    """Three cards stand in a row, under what is to be done, then two rows a sheet."""
    sheets = lay_out([Issue("Water", "need")] * issues, LARGE)
    assert [len(sheet) for sheet in sheets] == rows
    assert {len(row) for sheet in sheets for row in sheet} == {3}
    assert sheets[-1][-1][-1] is None


@pytest.mark.parametrize(("issues", "free"), [(0, 4), (2, 2), (3, 8), (9, 2), (10, 8)])
def test_rows_of_the_vote(issues: int, free: int):
    """Four rows fit under what is to be done, seven on every other sheet; two are free at least."""
    assert count_free(issues, LARGE) == free >= FEWEST_FREE


def test_a_long_problem_stays_in_its_box():
    """The problem of a low tree takes the height that its words need, and the rows give it."""
    tier, pen = Tier("Causes", "Why?"), plain_pen("ltr", 733)
    problem = "Support for people who are harmed or at risk of being harmed"
    chart = ProblemTree("Tree", tier, tier, tier, problem, "weak point: 31 of 100", LARGE_TALL)
    drawn = ElementTree.fromstring(draw(chart, pen))
    tones = pen.palette
    box = next(one for one in drawn.iter() if one.get("fill") == tones.need)
    top = float(box.get("y", ""))
    words = [one for one in drawn.iter() if one.tag.endswith("text")]
    said = [float(one.get("y", "")) for one in words if one.get("fill") == tones.paper]
    assert len(said) == 3
    assert top + 12 < min(said) < max(said) < top + float(box.get("height", "")) - 3
