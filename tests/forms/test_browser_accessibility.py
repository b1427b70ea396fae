"""The form without a mouse, with large text, with few colours, with a screen reader."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.forms.test_browser_form import begin

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
MOST_KEYS = 400

OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"
# The text spacing that readers may choose, of WCAG 2.2, 1.4.12.
SPACED = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important }
* { word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }
"""
CLIPPED = """
[...document.querySelectorAll("body *")].filter((one) => {
  if (!one.checkVisibility() || !one.innerText?.trim()) return false;
  if (one.closest(".skip, .unseen, select, textarea")) return false;
  const style = getComputedStyle(one);
  const isCut = ["hidden", "clip"].includes(style.overflowX);
  const isWide = one.scrollWidth > one.clientWidth + 1;
  return isCut && (isWide || one.scrollHeight > one.clientHeight + 1);
}).map((one) => one.outerHTML.slice(0, 100))
"""
# What has the focus: whether it can be seen to have it, and where it stands in the page.
FOCUSED = """
() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const shown = [one, one.closest("label")].filter(Boolean).some((part) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(part);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  });
  const box = one.getBoundingClientRect();
  return {
    tag: one.tagName, type: one.type, name: one.name || one.id, value: one.value, shown,
    text: one.innerText, seen: box.bottom > 0 && box.top < innerHeight,
  };
}
"""
UNRESOLVED = """
[...document.querySelectorAll("[aria-describedby], [aria-labelledby], label[for]")].flatMap((one) =>
  ["aria-describedby", "aria-labelledby", "for"].flatMap((name) =>
    (one.getAttribute(name) ?? "").split(" ").filter((id) => id && !document.getElementById(id))))
"""
NO_MOTION = """
[...document.querySelectorAll("*")].filter((one) => {
  const style = getComputedStyle(one);
  const lasts = (times) => times.split(",").some((time) => parseFloat(time) > 0.01);
  const isAnimated = style.animationName !== "none" && lasts(style.animationDuration);
  return isAnimated || lasts(style.transitionDuration);
}).length
"""


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    """A phone whose pages may be given the reader's own styles."""
    context = chromium.new_context(viewport=PHONE, bypass_csp=True)
    yield context
    context.close()


def press_on(page: Page) -> list[dict]:
    """Answer a page with the keyboard until its Next is pressed; return what had the focus."""
    stops: list[dict] = []
    address = page.url
    for _ in range(MOST_KEYS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            continue
        stops.append(stop)
        if stop["type"] in ("radio", "checkbox") and not stop["value"].startswith(":"):
            page.keyboard.press("Space")
        elif stop["tag"] == "SELECT":
            before = [other["name"] for other in stops].count(stop["name"])
            for _ in range(before):  # other than what was chosen in the lists before it
                page.keyboard.press("ArrowDown")
        elif stop["tag"] == "TEXTAREA" or stop["type"] == "text":
            page.keyboard.type("12")
        elif stop["tag"] == "BUTTON" and stop["value"] in ("next", "send", "agree"):
            page.keyboard.press("Enter")
            page.wait_for_url(lambda url: url != address)
            page.wait_for_load_state("load")
            return stops
    raise AssertionError(f"No way on from {address} with the keyboard: {stops[-3:]}")


def test_a_form_is_answered_with_the_keyboard_alone(phone: BrowserContext, served: str) -> None:
    """From the start page to the receipt with Tab, Space, arrows and Enter; the focus is seen."""
    page = phone.new_page()
    page.goto(f"{served}/f/tour/fa/")
    stops = []
    while not page.url.endswith("/thanks"):
        stops += press_on(page)
    assert [stop for stop in stops if not (stop["shown"] and stop["seen"])] == []


def test_the_keyboard_meets_every_question_in_order(phone: BrowserContext, served: str) -> None:
    """Tab leads through the questions in the order in which they are read."""
    page = begin(phone.new_page(), served)
    page.goto(f"{served}/d/things")
    names = [stop["name"] for stop in press_on(page) if (stop["name"] or "").startswith("q-")]
    asked = ["q-born", "q-area", "q-place", "q-colour", "q-pets", "q-dog_name", "q-best"]
    met = list(dict.fromkeys(name for name in names if name in asked))
    assert met == [name for name in asked if name in met]
    assert len(met) >= len(asked) - 1


def test_the_first_key_offers_to_skip_the_menu(phone: BrowserContext, served: str) -> None:
    """The first Tab shows a link over the menu, and it leads to the content."""
    page = begin(phone.new_page(), served)
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("path", ["/f/tour/fa/", "/d/people", "/d/things", "/review", "/resume"])
def test_large_text_needs_no_sideways_scroll(phone: BrowserContext, served: str, path: str) -> None:
    """Text of twice the size stays within a phone's screen."""
    page = begin(phone.new_page(), served, language="fa")
    page.goto(served + path)
    page.add_style_tag(content="html { font-size: 200% }")
    assert page.evaluate(OVERFLOW) <= 0


@pytest.mark.parametrize("path", ["/f/tour/fa/", "/d/people", "/d/things", "/review", "/resume"])
def test_wide_spacing_cuts_nothing_off(phone: BrowserContext, served: str, path: str) -> None:
    """Readers may space letters, words and lines: no text is cut off or off the side."""
    page = begin(phone.new_page(), served)
    page.goto(served + path)
    page.add_style_tag(content=SPACED)
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate(OVERFLOW) <= 0


def test_nothing_moves_for_those_who_want_no_motion(chromium: Browser, served: str) -> None:
    """Whoever asks the device for less motion gets none."""
    context = chromium.new_context(viewport=PHONE, reduced_motion="reduce")
    page = begin(context.new_page(), served)
    assert page.evaluate(NO_MOTION) == 0
    context.close()


@pytest.fixture
def forced(chromium: Browser, served: str) -> Iterator[Page]:
    """A form in the few colours that its reader has chosen, light on dark."""
    context = chromium.new_context(viewport=PHONE, forced_colors="active", color_scheme="dark")
    yield begin(context.new_page(), served)
    context.close()


def style_of(part: Locator, name: str) -> str:
    return part.evaluate(f"(one) => getComputedStyle(one).getPropertyValue('{name}')")


def test_a_chosen_answer_stands_out_in_forced_colours(forced: Page) -> None:
    """The chosen answer has an outline that the others lack."""
    chosen = forced.locator("[data-question=trust] label").first
    chosen.click()
    other = forced.locator("[data-question=trust] label").nth(1)
    assert style_of(chosen, "outline-style") == "solid"
    assert style_of(other, "outline-style") == "none"


def test_progress_has_an_edge_in_forced_colours(forced: Page) -> None:
    """How far the form is can be seen without its colours."""
    progress = forced.locator("progress")
    assert style_of(progress, "border-block-start-style") == "solid"
    picture = Image.open(BytesIO(progress.screenshot())).convert("RGB")
    middle = {picture.getpixel((x, picture.height // 2)) for x in range(4, picture.width - 4)}
    assert len(middle) >= 2


def test_lights_keep_their_colours(forced: Page, served: str) -> None:
    """The three lights stay green, yellow and red, and differ in shape."""
    forced.fill("#q-age", "30")
    forced.click("button.main[value=next]")
    forced.wait_for_url("**/d/things")
    forced.goto(f"{served}/d/grown_ups")
    colours = {style_of(light, "background-color") for light in forced.locator("i").all()}
    assert len(colours) == 3


def test_a_mistake_is_tied_to_its_field(phone: BrowserContext, served: str) -> None:
    """A wrong field says so, its error is read with it, and the title tells of it at once."""
    page = begin(phone.new_page(), served)
    page.fill("#q-age", "x")
    page.click("button.main[value=next]")
    field = page.locator("#q-age")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert "q-age-error" in field.get_attribute("aria-describedby").split()
    expect(page).to_have_title("Error: People – A short tour")
    expect(page.locator("#errors")).to_be_focused()


def test_every_reference_finds_what_it_names(phone: BrowserContext, served: str) -> None:
    """Labels and descriptions point to something that is there, with mistakes and without."""
    page = begin(phone.new_page(), served)
    page.click("button.main[value=next]")
    lost = page.evaluate(UNRESOLVED)
    for path in ("/f/tour/en/", "/d/things", "/review", "/resume"):
        page.goto(served + path)
        lost += page.evaluate(UNRESOLVED)
    assert lost == []


def test_pages_have_titles_of_their_own(phone: BrowserContext, served: str) -> None:
    """Every page of a form can be told from the others by its title."""
    page = begin(phone.new_page(), served)
    paths = ["/f/tour/en/", "/d/people", "/d/things", "/review", "/resume", "/en/"]
    titles = []
    for path in paths:
        page.goto(served + path)
        titles.append(page.title())
    assert len(set(titles)) == len(paths)


def test_what_happens_is_said_aloud(phone: BrowserContext, served: str) -> None:
    """Saving is announced politely, mistakes at once."""
    page = begin(phone.new_page(), served)
    expect(page.locator("#saved")).to_have_attribute("role", "status")
    page.click("button.main[value=next]")
    expect(page.locator("#errors")).to_have_attribute("role", "alert")


def test_other_languages_are_marked(phone: BrowserContext, served: str) -> None:
    """A screen reader knows in which language the names of the languages are."""
    page = begin(phone.new_page(), served)
    names = page.locator(".languages :is(a, button)")
    assert all(name.get_attribute("lang") for name in names.all())
