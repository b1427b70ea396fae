"""Pages as pictures: small grey ones are kept, and a page that looks otherwise is noticed.

They are so small that a letter may move, and no block. `MAHALLA_GOLDEN=1` keeps new ones.
"""

import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.reports.conftest import Copied, count_pages, run_tool

GOLDEN = Path(__file__).parent / "golden" / "pages"
WIDTH = 48
FEW, MOST = 2.5, 60
"""How far two pictures may differ on the mean, and in any point, of 255 shades."""

COPIES = [
    ("neighbourhood", "fa"),
    ("neighbourhood", "en"),
    ("workbook", "fa"),
    ("comparison", "fa"),
]


def draw_pages(file: Path, folder: Path) -> Image.Image:
    """Draw the pages of a file side by side, small and grey."""
    run_tool("pdftoppm", "-gray", "-r", "36", "-png", str(file), str(folder / "page"))
    drawn = [Image.open(page) for page in sorted(folder.glob("page*.png"))]
    height = round(WIDTH * drawn[0].height / drawn[0].width)
    strip = Image.new("L", (WIDTH * len(drawn), height), 255)
    for place, page in enumerate(drawn):
        small = page.resize((WIDTH, height), Image.Resampling.BOX)
        strip.paste(small, (WIDTH * place, 0))
    return strip


@pytest.mark.parametrize(("name", "tag"), COPIES)
def test_looks_as_before(copied: Copied, tmp_path: Path, name: str, tag: str):
    """Every page looks as it did when somebody last looked at it."""
    file, kept = copied(name, "sepidar", tag), GOLDEN / f"{name}-{tag}.png"
    strip = draw_pages(file, tmp_path)
    if os.environ.get("MAHALLA_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        strip.save(kept, optimize=True)
    before = Image.open(kept)
    assert strip.size == before.size, f"{count_pages(file)} pages"
    apart = ImageStat.Stat(ImageChops.difference(strip, before))
    assert apart.mean[0] <= FEW
    assert apart.extrema[0][1] <= MOST
