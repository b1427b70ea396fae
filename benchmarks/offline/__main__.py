"""Measures the second start of an interview without a network: `python -m benchmarks.offline`.

A tablet with a profile of its own keeps the page and a draft on it while the site is there. Then
the site and the browser end; each round starts the browser anew, four times slower, and opens the
draft.
"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

from benchmarks.forms.__main__ import ARGUMENTS, CHROMIUM
from benchmarks.forms.phone import CPU_SLOWDOWN, VIEWPORT, wait_for
from benchmarks.forms.served import name_form, serve_site

FORMS = {name_form(60, False): 1_200, name_form(300, False): 1_500}
"""The budgets, in ms."""

ROUNDS = 7
REST_MS = 1_000
KEY = "BGsX0fLhLEJH+Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT+NC4v4af5uO5+tKfA+eFivOM1drMV7Oy7ZAaDe/UfU="
"""A point of the curve, as the public key of nobody."""

WATCH = """
window.seen = {};
const look = () => {
  const box = document.querySelector(".turned [type=radio]");
  if (box?.checkVisibility()) {
    const drawn = new MessageChannel();
    drawn.port1.onmessage = () => { seen.question = performance.now(); };
    drawn.port2.postMessage("");
  } else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
KEEP = """async ([page, project, key]) => {
  await navigator.serviceWorker.ready;
  const desk = document.querySelector("link[href$='/desk.css']").href;
  const use = (name) => import(desk.replace("desk.css", name));
  await (await use("pages.js")).keepPages([page]);
  const store = await (await use("store.js")).openStore();
  const head = { project, form: project, language: "fa", facilitator: "sara", page, key };
  return (await store.begin({ ...head, key: { id: "0".repeat(16), public: key } })).id;
}"""


def main() -> int:
    """Measure, print the table; 1 where a budget is not kept to."""
    parser = ArgumentParser(prog="python -m benchmarks.offline", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="How often, at least 5.")
    rounds = parser.parse_args().rounds
    with TemporaryDirectory() as home, sync_playwright() as playwright:
        profile = Path(home, "profile")
        kept = _keep_forms(playwright, Path(home, "site"), profile)
        times = {
            form: [_start_again(playwright, profile, address) for _ in range(rounds)]
            for form, address in kept.items()
        }
    print("| | budget, ms | median, ms | slowest, ms |\n|---|---|---|---|")
    for form, seen in times.items():
        print(f"| {form} | {FORMS[form]:,} | {median(seen):,.0f} | {max(seen):,.0f} |")
    return any(median(seen) > FORMS[form] for form, seen in times.items())


def _keep_forms(playwright: Playwright, home: Path, profile: Path) -> dict[str, str]:
    """Let a tablet keep every form with a draft on it; the addresses of the drafts."""
    home.mkdir()
    with serve_site(home) as site:
        tablet, page = _open_tablet(playwright, profile)
        kept = {form: _keep_form(page, site, form) for form in FORMS}
        tablet.close()
    return kept


def _keep_form(page: Page, site: str, form: str) -> str:
    page.goto(f"{site}/collect/p/{form}/fa/")
    address = page.url
    page.goto(f"{site}/collect/fa/")
    draft = page.evaluate(KEEP, [address.removeprefix(site), form, KEY])
    return f"{address}#{draft}"


def _start_again(playwright: Playwright, profile: Path, address: str) -> float:
    """Start the browser and open a draft; ms from the navigation to the first question."""
    tablet, page = _open_tablet(playwright, profile)
    page.wait_for_timeout(REST_MS)
    session = tablet.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
    page.goto(address, wait_until="commit")
    wait_for(page, "window.seen?.question")
    shown: float = page.evaluate("seen.question")
    tablet.close()
    return shown


def _open_tablet(playwright: Playwright, profile: Path) -> tuple[BrowserContext, Page]:
    tablet = playwright.chromium.launch_persistent_context(
        profile, executable_path=CHROMIUM, args=ARGUMENTS, viewport=VIEWPORT, locale="fa-IR"
    )
    tablet.set_default_timeout(60_000)
    page = tablet.new_page()
    page.add_init_script("if (origin !== 'null') sessionStorage.setItem('me', 'sara')")
    page.add_init_script(WATCH)
    return tablet, page


if __name__ == "__main__":
    sys.exit(main())
