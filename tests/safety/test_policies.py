"""Every answer of every route says what it may load, and no page needs more than that."""

import re
from html.parser import HTMLParser

import pytest
from flask import Flask

from survey.accounts.permissions import ROLES
from tests.accounts.people import sign_in
from tests.accounts.test_walk import list_doors
from tests.forms.conftest import make_project, make_site

NEEDED = ("default-src", "base-uri 'none'", "frame-ancestors 'none'", "form-action")
STYLES = re.compile(r"style-src 'self' 'sha256-[\w+/=]+'")
"""The one thing inside a page that is allowed: its own style sheet, by its hash."""

DATA = "application/json"
"""A type under which nothing runs: conditions for the form's script to read."""

OUTSIDE = re.compile(r"(?:https?:)?//")
LOADS = {"src", "srcset", "poster", "data", "action", "formaction", "background", "manifest"}


class Page(HTMLParser):
    """Collects what a strict policy forbids, and what is asked of other hosts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forbidden: list[str] = []
        self.styles = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.styles += tag == "style"
        if tag == "script" and not given.get("src") and given.get("type") != DATA:
            self.forbidden.append("a script inside")
        for name, value in attrs:
            text = (value or "").strip()
            is_loaded = name in LOADS or (name == "href" and tag == "link")
            if name == "style" or name.startswith("on"):
                self.forbidden.append(f"{tag} {name}")
            if is_loaded and OUTSIDE.match(text):
                self.forbidden.append(f"{tag} {name}={text}")
            if text.lower().startswith(("javascript:", "vbscript:", "data:text")):
                self.forbidden.append(f"{tag} {name}={text}")
            if given.get("target") == "_blank" and "noopener" not in (given.get("rel") or ""):
                self.forbidden.append(f"{tag} target=_blank")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, root) -> Flask:
    home = tmp_path_factory.mktemp("policies")
    (home / "translations").symlink_to(root / "translations")
    (home / "questionnaires").mkdir()
    tour = (root / "tests" / "forms" / "tour.yaml").read_text(encoding="utf-8")
    (home / "questionnaires" / "tour.yaml").write_text(tour, encoding="utf-8")
    return make_site(home, make_project("tour"))


def open_client(site: Flask, who: str):
    client = site.test_client()
    if who == "resident":
        start = client.get("/f/tour/en/").headers["Location"].partition("#")[0]
        client.post(f"{start}start", data={"consent": "agree", "n": "town/north"})
    elif who != "nobody":
        sign_in(client, who, "town")
    return client


@pytest.mark.parametrize("who", ["nobody", "resident", *ROLES])
def test_every_page_of_everybody_keeps_to_a_strict_policy(site: Flask, who: str):
    """No script or style inside, nothing from elsewhere, and a policy that forbids both."""
    client, seen = open_client(site, who), 0
    for method, address, rule in list_doors(site):
        if method != "GET" or rule.endpoint.startswith("forms.leave"):
            continue
        answer = client.get(address, follow_redirects=True)
        policy = answer.headers.get("Content-Security-Policy", "")
        if answer.mimetype != "text/html":
            continue
        page, seen = Page(answer.text), seen + 1
        assert page.forbidden == [], address
        assert [part for part in NEEDED if part not in policy] == [], (address, policy)
        assert "unsafe" not in policy, address
        assert bool(STYLES.search(policy)) == bool(page.styles), address
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "camera=(self)" in answer.headers["Permissions-Policy"]
    assert seen > 20


def test_only_the_start_of_a_form_and_tablets_send_without_a_token(site: Flask):
    """The start looks where it comes from, tablets have one of their own; all else asks for it."""
    assert site.extensions["csrf"]._exempt_views == {
        "survey.forms.start_views.begin_form",
        "survey.interviews.upload_views.put_file",
        "survey.interviews.upload_views.put_interview",
    }
    assert site.extensions["csrf"]._exempt_blueprints == set()


@pytest.mark.parametrize("who", ["nobody", "resident", *ROLES])
def test_nothing_is_written_without_a_token(site: Flask, who: str):
    """A page elsewhere that sends a form here, with all the cookies of the browser, is refused."""
    client = open_client(site, who)
    for method, address, rule in list_doors(site):
        if method == "GET" or rule.endpoint == "forms.start.begin_form":
            continue
        answer = client.open(address, method=method, data={"x": "1"})
        is_tablets = rule.endpoint.startswith("interviews.upload.")
        assert answer.status_code == (403 if is_tablets else 400), (method, address)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_a_form_is_begun_from_our_own_page_alone(site: Flask, headers: dict[str, str]):
    """The start of a form, which has no token, is refused when another page sends it."""
    client = site.test_client()
    start = client.get("/f/tour/en/").headers["Location"].partition("#")[0]
    sent = {"consent": "agree", "n": "town/north"}
    assert client.post(f"{start}start", data=sent, headers=headers).status_code == 403
