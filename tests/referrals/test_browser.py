"""The pages in Chromium: on a narrow phone, left by keys, and the fullest card in print."""

from dataclasses import replace

import pytest

from survey.accounts.model import Membership
from survey.locale import Text
from survey.places.store import save_project
from survey.referrals.store import list_referrals, make_referral
from tests.accounts.people import sign_in_browser
from tests.forms.browser import serve
from tests.referrals.conftest import AGREED, CONTACT, HOUSE, NOW, make_project

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
WIDE = "document.documentElement.scrollWidth - window.innerWidth"
CUT = """
[...document.querySelectorAll(".card, .outside, .inside")].filter((one) =>
  one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)
.map((one) => [one.className, one.scrollHeight - one.clientHeight])
"""
WORDS = {
    "en": "Free advice for families with a doctor and somebody who has time to listen; ",
    "fa": "راهنمایی رایگان برای خانواده‌ها با پزشک و کسی که وقت شنیدن حرف‌های شما را دارد؛ ",
}


@pytest.fixture
def served(app):
    with serve(app) as address:
        yield address


@pytest.fixture
def phone(chromium):
    context = chromium.new_context(viewport=PHONE)
    yield context
    context.close()


@pytest.mark.parametrize("language", ["en", "fa", "ar"])
def test_nothing_is_wider_than_a_phone(app, site, office, partner, served, phone, language):
    """No page for residents or for a service scrolls sideways at 360 points."""
    make_referral(office, NOW.date(), "CODE", ("east", "house"), CONTACT, AGREED)
    name = list_referrals(office, "east", "house")[0].id
    sign_in_browser(phone, served, site, Membership("partner", "east", service="house"))
    page, wide = phone.new_page(), {}
    for address in (
        *("/nearby/east/", "/nearby/east/contact", "/nearby/"),
        *("/office/referrals/", f"/office/referrals/{name}"),
    ):
        page.goto(f"{served}{address}?lang={language}")
        wide[address] = page.evaluate(WIDE)
    assert set(wide.values()) == {0}


def test_three_escapes_leave_the_card(served, phone):
    """Pressing Esc three times shows a calendar in place of the addresses."""
    page = phone.new_page()
    page.goto(f"{served}/nearby/east/")
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url("**/calendar")
    assert "Rose House" not in page.content()


def test_without_scripts_what_they_offer_unfolds(chromium, served):
    """The addresses unfold, and can be left, where no script runs."""
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/nearby/east/?lang=en")
    offer = page.get_by_text("Free treatment of addiction for women")
    assert not offer.is_visible()
    page.get_by_text("What they offer").first.click()
    assert offer.is_visible()
    page.get_by_text("Leave this page quickly").click()
    assert page.url.endswith("/calendar")
    context.close()


def write(language, letters):
    """Write so many letters in a language."""
    return Text((WORDS[language] * 4)[:letters].strip())


def fill(language, share):
    """Fill the texts of a service by a share of what a project file allows."""
    return replace(
        HOUSE,
        name=write(language, int(60 * share)),
        offers=write(language, int(240 * share)),
        for_whom=write(language, int(100 * share)),
        cost=write(language, int(60 * share)),
        address=write(language, int(100 * share)),
        hours=write(language, int(100 * share)),
    )


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize(("share", "services", "cards"), [(1, 2, 4), (0.58, 2, 2), (0.22, 3, 4)])
def test_every_card_is_whole(app, site, office, served, chromium, language, share, services, cards):
    """However long the texts of services are, no card loses a line of them."""
    full = fill(language, share)
    named = tuple(replace(full, id=f"house{number}") for number in range(services))
    places = make_project().neighbourhoods[:1]
    project = replace(make_project(), services=named, neighbourhoods=places)
    save_project(office, NOW, "test", project)
    context = chromium.new_context(viewport={"width": 1200, "height": 900})
    sign_in_browser(context, served, site, Membership("facilitator", "east"))
    page = context.new_page()
    page.goto(f"{served}/office/referrals/cards/east?lang={language}")
    page.emulate_media(media="print")
    assert page.locator(".card").count() == cards
    assert page.evaluate(CUT) == []
    context.close()
