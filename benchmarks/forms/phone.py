"""A slow phone on a slow line: Chromium throttled, and what it says about a page."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, ViewportSize

CPU_SLOWDOWN = 4
BYTES_A_SECOND = 400_000 / 8
LATENCY_MS = 400
LOOK_MS = 50
VIEWPORT: ViewportSize = {"width": 360, "height": 740}

WATCH = """
window.seen = {tasks: []};
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) seen.tasks.push(task.duration);
}).observe({type: "longtask", buffered: true});
new PerformanceObserver((list) => {
  seen.painted ??= list.getEntriesByName("first-contentful-paint")[0]?.startTime;
}).observe({type: "paint", buffered: true});
// A frame is drawn only once nothing blocks it: what the page has by then can be seen and tapped.
const look = () => {
  if (document.querySelector("main button.main")) seen.button ??= performance.now();
  if (document.querySelector("form [type=radio]")) seen.question ??= performance.now();
  if (seen.question === undefined) requestAnimationFrame(look);
};
requestAnimationFrame(look);
addEventListener("DOMContentLoaded", () => setTimeout(() => { seen.ready = performance.now(); }));
"""
DONE = "window.seen?.question && seen.painted && seen.ready"
ANSWERABLE = "Math.max(seen.question, seen.painted)"
BLOCKED = "seen.tasks.reduce((sum, task) => sum + Math.max(0, task - 50), 0)"
NODES = "document.querySelectorAll('*').length"
# From the tap to the frame in which the question that depends on it is gone or there.
SKIP = """
() => new Promise((resolve) => {
  const count = () => document.querySelectorAll("fieldset[hidden]").length;
  const before = count();
  const start = performance.now();
  // What an earlier round answered was saved: the other answer is the one that changes something.
  const yes = document.querySelector("[type=radio][value=yes]");
  (yes.checked ? document.querySelector(`[name="${yes.name}"][value=no]`) : yes).click();
  const look = () => {
    if (count() === before && performance.now() - start < 5000) return requestAnimationFrame(look);
    const drawn = new MessageChannel();
    drawn.port1.onmessage = () => resolve(performance.now() - start);
    drawn.port2.postMessage("");
  };
  requestAnimationFrame(look);
})
"""


@dataclass
class Traffic:
    """What came over the line: bytes with their headers, and how many requests."""

    bytes: int = 0
    requests: int = 0


@contextmanager
def hold_phone(browser: Browser, cookies: list[Any]) -> Iterator[tuple[Page, CDPSession]]:
    """Hold a phone that has nothing in its cache, with the cookies of somebody."""
    context: BrowserContext = browser.new_context(viewport=VIEWPORT, locale="fa-IR")
    context.add_cookies(cookies)
    context.add_init_script(WATCH)
    page = context.new_page()
    page.set_default_timeout(120_000)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    yield page, session
    context.close()


def slow_down(session: CDPSession) -> None:
    """Make the phone and its line slow."""
    line = {"latency": LATENCY_MS, "downloadThroughput": BYTES_A_SECOND}
    rates = {**line, "uploadThroughput": BYTES_A_SECOND, "offline": False}
    session.send("Network.emulateNetworkConditions", rates)
    session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})


def count_traffic(session: CDPSession) -> Traffic:
    """Count what comes over the line from now on."""
    traffic = Traffic()

    def add(answer: dict[str, Any]) -> None:
        traffic.bytes += int(answer["encodedDataLength"])
        traffic.requests += answer["encodedDataLength"] > 0

    def add_redirect(event: dict[str, Any]) -> None:
        if "redirectResponse" in event:
            add(event["redirectResponse"])

    session.on("Network.requestWillBeSent", add_redirect)
    session.on("Network.loadingFinished", add)
    return traffic


def read_heap(session: CDPSession) -> float:
    """Return the JavaScript heap in MB, after its rubbish was collected."""
    session.send("HeapProfiler.collectGarbage")
    used: float = session.send("Runtime.getHeapUsage")["usedSize"]
    return used / 1_000_000


def wait_for(page: Page, truth: str) -> None:
    """Wait until an expression is true; the pages forbid `eval`, so it is asked from outside."""
    while not page.evaluate(truth):
        page.wait_for_timeout(LOOK_MS)
