"""Large print: larger letters on the same paper, and nothing beyond its edges."""

import re
from pathlib import Path

import pytest

from survey.locale import Language
from survey.reports.look import Look
from survey.reports.make import fit_look, write_report
from survey.reports.products import find_product
from survey.results.model import Release
from tests.reports.conftest import count_pages, run_tool

LEAST = 12.5
WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)"')


@pytest.fixture(scope="module", params=["en", "fa"])
def file(
    request: pytest.FixtureRequest,
    release: Release,
    languages: dict[str, Language],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    tag = str(request.param)
    printed = tmp_path_factory.mktemp("large") / f"{tag}.pdf"
    return write_report(release, "sepidar", languages[tag], printed, look=Look(is_large=True))


def test_paper(file: Path):
    """Large print is on A4, and takes more of it."""
    assert "(A4)" in run_tool("pdfinfo", str(file))
    assert count_pages(file) > 8


def test_letters(file: Path):
    """No word is smaller than people with weak eyes can read."""
    said = run_tool("pdftohtml", "-xml", "-i", "-stdout", "-zoom", "1", str(file))
    sizes = [float(size) for size in re.findall(r'<fontspec [^>]*size="([\d.]+)"', said)]
    assert min(sizes) >= int(LEAST)


def test_no_word_leaves_its_page(file: Path):
    """Every word lies inside the margins of its page."""
    boxes = WORD.findall(run_tool("pdftotext", "-bbox", str(file), "-"))
    assert len(boxes) > 500
    outside = [box for box in boxes if float(box[0]) < 45 or float(box[2]) > 595.3 - 45]
    outside += [box for box in boxes if float(box[1]) < 0 or float(box[3]) > 842]
    assert outside == []


def test_a_product_without_large_print():
    """A product that has no sheet for large print looks as always."""
    assert fit_look(find_product("workbook"), Look(is_large=True)) == Look()
