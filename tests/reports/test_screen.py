"""Copies for the screen: the words of the paper, charts that shrink, numbers as tables."""

import re
from typing import TYPE_CHECKING

import pytest

from survey.locale import Language
from survey.reports.overview import read_overview
from survey.reports.products import Product, find_products
from survey.reports.reading import read_neighbourhood
from survey.reports.screen import write_screen
from survey.results.model import Release

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def show(product: Product, release: Release, language: Language) -> str:
    source = (
        read_neighbourhood(release, "sepidar")
        if product.scope == "neighbourhood"
        else read_overview(release)
    )
    return write_screen(product, source, language)


@pytest.mark.parametrize("product", find_products(), ids=lambda product: product.name)
@pytest.mark.parametrize("tag", ["fa", "en"])
def test_every_product_can_be_read_on_a_screen(
    product: Product, tag: str, release: Release, languages: dict[str, Language]
):
    """It needs no other file; every picture has a name, and its numbers where it has any."""
    html = show(product, release, languages[tag])
    assert f'<html lang="{tag}" dir="{"rtl" if tag == "fa" else "ltr"}">' in html
    assert html.count("<svg ") == html.count('role="img"') == html.count("</title>") - 1
    assert not re.search(r'(src|href)="(?!#)', html)
    body = html.partition("<body>")[2]
    assert " style=" not in body


@pytest.mark.parametrize("product", find_products(), ids=lambda product: product.name)
@pytest.mark.parametrize("tag", ["fa", "en"])
def test_no_product_is_wider_than_a_phone(
    product: Product,
    tag: str,
    release: Release,
    languages: dict[str, Language],
    chromium: "Browser",
):
    """Only wide pictures and tables scroll, each in its own frame; the page itself never does."""
    page = chromium.new_page(viewport={"width": 360, "height": 740})
    page.set_content(show(product, release, languages[tag]))
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.close()


def test_withheld_numbers_are_not_in_the_tables(release: Release, languages: dict[str, Language]):
    """A place where too few answered has neither pictures nor tables."""
    product = next(one for one in find_products() if one.name == "neighbourhood")
    html = write_screen(product, read_neighbourhood(release, "labeh-rud"), languages["en"])
    assert "Too few people answered here" in html
    assert "<table>" not in html.partition("<body>")[2].partition('id="method"')[0]


def test_tables_wear_the_readers_digits(release: Release, languages: dict[str, Language]):
    """The numbers beside a chart are written as everywhere else."""
    product = next(one for one in find_products() if one.name == "neighbourhood")
    html = show(product, release, languages["fa"])
    cells = re.findall(r"<td>(.*?)</td>", html.partition("<body>")[2])
    numbers = [cell for cell in cells if re.fullmatch(r"[\W\d]+", cell)]
    assert len(numbers) > 20
    assert not [cell for cell in numbers if re.search(r"[0-9]", cell)]
