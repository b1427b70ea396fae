"""Faces, pictures, files and maps are for everybody: axe, width, targets, forced colours."""

import pytest
from playwright.sync_api import Page, expect

from tests.forms.browser import serve
from tests.forms.media import make_media_site
from tests.forms.test_browser_budgets import (
    NODES,
    OVERFLOW,
    SMALL_TARGETS,
    SMALLEST_TARGET,
    find_violations,
)
from tests.forms.test_photo import PHOTO, begin, make_photo

pytestmark = pytest.mark.browser
SECTIONS = ["faces", "files", "places"]
MOST_NODES = 24
"""A question with a face, a recorder or a map may have a few more elements than others."""


@pytest.fixture(scope="module")
def address(tmp_path_factory, root):
    with serve(make_media_site(tmp_path_factory.mktemp("media"), root)) as address:
        yield address


@pytest.fixture(scope="module")
def phone(chromium, address) -> Page:
    """A phone on which a photo was taken and a face chosen."""
    context = chromium.new_context(viewport={"width": 320, "height": 740})
    page = begin(context.new_page(), address)
    page.set_input_files("#q-street_photo", {**PHOTO, "buffer": make_photo()})
    expect(page.locator("img.taken")).to_be_visible()
    expect(page.locator("#saved")).not_to_be_empty()
    page.goto(f"{address}/d/faces")
    page.locator("[value=good]").check()
    expect(page.locator("#saved")).not_to_be_empty()
    yield page
    context.close()


@pytest.mark.parametrize("section", SECTIONS)
def test_axe_finds_nothing(phone, address, section):
    """Each page is accessible as far as axe can tell."""
    phone.goto(f"{address}/d/{section}")
    assert find_violations(phone) == []


@pytest.mark.parametrize("section", SECTIONS)
def test_nothing_is_wider_than_the_smallest_telephone(phone, address, section):
    """320 points are enough for faces, photos and maps."""
    phone.goto(f"{address}/d/{section}")
    assert phone.evaluate(OVERFLOW) <= 0


@pytest.mark.parametrize("section", SECTIONS)
def test_targets_are_large_enough_for_a_thumb(phone, address, section):
    """Buttons that take away, record and find are as large as others."""
    phone.goto(f"{address}/d/{section}")
    assert phone.evaluate(SMALL_TARGETS, SMALLEST_TARGET) == []


@pytest.mark.parametrize("section", SECTIONS)
def test_questions_stay_light(phone, address, section):
    """A face is drawn by the style sheet, a map by a picture: neither costs elements."""
    phone.goto(f"{address}/d/{section}")
    assert max(phone.evaluate(NODES)) <= MOST_NODES


def test_faces_and_lights_stay_in_forced_colours(phone, address):
    """Who reads white on black still sees the faces and the shapes of the lights."""
    phone.emulate_media(forced_colors="active")
    phone.goto(f"{address}/d/faces")
    drawn = phone.evaluate(
        "getComputedStyle(document.querySelector('.face-12'), '::before').backgroundImage"
    )
    light = phone.evaluate(
        "getComputedStyle(document.querySelector('.stoplight .red i')).backgroundColor"
    )
    phone.emulate_media(forced_colors="none")
    assert ("faces.svg" in drawn, light) == (True, "rgb(179, 38, 30)")
