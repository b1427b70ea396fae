"""Large letters, leaving quickly and reading aloud in Chromium."""

import pytest
from playwright.sync_api import Browser, expect

from tests.forms.browser import serve
from tests.forms.conftest import make_project, make_site
from tests.forms.test_browser_budgets import FETCHED, OVERFLOW, SMALL_TARGETS, find_violations
from tests.forms.test_browser_form import begin
from tests.forms.test_comfort import record

pytestmark = pytest.mark.browser

SIZE = "parseFloat(getComputedStyle(document.documentElement).fontSize)"


def test_letters_grow_at_once_and_stay_large(context, served):
    """The switch needs no request, and the pages after it are large from the server."""
    page = context.new_page()
    page.goto(f"{served}/f/tour/en/?n=north")
    size = page.evaluate(SIZE)
    page.get_by_role("button", name="Large letters").click()
    assert page.evaluate(SIZE) > size
    page.click("button[value=agree]")
    page.wait_for_url("**/d/people")
    assert page.evaluate(SIZE) > size
    expect(page.get_by_role("button", name="Large letters")).to_have_attribute(
        "aria-pressed", "true"
    )


def test_the_start_page_remembers_large_letters(context, served):
    """Also the page that is kept for ever is large for who wants it so."""
    page = context.new_page()
    page.goto(f"{served}/f/tour/en/?n=north")
    page.get_by_role("button", name="Large letters").click()
    page.reload()
    expect(page.locator("html")).to_have_class("large")


def test_large_letters_fit_a_small_phone(chromium: Browser, served):
    """At 320 points nothing scrolls sideways with large letters."""
    page = chromium.new_page(viewport={"width": 320, "height": 600})
    page.goto(f"{served}/f/tour/fa/?n=north")
    page.click("[data-size]")
    wide = [page.evaluate(OVERFLOW)]
    page.click("button[value=agree]")
    for section in ("people", "things"):
        page.goto(f"{served}/d/{section}")
        wide.append(page.evaluate(OVERFLOW))
    assert max(wide) == 0
    page.close()


@pytest.mark.parametrize("way", ["button", "keys"])
def test_leaving_replaces_the_page_and_deletes_the_answers(context, served, site, way):
    """At once another page is there; Back does not bring the form, and the answers are gone."""
    page = begin(context.new_page(), served)
    page.fill("#q-age", "30")
    if way == "button":
        page.get_by_role("button", name="Leave this page quickly").click()
    else:
        for _ in range(3):
            page.keyboard.press("Escape")
    page.wait_for_url("**/calendar")
    page.wait_for_timeout(500)
    assert site.database.query("select * from drafts") == []
    page.go_back()
    assert "/d/" not in page.url
    page.goto(f"{served}/d/people")
    assert "/resume" in page.url


def test_esc_pressed_slowly_does_nothing(context, served):
    """Who closes a list three times in a while is not thrown out."""
    page = begin(context.new_page(), served)
    for _ in range(3):
        page.keyboard.press("Escape")
        page.wait_for_timeout(1_600)
    assert "/d/people" in page.url


def test_the_way_out_of_a_start_page_needs_no_server(context, served):
    """On the page that is kept for ever the way out is a link that leaves no trace in Back."""
    page = context.new_page()
    page.goto(f"{served}/resume")
    page.goto(f"{served}/f/tour/en/?n=north")
    page.get_by_role("link", name="Leave this page quickly").click()
    page.wait_for_url("**/calendar")
    page.go_back()
    assert "/resume" in page.url


def test_the_calendar_is_accessible_and_quiet(context, served):
    """Axe finds nothing on it, it fetches only its style, and its title names no form."""
    page = context.new_page()
    page.goto(f"{served}/calendar")
    assert find_violations(page) == []
    assert len(page.evaluate(FETCHED)) <= 3
    assert page.title() == "22 November 2026"


@pytest.fixture
def spoken(home):
    """The address of a site with recordings."""
    for key in ("trust", "scale.agree3.agree", "age", "consent.body"):
        record(home, key)
    with serve(make_site(home, make_project("tour"))) as address:
        yield address


def test_one_voice_speaks_at_a_time(context, spoken):
    """A question is played with its answers; another voice silences it."""
    page = begin(context.new_page(), spoken)
    played: dict[str, None] = {}
    page.on("request", lambda request: played.setdefault(request.url.split("/")[-1].split("?")[0]))
    trust = page.get_by_role("button", name="Listen: I trust my neighbours.")
    age = page.get_by_role("button", name="Listen: How old are you?")
    with page.expect_request("**/scale.agree3.agree.wav*"):
        trust.click()
    age.click()
    expect(trust).to_have_attribute("aria-pressed", "false")
    expect(age).to_have_attribute("aria-pressed", "false")
    voices = [name for name in played if name.endswith(".wav")]
    assert voices == ["trust.wav", "scale.agree3.agree.wav", "age.wav"]


def test_nothing_is_fetched_before_somebody_listens(context, spoken):
    """Recordings cost nothing until they are wanted."""
    page = begin(context.new_page(), spoken)
    page.wait_for_load_state("networkidle")
    assert [name for name in page.evaluate(FETCHED) if "recordings" in name] == []


def test_pages_with_voices_are_accessible(context, spoken):
    """Axe finds nothing on them and every target is large enough."""
    page = context.new_page()
    page.goto(f"{spoken}/f/tour/en/?n=north")
    found = find_violations(page)
    page.click("button[value=agree]")
    page.wait_for_url("**/d/people")
    assert found + find_violations(page) == []
    assert page.evaluate(SMALL_TARGETS, 48) == []


def test_without_scripts_the_browser_plays(chromium, spoken):
    """The browser's own controls are there, for each answer as well."""
    context = chromium.new_context(java_script_enabled=False)
    page = begin(context.new_page(), spoken)
    expect(page.locator("[data-question=trust] audio")).to_have_count(2)
    context.close()


def test_a_page_with_delicate_questions_is_accessible(context, served):
    """The way out that stays in sight hides no field that the keyboard reaches."""
    page = begin(context.new_page(), served)
    with page.expect_response("**/save"):
        page.fill("#q-age", "30")
    page.goto(f"{served}/d/grown_ups")
    assert find_violations(page) == []
    page.locator("button.main").focus()
    page.locator("#q-home").focus()
    near = page.locator(".near").bounding_box()
    field = page.locator("label.green").bounding_box()
    assert field["y"] >= near["y"] + near["height"]


def test_one_question_a_page_is_accessible(home, chromium):
    """A form that asks one question a page passes axe, and Enter goes on."""
    file = home / "questionnaires" / "tour.yaml"
    file.write_text(file.read_text().replace("unit: person", "unit: person\npages: question", 1))
    with serve(make_site(home, make_project("tour"))) as address:
        page = begin(
            chromium.new_page(viewport={"width": 360, "height": 740}), address, "tour", "fa"
        )
        found = find_violations(page)
        page.click(".buttons button.main")
        page.wait_for_url("**/d/people.age")
        page.fill("#q-age", "۱۲")
        page.press("#q-age", "Enter")
        page.wait_for_url("**/d/things.born")
        assert found + find_violations(page) == []
        page.close()
