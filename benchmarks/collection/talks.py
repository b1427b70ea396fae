"""What clients say: a tablet that sends what it sealed, a browser that goes through the form."""

import html
import re
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import TypeVar

from benchmarks.collection.wire import (
    Answer,
    Ask,
    Talk,
    WrongAnswerError,
    browse,
    read_cookies,
    write_form,
    write_request,
)

HIDDEN = re.compile(r'<input type="?hidden"? name="?([\w-]+)"? value="?([^">]*)"?')
ACTION = re.compile(r'<form method="?post"? action="?([^" >]+)"?')
Result = TypeVar("Result")
Step = Generator[Ask, Answer, Result]

CREATED, NEW = 201, b'"outcome":"new"'
SEND = "send"
"""The request that makes a response of what was answered, in every way."""


@dataclass(frozen=True)
class Upload:
    """A request that was prepared, and what its answer acknowledges."""

    id: str
    request: bytes


@dataclass(frozen=True)
class Visit:
    """What a browser is going to answer: texts by the names of inputs."""

    form: str
    texts: dict[str, str]


def send_upload(upload: Upload, status: int) -> Talk:
    """Send what was prepared; only the right status acknowledges it, and of 201 only `new`."""
    answer = yield Ask(SEND, upload.request)
    _expect(answer, status)
    if status == CREATED and NEW not in answer.body:
        raise WrongAnswerError(f"Not entered as new: {answer.body[:300]!r}")
    return upload.id


def answer_form(visit: Visit) -> Talk:
    """Go through the form as a browser does, from the link to the receipt."""
    browser = _Browser({})
    path = yield from browser.begin(visit.form)
    while not path.endswith("/review"):
        page = yield from browser.get("section", path)
        hidden = dict(HIDDEN.findall(page.text))
        shown = [f"q-{name}" for name in hidden["shown"].split()]
        typed = [(name, visit.texts[name]) for name in shown if name in visit.texts]
        path = yield from browser.post("turn", path, [*hidden.items(), *typed, ("go", "next")])
    page = yield from browser.get("review", path)
    thanks = yield from browser.post(SEND, path, HIDDEN.findall(page.text))
    if not thanks.endswith("/thanks"):
        raise WrongAnswerError(f"Not sent, but led to {thanks}")
    yield from browser.get("thanks", thanks)
    return visit.form


def look_at(request: bytes, status: int) -> Callable[[], Talk]:
    """Return what asks for the same page again and again."""

    def talk() -> Talk:
        answer = yield Ask(SEND, request)
        _expect(answer, status)
        return "page"

    return talk


def take_next(uploads: Iterator[Upload], status: int) -> Callable[[], Talk | None]:
    """Return what sends one prepared upload after the other."""

    def talk() -> Talk | None:
        upload = next(uploads, None)
        return send_upload(upload, status) if upload else None

    return talk


def begin_visit(form: str) -> Talk:
    """Open a form as far as its first section; return the request for that page."""
    browser = _Browser({})
    path = yield from browser.begin(form)
    yield from browser.get("section", path)
    return write_request("GET", path, browse(browser.cookies)).decode()


@dataclass
class _Browser:
    cookies: dict[str, str]

    def begin(self, form: str) -> Step[str]:
        """Follow the link to a form, agree, and return where its first section is."""
        answer = yield from self._ask("link", f"/f/{form}/fa/")
        page = yield from self.get("start", _read_way(answer))
        values = [*HIDDEN.findall(page.text), ("n", "town/north"), ("consent", "agree")]
        return (yield from self.post("begin", _find(ACTION, page.text), values))

    def get(self, kind: str, path: str) -> Step[Answer]:
        """Open a page."""
        answer = yield from self._ask(kind, path)
        _expect(answer, 200)
        return answer

    def post(self, kind: str, path: str, values: list[tuple[str, str]]) -> Step[str]:
        """Send a form of the page, and return where that leads."""
        unescaped = [(name, html.unescape(text)) for name, text in values]
        answer = yield Ask(kind, write_form(path, self.cookies, unescaped))
        self.cookies |= read_cookies(answer)
        return _read_way(answer)

    def _ask(self, kind: str, path: str) -> Step[Answer]:
        answer = yield Ask(kind, write_request("GET", path, browse(self.cookies)))
        self.cookies |= read_cookies(answer)
        return answer


def _read_way(answer: Answer) -> str:
    if answer.status not in (302, 303):
        raise WrongAnswerError(f"{answer.status} {answer.text[:600]}")
    return answer.header("location").partition("#")[0]


def _find(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    if found is None:
        raise WrongAnswerError(f"Not the page that was expected: {page[:300]}")
    return html.unescape(found[1])


def _expect(answer: Answer, status: int) -> None:
    if answer.status != status:
        raise WrongAnswerError(f"{answer.status} instead of {status}: {answer.body[:300]!r}")
