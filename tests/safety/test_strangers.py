"""Whatever is sent to whatever address by whomever: no failure, no traceback, no loose policy.

MAHALLA_STRAYS says how many requests are tried; the long check takes 20,000.
"""

import os
import re

import pytest
from hypothesis import HealthCheck, given, settings

from survey.accounts.permissions import ROLES
from tests.accounts.people import sign_in
from tests.forms.conftest import make_project, make_site
from tests.safety.strangers import send, strays

COUNT = int(os.environ.get("MAHALLA_STRAYS", "250"))
OUTSIDERS = ("committee", "partner")
"""Roles of people who are not of the team; for each of them more is tried."""

LEAST = 300
KNOWN = {
    "lang": ["en", "fa"],
    "form": ["tour"],
    "project": ["town"],
    "neighbourhood": ["north", "-"],
    "wave": ["first"],
    "section": ["words", "choices"],
    "product": ["neighbourhood"],
    "kind": ["choice", "photo"],
    "turn": ["1", "2"],
    "tag": ["en"],
}
LEAK = re.compile(r"Traceback|File \"|sqlite3|werkzeug|jinja2|/survey/|site-packages")


@pytest.fixture(scope="module")
def site(tmp_path_factory, root):
    """A site with the form that has every kind of question; tokens are not asked for."""
    home = tmp_path_factory.mktemp("strangers")
    (home / "translations").symlink_to(root / "translations")
    (home / "questionnaires").mkdir()
    tour = (root / "tests" / "forms" / "tour.yaml").read_text(encoding="utf-8")
    (home / "questionnaires" / "tour.yaml").write_text(tour, encoding="utf-8")
    app = make_site(home, make_project("tour"))
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def open_client(site, who: str):
    """Return the browser of nobody, of somebody with a form open, or of a role."""
    client = site.test_client()
    if who == "resident":
        start = client.get("/f/tour/en/").headers["Location"].partition("#")[0]
        client.post(f"{start}start", data={"consent": "agree", "n": "town/north"})
    elif who != "nobody":
        sign_in(client, who, "town", name=f"the {who}")
    return client


@pytest.mark.parametrize("who", ["nobody", "resident", *ROLES])
def test_nothing_that_is_sent_makes_the_site_fail(site, who):
    """Every answer is below 500 and tells nothing of the program."""

    count = max(COUNT // 7, LEAST if who in OUTSIDERS else 1)

    @settings(
        max_examples=count,
        deadline=None,
        derandomize="MAHALLA_STRAYS" not in os.environ,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strays(site, KNOWN))
    def walk(stray):
        client = open_client(site, who)
        response = send(client, stray)
        assert response.status_code < 500, (stray, response.status_code)
        if response.mimetype == "text/html" and response.status_code >= 400:
            assert not LEAK.search(response.text), stray
        assert response.headers["X-Content-Type-Options"] == "nosniff"

    walk()
