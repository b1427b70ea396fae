"""Words on paper: none leaves the page, none stands on another, however long or many they are.

`MAHALLA_ALL_PAGES=1` looks at every neighbourhood of the sample in every language, and at more of
them in large print.
"""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from survey.locale import Language, Text, load_languages
from survey.places.model import Neighbourhood
from survey.reports.look import USUAL, Look
from survey.reports.make import render
from survey.reports.products import find_product, find_products
from survey.results.model import Release
from tests.reports.conftest import Copied, count_pages, read_source, read_text
from tests.reports.lettering import Margins, read_pages
from tests.reports.sample import NAMES, make_release, project, questionnaire, shown
from tests.reports.sample_tables import with_tables
from tests.reports.stretched import name_long, stretch_language

IS_ALL = "MAHALLA_ALL_PAGES" in os.environ
PRODUCTS = [product.name for product in find_products()]
TAGS = tuple(load_languages(Path("translations"))) if IS_ALL else ("fa", "en")
PLACES = tuple(NAMES) if IS_ALL else ("sepidar",)
LARGE = Look(is_large=True)
LOOKS = (USUAL, LARGE)

A4, A3 = Margins(side=50.4, top=10, bottom=20), Margins(side=43, top=8, bottom=8)
MARGINS = {"neighbourhood": A4, "comparison": A4, "workbook": A3}


def find_faults(file: Path, product: str, look: Look = USUAL) -> list[str]:
    """Say which words of a file leave their page or stand on other words."""
    pages = read_pages(file)
    strays = [fault for page in pages for fault in page.find_strays(MARGINS[product])]
    return [*strays, *(fault for page in pages for fault in page.find_collisions(look.zoom))]


def list_copies() -> list[tuple[str, str, str, Look]]:
    """List what is looked at: every product in every language and look, every neighbourhood."""
    return [
        (product, place, tag, look)
        for product in PRODUCTS
        for place in (PLACES if find_product(product).scope == "neighbourhood" else PLACES[:1])
        for tag in TAGS
        for look in LOOKS
    ]


def name_look(given: object) -> str:
    """Name a parameter in the name of its test."""
    return ("large" if given.is_large else "usual") if isinstance(given, Look) else str(given)


def print_copy(
    product: str, release: Release, language: Language, file: Path, look: Look = USUAL
) -> Path:
    """Print a copy about Sepidar, or about all."""
    source = read_source(release, product, release.project.neighbourhoods[0].id)
    file.write_bytes(render(find_product(product), source, language, look))
    return file


@pytest.mark.parametrize(("product", "place", "tag", "look"), list_copies(), ids=name_look)
def test_words_keep_apart(copied: Copied, product: str, place: str, tag: str, look: Look):
    """No word of a copy leaves its page or stands on another."""
    assert find_faults(copied(product, place, tag, look), product, look) == []


@pytest.mark.parametrize(
    ("tag", "look"), [("fa", USUAL), ("en", USUAL), ("en", LARGE)], ids=name_look
)
@pytest.mark.parametrize("product", PRODUCTS)
def test_long_words(
    copied: Copied,
    languages: dict[str, Language],
    tmp_path: Path,
    product: str,
    tag: str,
    look: Look,
):
    """Sentences longer by 40 of 100 and names of sixty letters break no page."""
    language = stretch_language(languages[tag])
    release = name_long(with_tables(make_release()))
    file = print_copy(product, release, language, tmp_path / "long.pdf", look)
    assert find_faults(file, product, look) == []
    assert count_pages(file) <= 1.9 * count_pages(copied(product, "sepidar", tag, look))


def count_topics(release: Release, count: int) -> Release:
    """Make a release of so many topics, all weak points, in a questionnaire that has them."""
    asked = release.questionnaire
    topics = tuple(
        replace(
            asked.domains[1], id=f"topic{n}", title=Text(f"Topic {n + 1} of a rather long list")
        )
        for n in range(count)
    )
    rows = [
        shown(area, "strength", topic.id, 30, "weakness")
        for area in ("all", "sepidar")
        for topic in topics
    ]
    made = make_release([*rows, shown("sepidar", "item", "e08", 30)])
    return replace(made, questionnaire=replace(questionnaire(), domains=topics))


@pytest.mark.parametrize("look", LOOKS if IS_ALL else [USUAL], ids=name_look)
@pytest.mark.parametrize("count", [1, 40])
@pytest.mark.parametrize("product", PRODUCTS)
def test_topics(
    languages: dict[str, Language], tmp_path: Path, product: str, count: int, look: Look
):
    """One topic or forty: all are named, and none stands on another."""
    release = count_topics(make_release(), count)
    file = print_copy(product, release, languages["en"], tmp_path / "topics.pdf", look)
    said = read_text(file)
    assert find_faults(file, product, look) == []
    if product != "workbook":
        assert [n for n in range(count) if f"Topic {n + 1} of" not in said] == []


def count_places(count: int) -> Release:
    """Make a release of so many neighbourhoods with names of sixty letters."""
    name = "A neighbourhood whose name has sixty letters, by the river"
    places = tuple(
        Neighbourhood(f"n{place}", Text(f"{name} {place}"), "", 100) for place in range(count)
    )
    rows = [shown("all", "strength", "qol", 50, "mixed", wide=1)]
    rows += [
        shown(place.id, "strength", "qol", 30 + n % 40, "mixed") for n, place in enumerate(places)
    ]
    return replace(make_release(rows), project=replace(project(), neighbourhoods=places))


@pytest.mark.parametrize("look", LOOKS if IS_ALL else [USUAL], ids=name_look)
@pytest.mark.parametrize("count", [1, 200])
def test_neighbourhoods(languages: dict[str, Language], tmp_path: Path, count: int, look: Look):
    """One neighbourhood or two hundred: all are compared, over as many sheets as it takes."""
    release, file = count_places(count), tmp_path / "many.pdf"
    print_copy("comparison", release, languages["en"], file, look)
    assert find_faults(file, "comparison", look) == []
    assert f"by the river {count - 1}" in read_text(file)
