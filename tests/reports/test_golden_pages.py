"""The pages as HTML, without their pictures, beside what was stored of them."""

import os
import re
from pathlib import Path

import pytest

from survey.locale import Language
from survey.reports.make import write_copy
from survey.reports.overview import read_overview
from survey.reports.products import Product, find_products
from survey.reports.reading import read_neighbourhood
from survey.results.model import Release

GOLDEN = Path(__file__).parent / "golden"


def strip(html: str) -> str:
    """Leave pictures to their own goldens, and begin each block on a line of its own."""
    bare = re.sub(r"<svg .*?</svg>", "<svg/>", html, flags=re.DOTALL)
    return re.sub(r"(?<=>)\s*(?=<(?:h[1-6]|p|div|tr|td|th|li|section|blockquote)\b)", "\n", bare)


@pytest.mark.parametrize("product", find_products(), ids=lambda product: product.name)
def test_pages_are_as_they_were(
    product: Product, release: Release, languages: dict[str, Language]
) -> None:
    """Nothing on a page changes unseen: `MAHALLA_GOLDEN=1` writes the pages anew, to be read."""
    source = (
        read_neighbourhood(release, "sepidar")
        if product.scope == "neighbourhood"
        else read_overview(release)
    )
    page = strip(write_copy(product, source, languages["en"]))
    file = GOLDEN / f"{product.name}-en.html"
    if os.environ.get("MAHALLA_GOLDEN"):
        file.write_text(page, encoding="utf-8")
    assert page == file.read_text(encoding="utf-8")
