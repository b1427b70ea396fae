"""The repair of SVG text: Arabic letters join and run the right way."""

import re
from pathlib import Path

import pytest

from survey.reports.make import open_shared_press
from tests.reports.conftest import read_text

NAME = "شهر نمونه سپیدار"
SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60" viewBox="0 0 300 60"
style="width:300px;height:60px" direction="rtl" lang="fa"><title>t</title>
<text x="20" y="30" font-family="Vazirmatn" font-size="20" text-anchor="end">%s</text></svg>"""
PARAGRAPH = '<p style="font: 20px Vazirmatn">%s</p>'


def glyphs(markup: str) -> list[str]:
    """Print some HTML and give the glyphs on the page, as they stand from left to right."""
    from weasyprint import HTML

    press = open_shared_press()
    html = f'<html lang="fa" dir="rtl"><body>{markup}</body></html>'
    pdf = HTML(string=html).write_pdf(font_config=press.fonts, uncompressed_pdf=True)
    shown = b" ".join(re.findall(rb"BT(.*?)ET", pdf, re.DOTALL)).decode("latin-1")
    return re.findall("....", "".join(re.findall("<([0-9a-f]+)>", shown)))


@pytest.fixture
def unrepaired(monkeypatch: pytest.MonkeyPatch) -> None:
    """Undo the repair for one test."""
    from weasyprint import svg
    from weasyprint.svg.text import text

    open_shared_press()
    for tag in ("text", "tspan", "textPath", "a"):
        monkeypatch.setitem(svg.TAGS, tag, text)
    monkeypatch.setattr(svg, "text", text)


def test_label_has_the_glyphs_of_a_paragraph():
    """A label in a picture is shaped like the same words in a paragraph."""
    assert glyphs(SVG % NAME) == glyphs(PARAGRAPH % NAME)


@pytest.mark.usefixtures("unrepaired")
def test_the_repair_is_needed():
    """Without the repair the letters are others: when this fails, WeasyPrint has mended itself."""
    assert glyphs(SVG % NAME) != glyphs(PARAGRAPH % NAME)


def test_label_can_be_read_out_of_the_pdf(tmp_path: Path):
    """The words of a label are found in the PDF, in order."""
    file = tmp_path / "label.pdf"
    html = f'<html lang="fa" dir="rtl"><title>t</title><body>{SVG % NAME}</body></html>'
    file.write_bytes(open_shared_press().print_pdf(html, "rtl"))
    assert NAME in read_text(file)


def test_placed_letters_go_the_old_way():
    """A label that places its letters one by one is still drawn as WeasyPrint draws it."""
    spaced = SVG.replace('x="20"', 'x="20 40 60 80"') % "abcd"
    assert len(glyphs(spaced)) == 4
