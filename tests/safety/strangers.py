"""Requests that nobody meant: any address of the site with anything in it, from anybody."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from flask import Flask
from flask.testing import FlaskClient
from hypothesis import strategies as st
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE")
PART = re.compile(r"<(?:(?P<kind>[\w]+):)?(?P<name>\w+)>")
FIELD = re.compile(r'name="([^"]+)"')
ODD = [
    "",
    "0",
    "-1",
    "1",
    "9" * 25,
    "²",
    "۱۴۰۵/۸/۲۸",
    "0001-01-01",
    "9999-12-31",
    "../../../etc/passwd",
    "..%2f..",
    "//evil.example",
    "' or 1=1 --",
    "%s%(x)s{{7*7}}{0}",
    "<script>alert(1)</script>",
    "\x00",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "null",
    "[" * 2000,
    '{"a": {"a": {}}}',
    "0190a0b0-0000-7000-8000-000000000000",
    "a" * 5000,
    "\u202e\u200f\u0000",
    "كلمة",
]
TYPES = (
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "application/json",
    "image/png",
    "text/plain; charset=utf-16",
    "",
)
HEADERS = (
    "Accept-Language",
    "Range",
    "If-None-Match",
    "If-Modified-Since",
    "Referer",
    "Origin",
    "Sec-Fetch-Site",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-CSRFToken",
    "Accept-Encoding",
    "Cookie",
)
TEXTS = st.one_of(st.sampled_from(ODD), st.text(max_size=40))
NAMES = (
    "lang", "n", "link", "text", "unchosen", "code", "go", "shown", "language", "next", "before",
    "day", "kind", "actor", "place", "household", "count", "project", "number", "consent", "pin",
    "name", "password", "title", "role", "file-q-a", "csrf_token", "agreement", "done", "size",
    "_external", "_scheme", "endpoint", "reason", "receipt", "response", "service", "state",
)  # fmt: skip


@dataclass(frozen=True)
class Stray:
    """One request; `body` is what is sent when there are no `fields`."""

    method: str
    rule: Rule
    places: tuple[str, ...]
    query: list[tuple[str, str]] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    kind: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where it goes, with something in the place of each part."""
        texts = iter(self.places)
        return PART.sub(lambda _: quote(next(texts), safe="", errors="replace"), self.rule.rule)


def strays(app: Flask, known: dict[str, list[str]]) -> st.SearchStrategy[Stray]:
    """Make requests to every route; half of what stands in an address is what is known there."""
    rules = [rule for rule in app.url_map.iter_rules() if not rule.endpoint.endswith("static")]
    return st.sampled_from(sorted(rules, key=lambda rule: rule.rule)).flatmap(
        lambda rule: _stray(rule, known)
    )


def _stray(rule: Rule, known: dict[str, list[str]]) -> st.SearchStrategy[Stray]:
    names = [part["name"] for part in PART.finditer(rule.rule)]
    places = [st.one_of(st.sampled_from(known.get(name, ["1"])), TEXTS) for name in names]
    likely = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    pairs = st.lists(st.tuples(st.one_of(st.sampled_from(NAMES), TEXTS), TEXTS), max_size=6)
    return st.builds(
        Stray,
        method=st.one_of(
            st.sampled_from(likely), st.sampled_from(likely), st.sampled_from(METHODS)
        ),
        rule=st.just(rule),
        places=st.tuples(*places),
        query=pairs,
        fields=pairs,
        body=st.binary(max_size=200),
        kind=st.sampled_from(TYPES),
        headers=st.dictionaries(st.sampled_from(HEADERS), _headers(), max_size=3),
    )


def _headers() -> st.SearchStrategy[str]:
    plain = st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f")
    return st.one_of(
        st.sampled_from(["bytes=5-1", "bytes=-", "fa;q=9", "same-origin", "cross-site", "null"]),
        st.text(plain, max_size=30),
    )


def send(client: FlaskClient, stray: Stray) -> TestResponse:
    """Send it as a browser could, or as nobody would."""
    content = {"data": _gather(stray.fields)} if stray.fields else {"data": stray.body}
    return client.open(
        stray.address,
        method=stray.method,
        query_string=_gather(stray.query),
        headers=stray.headers,
        content_type=None if stray.fields else stray.kind or None,
        **content,
    )


def _gather(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    gathered: dict[str, list[str]] = {}
    for name, text in pairs:
        gathered.setdefault(name.encode("utf-8", "replace").decode(), []).append(text)
    return gathered


def find_fields(page: str) -> Iterator[str]:
    """Find the names of the inputs on a page."""
    yield from FIELD.findall(page)
