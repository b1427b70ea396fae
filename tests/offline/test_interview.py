"""An interview on a tablet in Chromium: kept, looked over, finished; fine for eyes and thumbs."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.forms.browser import serve
from tests.forms.test_audio_note import PATIENCE, hearing
from tests.forms.test_browser_facilitator import is_sound
from tests.forms.test_photo import make_photo
from tests.offline.interviewing import (
    begin_interview,
    find_address,
    hold,
    make_forms_site,
    open_draft,
    read_draft,
    use_module,
    use_store,
)

__all__ = ["hearing"]
pytestmark = pytest.mark.browser
HERE = Path(__file__).parent
PHOTO = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": make_photo((2600, 1300))}
TYPED = """Object.fromEntries([...document.querySelectorAll("[name^=q-]")]
  .filter((one) => !["radio", "checkbox"].includes(one.type) || one.checked)
  .map((one, place) => [`${one.name} ${place}`, one.value]))"""
WORKER = """navigator.serviceWorker.register("/collect/worker.js", { scope: "/collect/" })
  .then(() => navigator.serviceWorker.ready).then(() => true)"""
SHOWN = "document.querySelector('[data-section].turned').dataset.section"


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Flask:
    return make_forms_site(tmp_path_factory.mktemp("interviews"), root)


@pytest.fixture(scope="module")
def site_address(forms: Flask) -> Iterator[str]:
    with serve(forms) as address:
        yield address


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    opened = chromium.new_context(
        viewport={"width": 360, "height": 740},
        geolocation={"latitude": 36.372512, "longitude": 42.448312, "accuracy": 11.2},
        permissions=["geolocation"],
    )
    yield opened
    opened.close()


@pytest.fixture
def begin(context: BrowserContext, forms: Flask, site_address: str):
    """Begin an interview of a form in a language, and take the network away."""

    def start(form: str, language: str = "en") -> tuple[Page, str]:
        page = context.new_page()
        name = begin_interview(page, site_address + find_address(forms, form, language))
        context.set_offline(True)
        return page, name

    return start


def turn(page: Page) -> None:
    page.click(".buttons > .main:visible")


def wait_until_kept(page: Page, name: str, section: str, pair: list[str]) -> None:
    """Wait until the tablet has kept a text of an input."""
    for _ in range(40):
        if pair in read_draft(page, name)["typed"].get(section, []):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{pair} was not kept")


def fill_by_chance(page: Page) -> None:
    page.evaluate((HERE / "filling.js").read_text(encoding="utf-8"))
    rules = json.loads(page.locator("#rules").text_content() or "")
    page.evaluate("given => fillByChance(given)", [7, rules["limits"], rules["checks"]])


def read_outbox(page: Page) -> list[dict[str, object]]:
    return use_module(page, "database", "m.look(['outbox'], (at) => m.ask(at('outbox').getAll()))")


def test_it_works(begin):
    """Section follows section; at the end stands the receipt, and the way to the next interview."""
    page, _ = begin("tour")
    page.fill("#q-age", "17")
    turn(page)
    turn(page)
    expect(page.locator("#title-review")).to_be_focused()
    turn(page)
    expect(page.locator("#title-done")).to_be_focused()
    assert len(page.locator("#receipt").inner_text().replace("\xa0", " ").split()) == 4
    assert page.locator("#done .button").get_attribute("href") == "/collect/en/"
    assert [one["household"] for one in read_outbox(page)] == ["17"]
    assert use_store(page, "store.drafts()") == []


def test_what_was_typed_is_there_again(begin, context):
    """A tablet that went off opens the interview where it was, with every text and tick."""
    page, name = begin("roster", "fa")
    fill_by_chance(page)
    page.fill("#q-size", "۲")
    turn(page)
    fill_by_chance(page)
    before = page.evaluate(TYPED)
    address = page.url
    wait_until_kept(page, name, "home", ["q-size", "۲"])
    context.set_offline(False)
    page.close()
    again = context.new_page()
    open_draft(again, address)
    assert again.evaluate(SHOWN) == "people"
    assert again.evaluate(TYPED) == before


def test_another_language_keeps_the_answers(begin, context):
    """Numbers and days typed in Persian stand in English digits and months after the switch."""
    page, name = begin("tour", "fa")
    page.fill("#q-age", "۳۴")
    turn(page)
    day, month, year = page.locator("[name=q-born]:not([type=hidden])").all()
    day.select_option("10")
    month.select_option("10")
    year.select_option("1370")
    page.fill("#q-area", "۸۰٫۵")
    context.set_offline(False)
    page.locator(".menu > summary").click()
    page.locator(".menu [hreflang=en]").click()
    page.wait_for_selector("html[lang=en][data-ready]")
    chosen = [one.input_value() for one in page.locator("[name=q-born]").all()]
    assert chosen == ["gregorian", "31", "12", "1991"]
    assert page.input_value("#q-age") == "34"
    assert page.input_value("#q-area") == "80.5"
    assert page.url.endswith(f"#{name}")


def test_a_second_tab_only_reads(begin, context):
    """Two tabs never write one interview: the second shows it and takes nothing."""
    page, name = begin("tour")
    page.fill("#q-age", "17")
    wait_until_kept(page, name, "people", ["q-age", "17"])
    context.set_offline(False)
    second = context.new_page()
    open_draft(second, page.url)
    expect(second.locator("#elsewhere")).to_be_visible()
    expect(second.locator("#q-age")).to_be_disabled()
    assert second.input_value("#q-age") == "17"
    turn(second)
    turn(second)
    expect(second.locator("[value=finish]")).to_be_hidden()


def test_what_is_missing_holds_the_end_up(begin):
    """A needed answer may wait while people talk, and is named and led to before the end."""
    page, _ = begin("tour")
    turn(page)
    turn(page)
    turn(page)
    expect(page.locator(".answers .due")).to_have_text("Needs an answer")
    page.locator(".answers a", has=page.locator(".due")).click()
    expect(page.locator("#q-age-error")).to_have_text("This question needs an answer.")
    page.fill("#q-age", "۱۷")
    expect(page.locator("#q-age-error")).to_have_count(0)
    turn(page)
    turn(page)
    expect(page.locator("#done")).to_be_visible()


def test_mistakes_hold_a_section_up(begin):
    """What cannot be read, or contradicts another answer, is said where it stands."""
    page, _ = begin("roster")
    page.fill("#q-size", "2")
    page.fill("#q-earners", "3")
    turn(page)
    expect(page.locator("#q-earners-error")).to_have_text("More people earn money than live here.")
    expect(page.locator("#q-earners")).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".turned > .summary")).to_be_focused()
    page.fill("#q-earners", "1")
    expect(page.locator(".turned > .summary")).to_have_count(0)
    turn(page)
    assert page.evaluate(SHOWN) == "people"


def test_an_unusual_answer_needs_a_reason(begin, context):
    """What is only unusual stays when the facilitator says why, also after the tablet went off."""
    page, name = begin("roster")
    page.fill("#q-size", "2")
    page.fill("#q-rooms", "11")
    turn(page)
    page.fill("[name=why-rooms]", "A school")
    wait_until_kept(page, name, "home", ["why-rooms", "A school"])
    context.set_offline(False)
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.input_value("[name=why-rooms]") == "A school"
    turn(page)
    assert page.evaluate(SHOWN) == "people"


def test_members_follow_the_number_and_keep_their_words(begin):
    """A number typed anew hides members and shows them again with what was said of them."""
    page, _ = begin("roster")
    page.fill("#q-size", "3")
    page.evaluate("document.querySelector('[name=q-size]').dispatchEvent(new Event('change'))")
    members = page.locator("#q-members-box > .member:not([hidden])")
    expect(members).to_have_count(3)
    page.evaluate("document.getElementById('q-members.2.years').value = '41'")
    page.fill("#q-size", "1")
    expect(members).to_have_count(1)
    page.fill("#q-size", "3")
    assert page.evaluate("document.getElementById('q-members.2.years').value") == "41"


def test_members_move_up_when_one_goes(begin):
    """Who is taken away leaves no gap: names, numbers and answers of the others stay together."""
    page, _ = begin("roster", "fa")
    page.fill("#q-size", "1")
    turn(page)
    for called in ("Ali", "Reza", "Sara"):
        page.click("[value='add.visitors']")
        page.locator("#q-visitors-box input[name$=called]").last.fill(called)
    expect(page.locator("[value='add.visitors']")).to_be_hidden()
    page.click("[value='remove.visitors.1']")
    called = page.locator("#q-visitors-box input[name$=called]")
    assert [one.get_attribute("name") for one in called.all()] == [
        "q-visitors.0.called",
        "q-visitors.1.called",
    ]
    assert [one.input_value() for one in called.all()] == ["Ali", "Sara"]
    assert page.locator("#q-visitors-box > .member > legend").all_inner_texts() == [
        "مهمان ۱",
        "مهمان ۲",
    ]
    expect(page.locator("[value='add.visitors']")).to_have_text("افزودن «مهمان ۳»")


def test_a_random_order_is_drawn_once(begin, context):
    """The order in which a household was asked stays, and goes along with its answers."""
    page, name = begin("roster")
    order = read_draft(page, name)["order"]
    assert sorted(order["street"]) == ["first", "second", "views"]
    shown = "[...document.querySelectorAll('[data-section=street] > [data-question]')]"
    asked = page.evaluate(f"{shown}.map(({{ dataset }}) => dataset.question)")
    rows = {"views": ["views", "clean", "safe"]}
    assert asked == [one for drawn in order["street"] for one in rows.get(drawn, [drawn])]
    context.set_offline(False)
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.evaluate(f"{shown}.map(({{ dataset }}) => dataset.question)") == asked


def test_a_photo_stays_on_the_tablet(begin, context):
    """A photo is made small, kept, there again after the tablet went off, and dropped at will."""
    page, name = begin("media")
    turn(page)
    page.set_input_files("#q-street_photo", PHOTO)
    expect(page.locator("#q-street_photo-box img.taken")).to_be_visible()
    height = "document.querySelector('img.taken').naturalHeight"
    page.wait_for_function(f"() => {height} > 0")
    assert page.evaluate(height) == 1280
    expect(page.locator("#q-lamp-box")).to_be_visible()
    [kept] = read_draft(page, name)["files"]
    assert kept.endswith(".jpg")
    wait_until_kept(page, name, "files", ["q-street_photo", kept])
    context.set_offline(False)
    page.reload()
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("#q-street_photo-box img.taken")).to_be_visible()
    page.click("#q-street_photo-box .remove")
    expect(page.locator("#q-lamp-box")).to_be_hidden()
    for _ in range(40):
        if not read_draft(page, name)["files"]:
            break
        page.wait_for_timeout(50)
    assert read_draft(page, name)["files"] == []
    assert use_store(page, "store.file(given)", kept) is None


def test_a_voice_note_stays_on_the_tablet(hearing, forms, site_address):
    """What is said aloud is kept without a network, also by who presses Next while recording."""
    context = hearing.new_context(permissions=["microphone"])
    page = context.new_page()
    name = begin_interview(page, site_address + find_address(forms, "media", "fa"))
    context.set_offline(True)
    turn(page)
    page.click("#q-wish-box [data-do=record]")
    expect(page.locator("#q-wish-box [role=timer]")).to_contain_text("۰:۵")
    page.wait_for_timeout(1000)
    turn(page)
    page.wait_for_function(f"() => {SHOWN} === 'places'", timeout=PATIENCE)
    expect(page.locator("#q-wish-box audio.taken")).to_have_count(1)
    [kept] = read_draft(page, name)["files"]
    assert kept.endswith(".webm")
    context.close()


def test_a_place_is_found_by_one_tap(begin):
    """The tablet says where it stands, rounded, with how sure it is."""
    page, _ = begin("tour", "fa")
    page.fill("#q-age", "۱۷")
    turn(page)
    page.click(".here")
    expect(page.locator("#q-place")).to_have_value("36.3725")
    typed = [one.input_value() for one in page.locator("[name=q-place]").all()]
    assert typed == ["36.3725", "42.4483", "12"]


def test_help_stands_after_sensitive_sections(begin):
    """Where a question may hurt, the section ends with where to get help."""
    page, _ = begin("tour")
    page.fill("#q-age", "34")
    expect(page.locator("#help-line")).to_be_hidden()
    turn(page)
    turn(page)
    assert page.evaluate(SHOWN) == "grown_ups"
    expect(page.locator("#help-line")).to_be_visible()


def test_the_menu_leads_anywhere_and_counts(begin):
    """Sections that do not apply are not in the list; those that do say how far they are."""
    page, _ = begin("tour", "fa")
    page.fill("#q-age", "۱۷")
    page.locator(".menu > summary").click()
    lines = page.locator(".panel [data-of]:not([hidden])")
    expect(lines).to_have_count(2)
    expect(lines.first).to_contain_text("۱ از ۲")
    page.fill("#q-age", "۳۴")
    expect(lines).to_have_count(3)
    expect(page.locator("#here")).to_have_text("بخش ۱ از ۳")
    lines.last.locator("button").click()
    assert page.evaluate(SHOWN) == "grown_ups"
    page.go_back()
    page.wait_for_function(f"() => {SHOWN} === 'people'")


def test_the_page_opens_without_a_network(context, forms, site_address):
    """Kept by the tablet, the page opens, shows its pictures and takes answers with no network."""
    page = context.new_page()
    address = find_address(forms, "media", "fa")
    name = begin_interview(page, site_address + address)
    page.evaluate(WORKER)
    use_module(page, "pages", "m.keepPages(given)", [address])
    context.set_offline(True)
    open_draft(page, f"{site_address}{address}#{name}")
    page.locator("#q-water-box img").first.scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('#q-water-box img').naturalWidth > 0")
    page.fill("#q-rises", "۰۴:۳۰")
    expect(page.locator("#q-early-box")).to_be_visible()
    wait_until_kept(page, name, "faces", ["q-rises", "۰۴:۳۰"])


def test_an_interview_that_is_gone_says_so(context, forms, site_address):
    """A page without its interview leads back to the desk."""
    page = context.new_page()
    page.goto(
        f"{site_address}{find_address(forms, 'tour', 'en')}#0192f0c1-0000-7000-8000-000000000000"
    )
    expect(page.locator("#lost")).to_be_visible()
    expect(page.locator("#answers")).to_be_hidden()
    assert page.locator("#lost a").get_attribute("href") == "/collect/en/"


@pytest.mark.parametrize("person", ["omid", ""])
def test_the_way_back_leads_nobody_into_anothers_interview(begin, context, person):
    """Who takes the tablet over, or said nothing of who they are, sees the desk and no answer."""
    page, name = begin("tour")
    page.fill("#q-age", "17")
    wait_until_kept(page, name, "people", ["q-age", "17"])
    address = page.url
    context.set_offline(False)
    page.close()
    other = context.new_page()
    hold(other, person)
    other.goto(address)
    other.wait_for_url("**/collect/en/")
    again = context.new_page()
    open_draft(again, address)
    assert again.input_value("#q-age") == "17"
    expect(again.locator("#elsewhere")).to_be_hidden()


@pytest.mark.parametrize("form", ["tour", "media", "roster", "neighbourhood-diagnosis"])
@pytest.mark.parametrize(("language", "width"), [("fa", 360), ("en", 800)])
def test_every_section_is_sound(context, forms, site_address, form, language, width):
    """No section is wider than the screen, all targets are large enough, axe finds nothing."""
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 1280})
    begin_interview(page, site_address + find_address(forms, form, language))
    while page.locator("[value=finish]:visible").count() == 0:
        fill_by_chance(page)
        if page.locator("[value='add.visitors']:visible").count():
            page.click("[value='add.visitors']")
        assert is_sound(page)
        turn(page)
    page.locator(".answers > summary").first.click()
    assert is_sound(page)
    page.locator(".menu > summary").click()
    assert is_sound(page)
    page.locator(".menu > summary").click()
    turn(page)
    page.wait_for_selector("#done:visible")
    assert is_sound(page)
