"""What is finished reaches the office, once, whatever happens on the way; or it stays."""

import json
import os
import signal
import subprocess
from base64 import b64decode
from hashlib import sha256
from pathlib import Path
from time import sleep

import pytest
from playwright.sync_api import Page, expect

from tests.forms.test_browser_budgets import find_violations
from tests.offline.conftest import (
    HEAD,
    finish,
    make_ready,
    open_desk,
    open_tablet,
    run,
    stop_uploads,
    wait_until,
)

pytestmark = pytest.mark.browser
FULL = """() => {
  IDBObjectStore.prototype.put = () => {
    throw new DOMException("", "QuotaExceededError");
  };
}"""


def unsent(page: Page) -> list[dict]:
    return run(page, "outbox", "m.listUnsent().then((all) => all.map(({ blob, ...rest }) => rest))")


def sent(page: Page) -> list[dict]:
    return run(page, "outbox", "m.listSent()")


def test_an_interview_arrives_and_leaves_nothing_of_it(desk, office):
    """What was finished is in the office; the tablet remembers that, and no answer or code."""
    done = finish(desk, office)
    wait_until(desk, lambda: sent(desk))
    [receipt] = sent(desk)
    assert office.packages[done["id"]]["typed"] == [["people", [["q-age", "34"]]]]
    assert unsent(desk) == []
    assert set(receipt) == {
        "id", "project", "neighbourhood", "household", "facilitator", "consent", "finished_at",
        "outcome", "sent_at",
    }  # fmt: skip


def test_a_page_of_the_hotel_is_no_receipt(desk, office):
    """A network that answers to everything with its own page does not make anything disappear."""
    office.refuse("200 OK", "<h1>Welcome to our hotel</h1>")
    finish(desk, office)
    wait_until(desk, lambda: office.asked)
    wait_until(desk, lambda: unsent(desk)[0]["tries"] == 1)
    assert office.packages == {}
    assert unsent(desk)[0]["reason"] == "server"


@pytest.mark.parametrize("said", [{"outcome": "new"}, {"id": "another", "outcome": "new"}])
def test_the_receipt_of_another_interview_is_none(desk, office, said):
    """Where answers were mixed up on the way, nothing is let go of that may not have arrived."""
    office.refuse("201 Created", said)
    finish(desk, office)
    wait_until(desk, lambda: unsent(desk)[0]["tries"] == 1)
    assert (sent(desk), office.packages) == ([], {})


def test_waits_grow_from_seconds_to_a_quarter_of_an_hour(page):
    """The longest wait doubles from 5 s to 15 min; chance takes up to half of it away."""
    longest = run(page, "upload", "[1, 2, 3, 8, 9, 50].map((tries) => m.findWait(tries, 1))")
    shortest = run(page, "upload", "[1, 9].map((tries) => m.findWait(tries, 0))")
    assert longest == [5_000, 10_000, 20_000, 640_000, 900_000, 900_000]
    assert shortest == [2_500, 450_000]


def test_a_record_that_failed_waits_and_the_next_goes_on(desk, office):
    """A failure of the server holds up the one record, until its time comes, and no other."""
    office.refuse("500 Internal Server Error", {"reason": "broken"})
    finish(desk, office)
    wait_until(desk, lambda: office.asked)
    other = finish(desk, office, household="18")
    wait_until(desk, lambda: other["id"] in office.packages and len(unsent(desk)) == 1)
    [waiting] = unsent(desk)
    now = desk.evaluate("Date.now()")
    assert waiting["tries"] == 1
    assert 0 < waiting["next_try"] - now <= 5_000


def test_a_failure_keeps_the_next_waiting_for_nothing(desk, office):
    """In the same round, after one record that the server stumbled over, the others are sent."""
    stop_uploads(desk)
    finish(desk, office)
    other = finish(desk, office, household="18")
    office.refuse("500 Internal Server Error", {"reason": "broken"})
    run(desk, "upload", "m.sendNow()")
    assert list(office.packages) == [other["id"]]


def test_a_record_is_tried_again_by_itself(desk, office):
    """After a first failure nobody needs to do anything."""
    office.refuse("500 Internal Server Error", {"reason": "broken"})
    done = finish(desk, office)
    wait_until(desk, lambda: done["id"] in office.packages)


def test_a_busy_server_is_left_alone_for_as_long_as_it_says(desk, office):
    """Retry-After holds back the whole queue."""
    office.refuse("503 Service Unavailable", {"reason": "busy"}, Retry_After="90")
    finish(desk, office)
    wait_until(desk, lambda: office.asked)
    finish(desk, office, household="18")
    desk.wait_for_timeout(500)
    queue = run(desk, "database", "m.readNote('queue')")
    assert len(office.asked) == 1
    assert 80_000 < queue["not_before"] - desk.evaluate("Date.now()") <= 90_000
    assert len(unsent(desk)) == 2


@pytest.mark.parametrize(
    ("text", "wait"), [("120", 120_000), ("Sun, 22 Nov 2026 09:31:00 GMT", 60_000), ("?", 0)]
)
def test_retry_after_is_read_as_seconds_or_as_a_moment(page, text, wait):
    """Both forms of the header are understood, and nonsense is no wait."""
    now = 1795339800000
    assert run(page, "upload", "m.readRetryAfter(given[0], given[1])", [text, now]) == wait


@pytest.mark.parametrize("status", ["400 Bad", "413 Too Large", "422 Unprocessable"])
def test_what_is_refused_is_held_with_the_reason(desk, office, status):
    """A refused interview stays, says why, and is not tried again by itself; others go on."""
    office.refuse(status, {"reason": "There is no such project."})
    done = finish(desk, office)
    wait_until(desk, lambda: office.asked)
    wait_until(desk, lambda: unsent(desk)[0]["state"] == "held")
    other = finish(desk, office, household="18")
    wait_until(desk, lambda: other["id"] in office.packages and len(unsent(desk)) == 1)
    assert [one["reason"] for one in unsent(desk)] == ["There is no such project."]
    run(desk, "upload", "m.sendNow()")
    assert done["id"] in office.packages


@pytest.mark.parametrize(
    "status", ["400 Bad Request", "422 Unprocessable", "401 Unauthorized", "403 Forbidden"]
)
def test_what_stands_between_is_not_taken_for_the_site(desk, office, status):
    """A gate that is closing, or a proxy, says the same numbers: it is tried again by itself, and
    nobody is told that the site refuses the interview or does not know the tablet."""
    office.refuse(status, "<h1>Not here</h1>")
    done = finish(desk, office)
    wait_until(desk, lambda: done["id"] in office.packages)
    assert len(office.asked) == 2
    assert desk.locator("#paused").is_hidden()


def test_what_is_too_large_for_a_proxy_is_held(desk, office):
    """A proxy that takes no such body will not take it later either: somebody must know."""
    office.refuse("413 Request Entity Too Large", "<h1>nginx</h1>")
    finish(desk, office)
    wait_until(desk, lambda: unsent(desk)[0]["state"] == "held")


def test_a_proxy_that_lets_nobody_in_does_not_pause_a_tablet(desk, office):
    """Only the site itself says of a tablet that it is not known any more."""
    real = office.site.view_functions["tell_day"]
    office.site.view_functions["tell_day"] = lambda: ("<h1>Sign in to the proxy</h1>", 401)
    assert run(desk, "day", "m.fetchDay()") == "offline"
    assert not (run(desk, "database", "m.readNote('queue')") or {}).get("paused")
    office.site.view_functions["tell_day"] = real


def test_what_is_large_is_waited_for_longer(page):
    """A recording of a megabyte over a line of 16 kbit/s has more than ten minutes."""
    assert run(page, "upload", "[0, 1000000].map(m.findPatience)") == [120_000, 620_000]


def test_a_full_memory_lets_go_of_what_has_arrived(desk, office):
    """Where nothing more can be written, sending still makes room."""
    stop_uploads(desk)
    run(desk, "store", WITH_FILE, {**HEAD, "key": office.key})
    run(desk, "database", "m.writeNote('queue', {})")
    desk.evaluate(FULL)
    run(desk, "upload", "m.sendNow()")
    assert (unsent(desk), len(office.packages)) == ([], 1)
    assert run(desk, "database", 'm.look(["blobs"], (at) => m.ask(at("blobs").count()))') == 0


def test_one_that_is_refused_holds_nobody_up_in_a_full_memory(desk, office):
    """Where there is no room to note why it was not taken, those after it are sent; it stays."""
    stop_uploads(desk)
    for _ in range(2):
        run(desk, "store", WITH_FILE, {**HEAD, "key": office.key})
    first, second = (one["id"] for one in unsent(desk))
    run(desk, "database", "m.writeNote('queue', {})")
    office.refuse("422 Unprocessable Content", {"reason": "No such place"})
    desk.evaluate(FULL)
    assert not run(desk, "upload", "m.sendAll()")
    assert [one["id"] for one in unsent(desk)] == [first]
    assert list(office.packages) == [second]


def test_without_a_network_the_outbox_is_not_looked_at_every_second(desk, office, context):
    """A tablet that waits all day for a network sleeps meanwhile."""
    context.set_offline(True)
    finish(desk, office)
    desk.wait_for_timeout(300)
    desk.evaluate(
        """() => {
          const all = IDBObjectStore.prototype.getAll;
          window.looked = 0;
          IDBObjectStore.prototype.getAll = function (...given) {
            window.looked += this.name === "outbox";
            return all.apply(this, given);
          };
        }"""
    )
    desk.wait_for_timeout(4_000)
    assert desk.evaluate("window.looked") == 0
    context.set_offline(False)
    wait_until(desk, lambda: office.packages)


def test_a_body_that_was_garbled_on_the_way_is_sent_again(desk, office):
    """Where the server says that the hash does not fit, nothing is held."""
    office.refuse("400 Bad Request", {"retry": True})
    done = finish(desk, office)
    wait_until(desk, lambda: done["id"] in office.packages)


@pytest.mark.parametrize("status", ["401 Unauthorized", "403 Forbidden"])
def test_a_tablet_that_is_not_let_in_keeps_everything(desk, office, status):
    """The queue pauses and says so; with a new token it goes on."""
    office.refuse(status, {"reason": "revoked"})
    done = finish(desk, office)
    desk.wait_for_selector("#paused:visible")
    finish(desk, office, household="18")
    desk.wait_for_timeout(300)
    assert len(office.asked) == 1
    assert len(unsent(desk)) == 2
    office.token = "another"
    run(
        desk,
        "database",
        """m.writeNote("device", { id: "d2", token: "another", name: "Tablet 3" })
            .then(() => m.writeNote("queue", {}))""",
    )
    run(desk, "upload", "m.sendAll()")
    wait_until(desk, lambda: done["id"] in office.packages)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [("409 Conflict", "conflict"), ("410 Gone", "withdrawn"), ("202 Accepted", "kept")],
)
def test_what_the_office_keeps_in_another_way_has_arrived(desk, office, status, outcome):
    """A conflict, a withdrawal, an envelope nobody can open yet: delivered, and noted as such."""
    office.tell(status, outcome)
    finish(desk, office)
    wait_until(desk, lambda: sent(desk))
    assert [one["outcome"] for one in sent(desk)] == [outcome]
    assert unsent(desk) == []


def test_files_go_first_and_the_interview_last(desk, office):
    """An interview arrives when all its files have; each is sent once."""
    run(desk, "store", WITH_FILE, {**HEAD, "key": office.key})
    wait_until(desk, lambda: sent(desk))
    assert ["files" in path for path in office.asked] == [True, False]
    assert list(office.files.values()) == [b"a photo"]
    assert run(desk, "database", 'm.look(["blobs"], (at) => m.ask(at("blobs").count()))') == 0


def test_files_that_the_office_misses_are_sent_again(desk, office):
    """Where the server lost a file it says which, and gets it with no time lost."""
    office.refuse("201 Created", {"server_time": "2026-11-22T09:30:00+00:00"})
    run(desk, "store", WITH_FILE, {**HEAD, "key": office.key})
    wait_until(desk, lambda: sent(desk))
    assert ["files" in path for path in office.asked] == [True, False, True, False]
    assert unsent(desk) == []


def test_a_file_that_is_nowhere_any_more_is_told(desk, office):
    """An interview whose photo both sides lost is held, instead of being tried for ever."""
    stop_uploads(desk)
    run(desk, "store", WITH_FILE, {**HEAD, "key": office.key})
    run(desk, "database", 'm.change(["blobs"], (at) => m.ask(at("blobs").clear()))')
    run(desk, "upload", "m.sendNow()")
    assert [one["state"] for one in unsent(desk)] == ["held"]


def test_what_is_lost_is_given_up_by_who_asked(desk, office):
    """One tap sends the interview without its photo; before that it is held, whatever is tapped."""
    stop_uploads(desk)
    run(desk, "store", WITH_FILE, {**HEAD, "key": office.key})
    run(desk, "database", 'm.change(["blobs"], (at) => m.ask(at("blobs").clear()))')
    for _ in range(2):
        desk.click("#send-now")
        expect(desk.locator("#unsent-list")).to_contain_text("a photo or a recording")
    assert office.packages == {}
    assert find_violations(desk) == []
    desk.click("#unsent-list button")
    wait_until(desk, lambda: office.packages)
    expect(desk.locator("#unsent")).to_have_text("Everything has been sent.")
    assert unsent(desk) == []


def test_a_photo_that_is_here_is_never_given_up(desk, office):
    """Of two photos one is lost: the other one arrives, and only the lost one is named."""
    stop_uploads(desk)
    two = WITH_FILE.replace("await store.finish", f"await {KEEP_OTHER}; await store.finish")
    run(desk, "store", two, {**HEAD, "key": office.key})
    [record] = unsent(desk)
    gone, here = record["files"]
    drop = 'm.change(["blobs"], (at) => m.ask(at("blobs").delete(given)))'
    run(desk, "database", drop, gone)
    run(desk, "upload", "m.sendNow()")
    assert unsent(desk)[0]["lost"] == [gone]
    open_desk(desk, office)
    desk.click("#unsent-list button")
    wait_until(desk, lambda: office.packages)
    assert list(office.files) == [here]


KEEP_OTHER = 'store.keepFile(draft, new Blob(["another"], { type: "image/jpeg" }))'
WITH_FILE = """m.openStore().then(async (store) => {
  const draft = await store.begin(given);
  await store.keepFile(draft, new Blob(["a photo"], { type: "image/jpeg" }));
  await store.finish(draft);
})"""


def test_an_answer_that_was_lost_doubles_nothing(desk, office):
    """The server has it and its answer never came: it is sent again, and is there once."""
    lost = []

    def lose(path: str) -> tuple[str, dict[str, str], bytes]:
        lost.append(path)
        return "200 OK", {"Content-Type": "application/json"}, b""

    stop_uploads(desk)
    done = finish(desk, office)
    [record] = run(
        desk,
        "outbox",
        "m.listUnsent().then((all) => all.map((one) => ({ id: one.id, blob: [...one.blob] })))",
    )
    office.packages[record["id"]] = json.loads(office.open(bytes(record["blob"])))
    office.refusals.append(lose)
    run(desk, "upload", "m.sendNow()")
    assert lost
    assert len(unsent(desk)) == 1
    run(desk, "upload", "m.sendNow()")
    assert [one["outcome"] for one in sent(desk)] == ["repeated"]
    assert list(office.packages) == [done["id"]]


def test_two_tabs_send_one_thing_once(desk, office, context):
    """One lock lets one tab send; the other leaves it to it."""
    stop_uploads(desk)
    finish(desk, office)
    other = context.new_page()
    other.goto(f"{office.address}/collect/en/")
    run(desk, "database", "m.writeNote('queue', {})")
    office.refusals.append(lambda _: sleep(1))  # while it is on its way the other tab looks, too
    handles = [
        page.evaluate_handle(
            """() => {
              const desk = document.querySelector("link[href$='/desk.css']");
              return { sent: import(desk.href.replace("desk.css", "upload.js"))
                .then((m) => m.sendAll()) };
            }"""
        )
        for page in (desk, other)
    ]
    for handle in handles:
        handle.evaluate("(made) => made.sent")
    wait_until(desk, lambda: sent(desk))
    assert len(office.asked) == 1


def test_without_a_server_it_waits_and_with_one_it_goes(desk, office):
    """Finished while nothing can be reached: kept; when the network is back: sent."""
    office.stop()
    done = finish(desk, office)
    wait_until(desk, lambda: unsent(desk)[0]["reason"] == "offline")
    office.start()
    desk.evaluate("dispatchEvent(new Event('online'))")
    wait_until(desk, lambda: done["id"] in office.packages)


def test_a_clock_that_was_set_back_keeps_nothing_waiting(desk, office):
    """What is to be tried only next month, by a clock that was wrong, is tried now."""
    stop_uploads(desk)
    done = finish(desk, office)
    month = 30 * 24 * 3_600_000
    run(
        desk,
        "outbox",
        "m.changeRecord(given[0], { next_try: Date.now() + given[1] })",
        [done["id"], month],
    )
    run(desk, "database", f"m.writeNote('queue', {{ not_before: Date.now() + {month} }})")
    run(desk, "upload", "m.sendAll()")
    assert done["id"] in office.packages


def test_a_refusal_is_kept_and_sent_without_answers(desk, office):
    """Who declines is counted, with no answer and no receipt."""
    run(
        desk,
        "store",
        "m.openStore().then((store) => store.refuse(given))",
        {**HEAD, "key": office.key},
    )
    wait_until(desk, lambda: office.packages)
    [package] = office.packages.values()
    assert (package["consent"], package["receipt"]) == ("refused", "")
    assert "typed" not in package


def test_the_rescue_file_holds_all_that_is_unsent_sealed(desk, office):
    """A file with every envelope, files first; what is in it stays on the tablet."""
    stop_uploads(desk)
    run(desk, "store", WITH_FILE, {**HEAD, "key": office.key})
    done = finish(desk, office, facilitator="omid")
    with desk.expect_download() as download:
        desk.click("#export")
    text = Path(download.value.path()).read_text(encoding="utf-8")
    head, *lines = map(json.loads, text.splitlines())
    assert (head["mahalla"], head["format"], head["device"]) == ("rescue", 1, "d1")
    assert [line["part"] for line in lines] == ["file", "interview", "interview"]
    envelopes = [b64decode(line["envelope"]) for line in lines]
    assert [sha256(one).hexdigest() for one in envelopes] == [line["sha256"] for line in lines]
    assert office.open(envelopes[0]) == b"a photo"
    assert json.loads(office.open(envelopes[2]))["id"] == done["id"]
    assert len(unsent(desk)) == 2
    assert download.value.suggested_filename.endswith(".mahalla")


def test_signing_out_clears_nothing(desk, office, signed_in):
    """The queue is the tablet's: whoever signs out of the site leaves it as it is."""
    stop_uploads(desk)
    finish(desk, office)
    token = desk.evaluate("fetch('/collect/ready').then((one) => one.json())")["csrf"]
    answer = desk.request.post(
        f"{office.address}/sign-out", headers={"X-CSRFToken": token, "Referer": office.address}
    )
    assert answer.ok
    assert "clear-site-data" not in answer.headers
    open_desk(desk, office)
    assert len(unsent(desk)) == 1


def test_a_browser_that_was_killed_loses_nothing_it_had_kept(chromium, office, tmp_path):
    """Killed in the middle, started again with the same profile: drafts and outbox are there."""
    profile = tmp_path / "profile"
    tablet = open_tablet(chromium, profile)
    page = tablet.new_page()
    open_desk(page, office)
    make_ready(page, office)
    office.stop()
    done = finish(page, office)
    begun = run(
        page, "store", "m.openStore().then((store) => store.begin(given))", {**HEAD, "key": KEY}
    )
    kill(profile)
    office.start()
    tablet = open_tablet(chromium, profile)
    page = tablet.new_page()
    open_desk(page, office)
    drafts = run(page, "store", "m.openStore().then((store) => store.drafts())")
    wait_until(page, lambda: done["id"] in office.packages)
    tablet.close()
    assert [draft["id"] for draft in drafts] == [begun["id"]]


KEY = {"id": "0" * 16, "public": ""}


def kill(profile: Path) -> None:
    """Kill the browser that has this profile, without a word to it."""
    found = subprocess.run(
        ["pgrep", "-f", f"user-data-dir={profile}"], capture_output=True, text=True, check=False
    )
    for number in found.stdout.split():
        try:
            os.kill(int(number), signal.SIGKILL)
        except ProcessLookupError:
            continue
    sleep(1)
