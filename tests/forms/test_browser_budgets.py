"""What every page of the form keeps to: widths, names, targets, requests, size, accessibility."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.forms.test_browser_form import begin

pytestmark = pytest.mark.browser
SECTIONS = [
    "strengths", "people", "support", "place", "wellbeing",
    "profile", "livelihood", "harms_seen", "harms_met", "closing",
]  # fmt: skip
SMALLEST_TARGET = 48
MOST_REQUESTS = 4
MOST_NODES = 18

OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"
LOOSE_RADIOS = """
[...document.querySelectorAll("[type=radio]")].filter((radio) => {
  const legend = radio.closest("fieldset")?.querySelector("legend");
  return !radio.name || !legend?.textContent.trim();
}).map((radio) => radio.name)
"""
SMALL_TARGETS = """
(smallest) => [...document.querySelectorAll(
  "header button, main :is(button, select, textarea, input:not([type]))," +
  "main label:has([type=radio], [type=checkbox])"
)].filter((one) => one.checkVisibility() && !one.classList.contains("unseen")).filter((one) => {
  const box = one.getBoundingClientRect();
  return box.height < smallest || box.width < smallest;
}).map((one) => one.outerHTML.slice(0, 120))
"""
FETCHED = """
performance.getEntries().filter((one) => one.transferSize > 0).map((one) => one.name)
"""
NODES = """
[...document.querySelectorAll("[data-question]")].map((box) => 1 + box.querySelectorAll("*").length)
"""


@pytest.fixture(scope="module", params=["fa", "en"])
def language(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def phone(chromium: Browser, diagnosis: str, language: str) -> Page:
    """A phone with a form open in `language`."""
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    yield begin(context.new_page(), diagnosis, "neighbourhood-diagnosis", language)
    context.close()


def find_violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_page_scrolls_sideways(phone, diagnosis, width):
    """No section is wider than the screen, down to 320 points."""
    phone.set_viewport_size({"width": width, "height": 740})
    wide = {}
    for section in SECTIONS:
        phone.goto(f"{diagnosis}/d/{section}")
        wide[section] = phone.evaluate(OVERFLOW)
    assert {section for section, overflow in wide.items() if overflow > 0} == set()


def test_every_radio_is_in_a_named_group(phone, diagnosis):
    """A screen reader can say of every radio which question it answers."""
    loose = []
    for section in SECTIONS:
        phone.goto(f"{diagnosis}/d/{section}")
        loose += phone.evaluate(LOOSE_RADIOS)
    assert loose == []


def test_targets_are_large_enough_for_a_thumb(phone, diagnosis):
    """Whatever is tapped measures at least 48 by 48 points."""
    phone.set_viewport_size({"width": 360, "height": 740})
    small = []
    for section in ("place", "profile", "harms_met", "closing"):
        phone.goto(f"{diagnosis}/d/{section}")
        small += phone.evaluate(SMALL_TARGETS, SMALLEST_TARGET)
    assert small == []


def test_questions_are_light(phone, diagnosis):
    """Over the whole form a question has at most 18 elements."""
    counts = []
    for section in SECTIONS:
        phone.goto(f"{diagnosis}/d/{section}")
        counts += phone.evaluate(NODES)
    assert sum(counts) / len(counts) <= MOST_NODES


def test_pages_need_few_requests_and_only_to_this_site(chromium, diagnosis, language):
    """The start page and the first section cost at most four requests each, none elsewhere."""
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{diagnosis}/f/neighbourhood-diagnosis/{language}/?n=north")
    address = page.url
    context.close()
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    at_start = page.evaluate(FETCHED)
    page.click("button[value=agree]")
    page.wait_for_load_state("networkidle")
    in_section = page.evaluate(FETCHED)
    context.close()
    assert max(len(at_start), len(in_section)) <= MOST_REQUESTS
    assert all(fetched.startswith(diagnosis) for fetched in at_start + in_section)


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_the_start_page(chromium, diagnosis, language, width):
    """The start page is accessible as far as axe can tell."""
    page = chromium.new_page(viewport={"width": width, "height": 740})
    page.goto(f"{diagnosis}/f/neighbourhood-diagnosis/{language}/")
    assert find_violations(page) == []
    page.close()


@pytest.mark.parametrize("section", ["strengths", "profile", "harms_met", "closing"])
def test_axe_finds_nothing_on_a_section(phone, diagnosis, section):
    """Sections of every shape are accessible as far as axe can tell."""
    phone.goto(f"{diagnosis}/d/{section}")
    assert find_violations(phone) == []


def test_axe_finds_nothing_on_a_page_with_mistakes(phone, diagnosis):
    """A page that tells of mistakes is accessible as far as axe can tell."""
    phone.goto(f"{diagnosis}/d/profile")
    phone.fill("#q-household_size", "x")
    phone.click("button.main")
    phone.wait_for_selector("#errors")
    assert find_violations(phone) == []


@pytest.mark.parametrize("language", ["fa", "en"], scope="function")
def test_axe_finds_nothing_at_the_end(chromium, diagnosis, language):
    """Review and thanks are accessible as far as axe can tell."""
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = begin(context.new_page(), diagnosis, "neighbourhood-diagnosis", language)
    page.goto(f"{diagnosis}/review")
    violations = find_violations(page)
    page.click("button.main")
    page.wait_for_url("**/thanks")
    assert violations + find_violations(page) == []
    context.close()


@pytest.mark.parametrize("section", ["people", "things"])
def test_axe_finds_nothing_on_any_kind_of_question(context, served, section):
    """Every kind of question is accessible as far as axe can tell."""
    page = begin(context.new_page(), served)
    page.goto(f"{served}/d/{section}")
    assert find_violations(page) == []


def test_axe_finds_nothing_where_a_code_is_asked_for(context, served):
    """The page that asks for a code is accessible, also after a wrong one."""
    page = context.new_page()
    page.goto(f"{served}/resume")
    page.fill("#code", "1")
    page.click("button.main")
    page.wait_for_selector("#code-error")
    assert find_violations(page) == []
