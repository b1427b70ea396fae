"""Nothing that anybody sends is ever in a log or on standard error, whatever goes wrong."""

import io
import json
import logging
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

import survey
from survey.accounts.guard import is_file
from survey.app import create_app
from tests.doors.pages import list_addresses, open_client
from tests.doors.town import NOW, Ground, Town, read_settings

MARK = "Zmarkerz"
"""A word that stands nowhere else: an answer, a name, a code."""

FIELD = re.compile(r'name="([\w-]+)"')
FORMS = sorted(Path(survey.__file__).parent.rglob("*.html"))
WHO = ("", "coordinator", "administrator")
"""Who sends: nobody, and those who together may open almost everything."""

QUESTIONS = ("a1", "c1", "r1", "r3", "l1", "z1", "name")


@pytest.fixture(scope="module")
def office(ground: Ground) -> Town:
    """A site of its own, which answers errors as it does in the field."""
    home = ground.home.parent / "logs"
    shutil.copytree(ground.home, home)
    app = create_app(read_settings(home), lambda: NOW)
    app.config.update(WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=False)
    return Town(app, None, ground.tokens)  # type: ignore[arg-type]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that anybody logs, from the finest level on, as it would be written."""
    written, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(written), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


def list_fields() -> dict[str, str]:
    """Fill every field that any page of the program has, and the answers to questions."""
    names = {name for form in FORMS for name in FIELD.findall(form.read_text(encoding="utf-8"))}
    names |= {f"q-{question}" for question in QUESTIONS}
    return dict.fromkeys(sorted(names), MARK)


def list_rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if not is_file(rule.endpoint)]


def send_everything(town: Town) -> int:
    """Send the mark to every address by every method in every field, as everybody."""
    fields, sent = list_fields(), 0
    for who in WHO:
        client = open_client(town, who)
        for rule in list_rules(town.app):
            address = next(list_addresses(rule))
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                query = {"next": MARK, "day": MARK, "code": MARK}
                headers = {"Referer": f"http://localhost/{MARK}", "User-Agent": MARK}
                with client.session_transaction() as session:
                    kept = dict(session)
                client.open(
                    address, method=method, data=fields, query_string=query, headers=headers
                )
                with client.session_transaction() as session:
                    session.update(kept)
                sent += 1
    return sent


def test_what_is_sent_is_not_logged(
    office: Town, log: io.StringIO, capfd: pytest.CaptureFixture[str]
):
    """Every field of every page, also where it cannot be read, is unknown or refused."""
    assert len(list_fields()) > 50
    assert send_everything(office) > 300
    said = capfd.readouterr()

    assert MARK not in log.getvalue() + said.out + said.err


def test_what_breaks_is_logged_without_what_was_sent(
    office: Town, log: io.StringIO, capfd: pytest.CaptureFixture[str], monkeypatch
):
    """A view that fails over an answer, and quotes it in the error, tells the log but the place."""

    def fail(**_: object) -> str:
        raise ValueError(MARK) from KeyError(json.dumps({"name": MARK}))

    endpoint = "home.front"
    fail.open_to_all = True  # type: ignore[attr-defined]
    monkeypatch.setitem(office.app.view_functions, endpoint, fail)
    page = office.app.test_client().get(f"/en/?name={MARK}", headers={"User-Agent": MARK})
    said = capfd.readouterr()

    assert page.status_code == 500
    assert MARK not in page.text + log.getvalue() + said.out + said.err
    assert "ValueError" in log.getvalue()
