"""Pages of the form that everybody asks for: how many a second the site gives."""

from collections.abc import Callable, Iterator, Mapping
from statistics import median

from benchmarks.collection.load import Job, run_apart
from benchmarks.collection.talks import SEND, begin_visit
from benchmarks.collection.wire import Answer, Ask, Callers, Talk, browse, write_request

CLIENTS = 8


def measure_pages(port: int, form: str, seconds: float, rounds: int) -> Iterator[str]:
    """Measure the start page, as a browser that has it asks for it too, and a section."""
    pages = _prepare(port, form)
    rates: dict[str, list[float]] = {name: [] for name in pages}
    times: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(rounds):
        for name, (page, status) in pages.items():
            seen = run_apart(Job(port, CLIENTS, seconds, status, page=page))
            rates[name].append(len(seen.acknowledged) / seen.seconds)
            times[name].append(median(seen.times[SEND]) * 1000)
    yield f"| page, {CLIENTS} clients | a second | p50, ms |"
    yield "|---|---|---|"
    for name in pages:
        yield f"| {name} | {median(rates[name]):,.0f} | {median(times[name]):.1f} |"


def _prepare(port: int, form: str) -> Mapping[str, tuple[bytes, int]]:
    """Open the pages once and return the requests for them, with the status of their answers."""
    link = _ask(port, write_request("GET", f"/f/{form}/fa/", browse({})))
    path = link.header("location")
    start = write_request("GET", path, browse({}))
    tag = _ask(port, start).header("etag")
    again = write_request("GET", path, {**browse({}), "If-None-Match": tag})
    [section] = Callers(port, 1, 1, _take_once(begin_visit(form))).run().acknowledged
    return {
        "start page, brotli": (start, 200),
        "start page, kept by the browser (If-None-Match)": (again, 304),
        "section of ten questions, brotli": (section.encode(), 200),
    }


def _ask(port: int, request: bytes) -> Answer:
    """Ask once and return the whole answer."""
    heard: list[Answer] = []

    def listen() -> Talk:
        heard.append((yield Ask(SEND, request)))
        return ""

    Callers(port, 1, 1, _take_once(listen())).run()
    return heard[0]


def _take_once(talk: Talk) -> Callable[[], Talk | None]:
    left = [talk]
    return lambda: left.pop() if left else None
