"""Places: found by the telephone, pointed at on the map, or typed."""

import re
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from survey.forms.neighbourhood_map import TALLEST, WIDTH, Area, draw_map, make_map
from survey.responses.drafts import find_draft
from tests.forms.browser import serve
from tests.forms.conftest import Visitor
from tests.forms.media import NORTH, SOUTH, make_media_site, make_square

AREAS = [
    Area(make_square(NORTH), "North & more", True),
    Area(make_square(SOUTH), "South", False),
]
WIDE = Area(((0.0, 0.0), (9.0, 0.0), (9.0, 1.0), (0.0, 0.0)), "Wide", False)


def test_a_point_is_found_where_it_was_placed():
    """From degrees to points and back is the same place."""
    found = make_map(AREAS)
    across, down = found.place(42.41, 36.32)
    assert found.find(across, down) == pytest.approx((36.32, 42.41))


def test_north_is_up_and_east_is_right():
    """The map is as the compass has it, in every language."""
    found = make_map(AREAS)
    assert found.place(42.41, 36.39)[1] < found.place(42.41, 36.31)[1]
    assert found.place(42.41, 36.32)[0] < found.place(42.44, 36.32)[0]


@pytest.mark.parametrize("areas", [AREAS, [WIDE]])
def test_a_map_fits_the_smallest_telephones(areas):
    """However wide or tall the place is, its map is at most 280 by 360 points."""
    found = make_map(areas)
    assert (found.width <= WIDTH, found.height <= TALLEST) == (True, True)


def test_a_map_is_small_and_well_written():
    """Two outlines, their names and a pin are one small SVG."""
    drawn = draw_map(make_map(AREAS), (36.32, 42.41))
    assert ElementTree.fromstring(drawn).tag.endswith("svg")
    assert (drawn.count("<text"), drawn.count("#a6490b"), len(drawn) < 1500) == (2, 1, True)


def test_without_outlines_there_is_no_map():
    """A project that knows no outlines has nothing to point at."""
    assert make_map([]) is None


@pytest.fixture
def media(tmp_path, root):
    return make_media_site(tmp_path, root)


@pytest.fixture
def visitor(media):
    visitor = Visitor(media.test_client())
    start = visitor.get("/f/media/en/")
    action = re.search(r'action="([^"]+)"', start.text)[1]
    visitor.page = visitor.client.post(action, data={"n": "town/north"}, follow_redirects=True)
    visitor.get("/d/places")
    return visitor


def find_answers(media):
    database = media.extensions["mahalla"].database
    [row] = database.query("select id from drafts")
    return find_draft(database, row["id"]).answers


def test_the_map_can_be_pointed_at_without_scripts(visitor, media):
    """A browser sends where the map was tapped: that is the answer, and the map has a pin there."""
    width, height = map(int, re.search(r'width="(\d+)" height="(\d+)"', visitor.page.text).groups())
    visitor.send(**{"at-q-dark.x": str(width // 2), "at-q-dark.y": str(height // 2)}, go="")
    assert find_answers(media)["dark"] == "36.3500 42.4248"
    assert visitor.path == "/d/places"
    assert "#a6490b" in visitor.client.get("/d/places/map/q-dark").text


def test_enter_on_the_map_is_no_place(visitor, media):
    """The keyboard presses a map at 0, 0: what was typed stays."""
    visitor.send(**{"at-q-dark.x": "0", "at-q-dark.y": "0", "q-dark": "36.3 42.4"}, go="")
    assert find_answers(media)["dark"] == "36.3 42.4"


def test_only_a_question_that_wants_it_has_a_map(visitor):
    """`map: false` leaves the map out."""
    assert visitor.page.text.count('type="image"') == 1


def test_the_map_is_nobody_elses(media):
    """Without an open form there is no map."""
    assert media.test_client().get("/d/places/map/q-dark").status_code == 404


def test_the_accuracy_is_told(visitor, media):
    """An accuracy that was stored is shown again."""
    visitor.send(**{"q-dark": ["36.3", "42.4", "12"]})
    assert "Accurate to about 12 metres." in visitor.get("/d/places").text


def begin(page, address, language="fa"):
    page.goto(f"{address}/f/media/{language}/?n=north")
    page.locator("main form button.main").click()
    page.wait_for_url("**/d/*")
    page.goto(f"{address}/d/places")
    return page


@pytest.mark.browser
def test_one_tap_finds_the_telephone(chromium, media):
    """The position is filled in, rounded, with its accuracy, and saved."""
    context = chromium.new_context(
        geolocation={"latitude": 36.372512, "longitude": 42.448391, "accuracy": 12.3},
        permissions=["geolocation"],
    )
    with serve(media) as address:
        page = begin(context.new_page(), address)
        page.locator("[data-question=dark] .here").click()
        expect(page.locator("#q-dark")).to_have_value("36.3725")
        expect(page.locator("[data-question=dark] [role=status]")).to_contain_text("۱۳")
        page.locator("[data-question=hole] .here").click()
        expect(page.locator("#q-hole")).to_have_value("36.37")
        page.click("button.main")
        page.wait_for_url("**/review")
        answers = find_answers(media)
    assert (answers["dark"], answers["hole"]) == ("36.3725 42.4484 13", "36.37 42.45 13")
    context.close()


@pytest.mark.browser
def test_a_refused_position_is_told(context, media):
    """Where the telephone may not tell, the page says what else can be done."""
    with serve(media) as address:
        page = begin(context.new_page(), address, "en")
        page.locator("[data-question=dark] .here").click()
        expect(page.locator("[data-question=dark] [role=status]")).to_contain_text("type the")


@pytest.mark.browser
@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_tap_on_the_map_puts_a_pin(chromium, media, has_scripts):
    """Right to left as well, the tap means the place that is seen there."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=has_scripts
    )
    with serve(media) as address:
        page = begin(context.new_page(), address)
        box = page.locator("[type=image]").bounding_box()
        at = {"x": box["width"] * 0.25, "y": box["height"] * 0.75}
        page.locator("[type=image]").click(position=at)
        expect(page.locator("#q-dark")).not_to_have_value("")
        latitude = float(page.locator("#q-dark").input_value())
        longitude = float(page.locator("[name=q-dark]").nth(1).input_value())
    assert (latitude, longitude) == (
        pytest.approx(36.322, abs=0.002),
        pytest.approx(42.411, abs=0.002),
    )
    context.close()


@pytest.mark.browser
def test_typing_takes_the_accuracy_back(chromium, media):
    """A place that was corrected by hand is not as sure as the telephone was."""
    context = chromium.new_context(
        geolocation={"latitude": 36.37, "longitude": 42.44, "accuracy": 5},
        permissions=["geolocation"],
    )
    with serve(media) as address:
        page = begin(context.new_page(), address)
        page.locator("[data-question=dark] .here").click()
        expect(page.locator("#q-dark")).to_have_value("36.3700")
        page.fill("#q-dark", "۳۶٫۳۲")
        expect(page.locator("[data-question=dark] .map i")).to_be_visible()
        page.click("button.main")
        page.wait_for_url("**/review")
        assert find_answers(media)["dark"] == "36.32 42.4400"
    context.close()
