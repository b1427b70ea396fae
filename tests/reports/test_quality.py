"""The quality of every printed product as a PDF: sound, tagged, and fit to be read aloud."""

from pathlib import Path

import outloud
import pdfua
import pikepdf
import pytest

from survey.locale import Language
from survey.reports.make import render
from survey.reports.products import find_product, find_products
from tests.reports.conftest import Copied, read_source, read_text, run_tool
from tests.reports.sample import make_release
from tests.reports.sample_tables import with_tables

BUDGET = 130_000
"""The most bytes a copy may have."""

COPIES = [(product.name, tag) for product in find_products() for tag in ("fa", "en", "ar")]
PLACE = "sepidar"

WORDS = {
    "fa": ("سپیدار", "محیط عمومی محله", "کیفیت زندگی"),
    "en": ("Sepidar", "Public environment", "Participation, trust and mutual help"),
    "ar": ("سبيدار", "البيئة العامة في الحي"),
}

every_copy = pytest.mark.parametrize(("name", "tag"), COPIES)


@every_copy
def test_nothing_to_correct(copied: Copied, name: str, tag: str):
    """Two checkers of PDF/UA find no error; outloud's warnings are named in docs/reports.md."""
    file = str(copied(name, PLACE, tag))
    heard, checked = outloud.check(file), pdfua.validate(file)
    assert heard.error is None
    assert [(one.rule, one.message) for one in heard.findings if one.severity == "error"] == []
    assert [(one.rule_id, one.message) for one in checked.findings] == []


@pytest.mark.parametrize("name", [product.name for product in find_products()])
def test_nothing_is_read_twice(copied: Copied, name: str):
    """Heads, feet and the band of every page are decoration; links are printed as they show."""
    heard = outloud.check(str(copied(name, PLACE, "en")))
    found = {one.rule: one.evidence or "" for one in heard.findings}
    assert "LNK-004" not in found
    twice = ("Invented answers", "Sample town", "First round")
    assert [words for words in twice if words in found.get("PAG-001", "")] == []


@every_copy
def test_sound(copied: Copied, complaints: list[str], name: str, tag: str):
    """The file is sound, and nothing was missing when it was set: no glyph, no property."""
    run_tool("qpdf", "--check", str(copied(name, PLACE, tag)))
    assert complaints == []


@every_copy
def test_said_of_itself(copied: Copied, languages: dict[str, Language], name: str, tag: str):
    """The file says its language, title, kind, bookmarks and which way its pages turn."""
    with pikepdf.open(copied(name, PLACE, tag)) as pdf, pdf.open_metadata() as said:
        assert str(pdf.Root.Lang) == languages[tag].html_tag
        assert said["pdfuaid:part"] == "1"
        assert said["dc:title"]
        with pdf.open_outline() as outline:
            assert len(outline.root) >= 1
            assert sum(len(one.children) for one in outline.root) >= 3
        way = pdf.Root.ViewerPreferences.get("/Direction")
        assert (way == "/R2L") is (languages[tag].direction == "rtl")


@every_copy
def test_figures_are_described(copied: Copied, name: str, tag: str):
    """Every figure says in words what it shows."""
    with pikepdf.open(copied(name, PLACE, tag)) as pdf:
        figures = [one for one in list_elements(pdf) if one.S == "/Figure"]
        assert [one for one in figures if len(str(one.get("/Alt", ""))) < 3] == []


@every_copy
def test_small(copied: Copied, name: str, tag: str):
    """A copy is small enough to be sent by telephone."""
    assert copied(name, PLACE, tag).stat().st_size <= BUDGET


@every_copy
def test_words_in_order(copied: Copied, name: str, tag: str):
    """Plain words come out of the file whole and in the order in which they are read."""
    said = read_text(copied(name, PLACE, tag))
    assert [words for words in WORDS[tag] if words not in said] == []


@pytest.mark.parametrize("name", [product.name for product in find_products()])
def test_same_bytes(copied: Copied, languages: dict[str, Language], name: str):
    """The same release gives the same bytes, whatever was printed in between."""
    source = read_source(with_tables(make_release()), name, PLACE)
    again = render(find_product(name), source, languages["fa"])
    assert again == copied(name, PLACE, "fa").read_bytes()


def test_paragraphs_are_whole(copied: Copied):
    """A paragraph of several lines is one to a reader, and no tag is there that says nothing."""
    with pikepdf.open(copied("neighbourhood", PLACE, "en")) as pdf:
        elements = list_elements(pdf)
        assert {"/Div", "/Span", "/NonStruct"} & {str(one.S) for one in elements} == set()
        assert any(len(one.K) > 2 for one in elements if one.S == "/P")


def test_headings_of_tables(copied: Copied):
    """A heading of a table says whether it heads a column or a row."""
    with pikepdf.open(copied("neighbourhood", PLACE, "en")) as pdf:
        heads = [one for one in list_elements(pdf) if one.S == "/TH"]
        assert {str(one.A.Scope) for one in heads} == {"/Column", "/Row"}


def list_elements(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """List the elements of a file's tree of tags, in the order in which they are read."""
    found, waiting = [], [pdf.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop()
        found.append(element)
        kids = [kid for kid in element.get("/K", []) if isinstance(kid, pikepdf.Dictionary)]
        waiting += [kid for kid in reversed(kids) if "/S" in kid]
    return found


def test_every_glyph_has_its_letter(copied: Copied):
    """No letter of a Persian report comes out of the file as a sign that stands for none."""
    said = read_text(Path(copied("neighbourhood", PLACE, "fa")))
    assert "\ufffd" not in said
