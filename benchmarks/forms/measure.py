"""What is measured of one form, once: a page of questions, and the way from the link to it."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page

from benchmarks.forms.phone import (
    ANSWERABLE,
    BLOCKED,
    DONE,
    NODES,
    SKIP,
    count_traffic,
    hold_phone,
    read_heap,
    slow_down,
    wait_for,
)
from survey.forms.styles import COOKIE as STYLES

REST_MS = 1500
"""For what a page fetches after it is shown."""


@dataclass(frozen=True)
class Measured:
    """Milliseconds from the navigation, KB over the line with headers, MB of heap.

    `answerable`: the first question can be seen and tapped. `ready`: the script listens as well.
    `blocked`: by how much tasks were longer than 50 ms. `skipping`: from a tap on yes to the frame
    that shows the question asked after it.
    """

    answerable: float
    ready: float
    blocked: float
    skipping: float
    kilobytes: float
    requests: float
    heap: float
    nodes: float


def measure_page(browser: Browser, address: str, cookies: list[Any]) -> Measured:
    """Open a page of questions with an empty cache."""
    with hold_phone(browser, cookies) as (page, session):
        traffic = count_traffic(session)
        slow_down(session)
        page.goto(address, wait_until="networkidle")
        wait_for(page, DONE)
        page.wait_for_timeout(REST_MS)
        blocked = page.evaluate(BLOCKED)
        skipping = page.evaluate(SKIP)
        return Measured(
            answerable=page.evaluate(ANSWERABLE),
            ready=page.evaluate("seen.ready"),
            blocked=blocked,
            skipping=skipping,
            kilobytes=traffic.bytes / 1000,
            requests=traffic.requests,
            heap=read_heap(session),
            nodes=page.evaluate(NODES),
        )


def measure_way(browser: Browser, link: str) -> tuple[float, float]:
    """Follow a link to the start page, agree at once, and wait for the first question.

    Returns the milliseconds to the button and from the tap on it to the question.
    """
    with hold_phone(browser, []) as (page, session):
        slow_down(session)
        page.goto(link, wait_until="commit")
        wait_for(page, "window.seen?.button")
        began = page.evaluate("seen.button")
        page.wait_for_load_state("networkidle")
        page.click("button.main", no_wait_after=True)
        page.wait_for_url("**/d/**", wait_until="commit")
        wait_for(page, DONE)
        return began, page.evaluate(ANSWERABLE)


def begin_form(browser: Browser, site: str, form: str) -> tuple[str, list[Any]]:
    """Begin a form and return the address of its first page and the cookies it takes to open it.

    The note that this browser has the style sheet is left out: the phone's cache is empty.
    """
    context = browser.new_context()
    page = context.new_page()
    _agree(page, site, form)
    cookies = [cookie for cookie in context.cookies() if cookie["name"] != STYLES]
    address = page.url
    context.close()
    return address, cookies


def weigh_whole_form(browser: Browser, site: str, form: str) -> tuple[float, int]:
    """Go through a whole form and return the KB and the requests it took, unthrottled."""
    with hold_phone(browser, []) as (page, session):
        traffic = count_traffic(session)
        _agree(page, site, form)
        while "/review" not in page.url:
            page.wait_for_load_state("networkidle")
            page.click("button.main")
            page.wait_for_load_state("load")
        return traffic.bytes / 1000, traffic.requests


def _agree(page: Page, site: str, form: str) -> None:
    page.goto(f"{site}/f/{form}/fa/", wait_until="networkidle")
    page.click("button.main")
    page.wait_for_url("**/d/**")
