"""An organisation's own look: kept as it is written, refused where people could not read it."""

import struct
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from survey.errors import MahallaError
from survey.locale import Text
from survey.places.colours import contrast, distance_to_fewest, lightness, relight
from survey.places.file import load_project_file
from survey.places.model import Brand, Project
from survey.places.store import find_project, save_project
from survey.storage.database import Database

HEAD = """\
id: east
title: The east
organisation: The neighbourhood office
questionnaire: neighbourhood-diagnosis
waves:
  - {id: spring, title: Spring, starts: 2026-03-01, ends: 2026-05-31}
neighbourhoods:
  - {id: mill, name: Mill Lane}
"""
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10">'
    '<path d="M0 0h30v10z" fill="#123A66"/></svg>'
)


def load(folder: Path, brand: str) -> Brand | None:
    file = folder / "east.yaml"
    file.write_text(f"{HEAD}brand: {brand}\n", encoding="utf-8")
    return load_project_file(file).brand


def test_a_whole_brand(tmp_path: Path):
    """Logo, colours and contact are found in the project."""
    (tmp_path / "logo.svg").write_text(LOGO)
    brand = load(
        tmp_path,
        '{logo: logo.svg, colours: {good: "#123a66", need: "#8A6100"}, contact: Room 4}',
    )
    assert brand == Brand(LOGO.encode(), "svg", 3.0, "#123A66", "#8A6100", Text("Room 4"))


def test_a_brand_comes_back_as_it_was(database: Database, east: Project):
    """Every field of a brand survives in the database."""
    contact = Text("Room 4", inline=(("en", "Room 4"), ("fa", "اتاق ۴")))
    brand = Brand(b"\x89PNG\x00", "png", 1.5, "#123A66", "#8A6100", contact)
    save_project(database, datetime(2026, 11, 22, tzinfo=UTC), "sara", replace(east, brand=brand))
    assert find_project(database, "east") == replace(east, brand=brand)


@pytest.mark.parametrize(
    ("good", "need", "said"),
    [
        ("teal", "#A6490B", "“teal” is not a colour"),
        ("#2E9FB0", "#A6490B", "#2E9FB0 is too pale for words"),
        ("#0B5563", "#E08A2E", "#E08A2E is too pale for words"),
        ("#1B4F8A", "#5E4A00", "black-and-white copy the two colours look alike"),
        ("#1A541D", "#B71C1C", "cannot tell red from green"),
    ],
)
def test_colours_nobody_could_read(tmp_path: Path, good: str, need: str, said: str):
    """Colours that are pale or alike are refused with the place and the reason."""
    with pytest.raises(MahallaError, match=said) as refused:
        load(tmp_path, f'{{colours: {{good: "{good}", need: "{need}"}}}}')
    assert refused.value.problems[0].where.line == 9


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        ("<script>alert(1)</script>", "script"),
        ('<image href="http://example.org/a.png"/>', "image"),
        ('<use href="http://example.org/a.svg#b"/>', "href"),
        ('<rect onload="alert(1)"/>', "onload"),
        ("<style>@import 'a.css';</style>", "style"),
        ('<rect fill="url(http://example.org/a)"/>', "fill"),
        ("<text>Office</text>", "text"),
    ],
)
def test_a_logo_that_reaches_out(tmp_path: Path, inside: str, found: str):
    """A logo with a script, a link or words in a font we may not have is refused."""
    (tmp_path / "logo.svg").write_text(LOGO.replace("</svg>", f"{inside}</svg>"))
    with pytest.raises(MahallaError, match=f"holds “{found}”"):
        load(tmp_path, "{logo: logo.svg}")


def test_a_logo_that_explodes(tmp_path: Path):
    """A document type, in which entities can grow without end, is never parsed."""
    (tmp_path / "logo.svg").write_text('<!DOCTYPE svg [<!ENTITY a "b">]>' + LOGO)
    with pytest.raises(MahallaError, match="DOCTYPE"):
        load(tmp_path, "{logo: logo.svg}")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"GIF89a", "neither an SVG nor a PNG"),
        (b" " * 60_000, "60000 bytes"),
        (LOGO.replace("viewBox", "view").encode(), "Give the SVG a viewBox"),
        (LOGO.replace("0 0 30 10", "0 0 300 10").encode(), "too long and thin"),
    ],
)
def test_a_logo_that_cannot_be_printed(tmp_path: Path, content: bytes, said: str):
    """Another kind of file, a large one, and one without a shape are refused."""
    (tmp_path / "logo.svg").write_bytes(content)
    with pytest.raises(MahallaError, match=said):
        load(tmp_path, "{logo: logo.svg}")


def test_a_missing_logo(tmp_path: Path):
    """A logo that is not beside the file is said so."""
    with pytest.raises(MahallaError, match="Put the file beside the project file"):
        load(tmp_path, "{logo: nowhere.svg}")


def test_the_shape_of_a_png(tmp_path: Path):
    """The width and height of a PNG stand in its first bytes."""
    head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 400, 100)
    (tmp_path / "logo.png").write_bytes(head + b"\0\0\0\0IEND\xaeB`\x82")
    brand = load(tmp_path, "{logo: logo.png}")
    assert brand is not None
    assert (brand.logo_type, brand.logo_shape) == ("png", 4.0)


def test_black_on_white():
    """Contrast and lightness have the ends that their definitions give them."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert (lightness("#000000"), lightness("#FFFFFF")) == pytest.approx((0, 100), abs=0.01)


def test_colours_some_cannot_tell_apart():
    """Red and green of one lightness are far apart to most eyes, and near to some."""
    assert distance_to_fewest("#1B5E20", "#B71C1C") < 10 < distance_to_fewest("#0B5563", "#A6490B")


@pytest.mark.parametrize("light", [53, 70, 93])
def test_another_lightness(light: int):
    """A tone made lighter has the lightness asked for, on paper and in its grey copy."""
    assert lightness(relight("#1F3A93", light)) == pytest.approx(light, abs=0.5)
