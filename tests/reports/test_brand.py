"""An organisation's own look in print: logo, colours and contact, with the same bytes each time."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from survey.locale import Language
from survey.places.colours import contrast, lightness
from survey.places.model import Brand
from survey.reports.make import render_report
from survey.reports.palette import STANDARD, mix_palette
from survey.results.model import Release
from tests.reports.conftest import read_text, run_tool
from tests.reports.sample import text

LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10">'
    b'<path d="M0 0h30v10z" fill="#123A66"/></svg>'
)
BLUE, OCHRE = "#123A66", "#8A6100"
CONTACT = text("Room 4, Mill Lane", "اتاق ۴، کوچهٔ آسیاب", "الغرفة ٤")
PAIRS = [(BLUE, OCHRE), ("#5B2A86", "#B3261E"), ("#0B5563", "#A6490B"), ("#6B3A00", "#0F6FA8")]


@pytest.fixture(scope="module")
def branded(release: Release) -> Release:
    brand = Brand(LOGO, "svg", 3.0, BLUE, OCHRE, CONTACT)
    return replace(release, project=replace(release.project, brand=brand))


@pytest.mark.parametrize(("tag", "said"), [("en", "Room 4, Mill Lane"), ("fa", "آسیاب")])
def test_print(
    branded: Release,
    languages: dict[str, Language],
    complaints: list[str],
    tmp_path: Path,
    tag: str,
    said: str,
):
    """The contact is on the first page, nothing is complained of, and the bytes stay the same."""
    printed = render_report(branded, "labeh-rud", languages[tag])
    file = tmp_path / "brand.pdf"
    file.write_bytes(printed)
    assert said in read_text(file)
    assert complaints == []
    assert printed == render_report(branded, "labeh-rud", languages[tag])


def test_colours_on_paper(branded: Release, languages: dict[str, Language], tmp_path: Path):
    """The brand's colours are on the pages and the standard ones are not."""
    plain, file = tmp_path / "plain.pdf", tmp_path / "brand.pdf"
    file.write_bytes(render_report(branded, "labeh-rud", languages["en"]))
    run_tool("qpdf", "--qdf", "--object-streams=disable", str(file), str(plain))
    drawn = plain.read_bytes()
    assert b"0.070588 0.227451 0.4" in drawn
    assert b"0.043137 0.333333 0.388235" not in drawn


def test_logo_is_read_aloud(branded: Release, languages: dict[str, Language], tmp_path: Path):
    """The logo carries the name of the organisation for those who do not see it."""
    plain, file = tmp_path / "plain.pdf", tmp_path / "brand.pdf"
    file.write_bytes(render_report(branded, "labeh-rud", languages["en"]))
    run_tool("qpdf", "--qdf", "--object-streams=disable", str(file), str(plain))
    assert b"/Alt (Local office)" in plain.read_bytes()


def test_no_brand():
    """Without colours of one's own the palette is the one reports were designed with."""
    assert mix_palette(None) == mix_palette(Brand(contact=CONTACT)) == STANDARD


@pytest.mark.parametrize(("good", "need"), PAIRS)
def test_grey_copy(good: str, need: str):
    """Dark, light and ground stay apart on a black-and-white copy, and so do the ramp's steps."""
    palette = mix_palette(Brand(good=good, need=need))
    ramp = [lightness(colour) for colour in palette.ramp]
    assert all(one - other > 7 for one, other in pairwise(ramp))
    assert lightness(palette.good_light) == pytest.approx(70.2, abs=0.6)
    assert lightness(palette.need_light) == pytest.approx(73, abs=0.6)
    assert contrast(palette.need_light, palette.ink) > 4.5


def test_the_standard_colours_give_the_standard_palette():
    """The rule by which tones are made is the one that made the standard palette."""
    mixed = mix_palette(Brand(good=STANDARD.good, need=STANDARD.need))
    pairs = zip(mixed.ramp, STANDARD.ramp, strict=True)
    assert all(abs(lightness(one) - lightness(other)) < 1 for one, other in pairs)
