"""A tablet that interviews in two tabs, is killed and started again, on a rough way to the site."""

import random
import re
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from os import kill
from pathlib import Path
from signal import SIGKILL
from threading import Timer
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page

from tests.offline.conftest import PATIENCE, keep_desk, open_tablet, run
from tests.proofs.rough import RoughWay
from tests.proofs.tablets import Registered
from tests.proofs.world import list_sizes

ASKING = (Path(__file__).parent / "asking.js").read_text(encoding="utf-8")
IN_THE_OTHER_TAB, EVERY_LEFT, PAUSE = 2, 5, 200
"""How many interviews at once, which of them are left unfinished, milliseconds that people talk."""

SHORTEST, LONGEST = 1.0, float(list_sizes(4, 12, "soak"))
"""Seconds that a browser lives, from the moment one tab is at work and the other opens."""

TAPS, AGAIN, DRAINING = 3, 4_000, 90.0
KNOWN = """if (self.origin !== 'null') {{
  sessionStorage.setItem('me', '{person}');
  localStorage.setItem('touched {person}', String(Date.now()));
}}"""
"""Stands for giving the PIN: a browser that is killed may forget when somebody did so before."""


@dataclass
class Told:
    """What facilitators saw, by the mark of each interview, and what the pages stumbled over."""

    begun: dict[str, str] = field(default_factory=dict)
    saved: set[str] = field(default_factory=set)
    finished: dict[str, str] = field(default_factory=dict)
    by_hand: int = 0
    errors: list[str] = field(default_factory=list)

    def hear(self, said: dict[str, str]) -> None:
        """Note what a page told."""
        mark = said["mark"]
        if said["what"] == "begun":
            self.begun[mark] = said["id"]
        elif said["what"] == "saved":
            self.saved.add(mark)
        else:
            self.finished[mark] = said["code"]


@dataclass(frozen=True)
class Left:
    """What is on the tablet at the end: open interviews by id, what was said of those sent."""

    drafts: dict[str, dict[str, Any]]
    unsent: int
    outcomes: list[str]


class Soak:
    """One tablet in all its lives."""

    def __init__(
        self, chromium: Browser, profile: Path, way: RoughWay, known: Registered, seed: int
    ) -> None:
        self.chromium, self.profile, self.way, self.known = chromium, profile, way, known
        self.told, self.kills = Told(), 0
        self._chance = random.Random(seed)
        self._is_killed = False

    def make_ready(self) -> None:
        """Let the tablet know the site, with a good connection, and switch it off."""
        tablet = self._start()
        page = tablet.pages[0]
        self._open_desk(page)
        device = {"id": "soak", "token": self.known.token, "name": "Tablet"}
        run(page, "database", "m.writeNote('device', given)", device)
        self._open_desk(page)
        page.wait_for_selector("#next-form:visible")
        wait_for(page, lambda: run(page, "database", "m.readNote('kept_at')"))
        keep_desk(page)
        tablet.close()

    def live(self, name: str) -> None:
        """Interview in two tabs until the browser is killed at some moment."""
        tablet = self._start()
        self._ask_by_modules(tablet.new_page(), name)
        killing = Timer(self._chance.uniform(SHORTEST, LONGEST), self._kill)
        killing.start()
        try:
            self._ask_by_hand(tablet.pages[0], name)
        except Error:
            if not self._is_killed:
                raise
        finally:
            killing.join()
            with suppress(Error):
                tablet.close()

    def send_all(self) -> Left:
        """Start the tablet once more, interview, send all that waits, and look at what is left."""
        tablet = self._start()
        page = tablet.pages[0]
        self._open_desk(page)
        self._tap_through(page, "LAST")
        end = time.monotonic() + DRAINING
        while run(page, "outbox", "m.countUnsent()") and time.monotonic() < end:
            run(page, "upload", "m.sendNow()")
        drafts = run(page, "store", "m.openStore().then((store) => store.drafts())")
        sent = run(page, "outbox", "m.listSent()")
        unsent = run(page, "outbox", "m.countUnsent()")
        tablet.close()
        return Left({one["id"]: one for one in drafts}, unsent, [one["outcome"] for one in sent])

    # --- Living and dying ---

    def _start(self) -> BrowserContext:
        tablet = open_tablet(self.chromium, self.profile)
        self._is_killed = False
        tablet.add_init_script(KNOWN.format(person=self.known.person))
        tablet.expose_function("told", self.told.hear)
        tablet.on("weberror", lambda event: self.told.errors.append(str(event.error)))
        return tablet

    def _kill(self) -> None:
        """Kill the browser with all its processes, without a word to it."""
        self._is_killed = True
        found = self._find_processes()
        self.kills += bool(found)
        while found:
            for number in found:
                with suppress(ProcessLookupError):
                    kill(number, SIGKILL)
            time.sleep(0.05)
            found = self._find_processes()

    def _find_processes(self) -> list[int]:
        sought = ["pgrep", "-f", f"user-data-dir={self.profile}"]
        found = subprocess.run(sought, capture_output=True, text=True, check=False)
        return [int(number) for number in found.stdout.split()]

    def _open_desk(self, page: Page) -> None:
        page.goto(f"{self.way.address}/collect/en/")
        page.wait_for_selector("html[data-started]")

    # --- Interviewing ---

    def _ask_by_modules(self, page: Page, name: str) -> None:
        self._open_desk(page)
        page.evaluate(ASKING)
        asked = [
            {
                "name": f"{name}-{'BC'[place]}",
                "seed": self._chance.randrange(1, 2**31 - 1),
                "person": self.known.person,
                "everyLeft": EVERY_LEFT,
                "pause": PAUSE,
            }
            for place in range(IN_THE_OTHER_TAB)
        ]
        page.evaluate("all => { all.forEach((one) => ask(one)); }", asked)

    def _ask_by_hand(self, page: Page, name: str) -> None:
        self._open_desk(page)
        count = 0
        while True:
            count += 1
            self._tap_through(page, f"{name}-A-{count}")

    def _tap_through(self, page: Page, mark: str) -> None:
        self._begin_by_hand(page, mark)
        self.told.begun[mark] = page.url.partition("#")[2]
        page.fill("[name=q-mark]", mark)
        page.fill("[name=q-speech]", speak(mark))
        page.click(".buttons > [value=next]")
        page.click(".buttons > [value=finish]")
        page.wait_for_selector("#receipt:visible")
        self.told.finished[mark] = "".join(re.findall(r"\d", page.inner_text("#receipt")))
        self.told.by_hand += 1
        page.click("#done .button")
        page.wait_for_selector("html[data-started]")

    def _begin_by_hand(self, page: Page, mark: str) -> None:
        """Tap, and tap again where the list of the day arrived under the finger."""
        for _ in range(TAPS):
            page.fill("#household", mark)
            page.click("#next-form .main")
            try:
                page.click("#agree", timeout=AGAIN)
                page.wait_for_url(re.compile("/collect/p/.*#."))
                return
            except Error:
                if self._is_killed:
                    raise
        raise AssertionError(f"no interview began: {page.url}")


def speak(mark: str) -> str:
    """Return what somebody with this mark says."""
    return f"{mark} says so."


def wait_for(page: Page, is_so: Any) -> None:
    """Wait until something holds; fail where it does not come to hold."""
    end = time.monotonic() + PATIENCE / 1_000
    while not is_so():
        assert time.monotonic() < end, "the tablet does not become ready"
        page.wait_for_timeout(50)
