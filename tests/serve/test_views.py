"""What programs may ask of a site: whether it is well, and figures of its work."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from survey.app import create_app
from survey.settings import Settings
from survey.site import NAME
from survey.storage.audit import record
from tests.trail.conftest import NOW

HERE = {"REMOTE_ADDR": "127.0.0.1"}
ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}


@pytest.fixture
def app(settings: Settings) -> Flask:
    return create_app(replace(settings, metrics_token="a long word"), clock=lambda: NOW)


def ask(app: Flask, path: str, environ: dict[str, str], **headers: str) -> Any:
    given = {name.replace("_", "-"): text for name, text in headers.items()}
    return app.test_client().get(path, environ_base=environ, headers=given)


def test_it_works(app: Flask) -> None:
    """A site that is well says so to everybody, with the moment of the last write."""
    record(app.extensions[NAME].database, NOW, "test", "a.done", "project:east", {})
    answer = ask(app, "/health", ELSEWHERE)
    assert (answer.status_code, answer.json) == (
        200,
        {"status": "ok", "database": "ok", "writer": "ok", "last_write": NOW.isoformat()},
    )


def test_a_site_that_takes_nothing_is_not_well(app: Flask) -> None:
    """Where writes are taken no more, who looks after the site is to know."""
    app.extensions[NAME].writer.close()
    answer = ask(app, "/health", ELSEWHERE)
    assert (answer.status_code, answer.json["writer"]) == (503, "stopped")


@pytest.mark.sqlite
def test_a_site_without_its_database_is_not_well(app: Flask, settings: Settings) -> None:
    """Where the database does not answer, it says no more than that."""
    site = app.extensions[NAME]
    site.database.close()
    settings.database.write_bytes(b"nothing " * 1000)
    answer = ask(app, "/health", ELSEWHERE)
    assert (answer.status_code, answer.json["database"]) == (503, "failing")
    assert str(settings.database) not in answer.text


def test_figures_count_what_was_written(app: Flask) -> None:
    """Transactions, their writes and what waits are counted."""
    site = app.extensions[NAME]
    site.writer.write(lambda tx: tx.query("select 1"))
    lines = ask(app, "/metrics", HERE).text.splitlines()
    assert 'mahalla_batch_writes_bucket{le="1.0"} 1' in lines
    assert "mahalla_commit_seconds_count 1" in lines
    assert "mahalla_writes_waiting 0" in lines
    assert "mahalla_responses 0" in lines
    assert any(line.startswith("mahalla_disk_free_bytes ") for line in lines)


def test_figures_count_how_sending_ended(app: Flask) -> None:
    """What was refused is counted by page and status, without its content."""
    app.test_client().post("/resume?who=sara", data={"code": "1234"})
    text = ask(app, "/metrics", HERE).text
    [line] = [line for line in text.splitlines() if line.startswith("mahalla_requests_total{")]
    assert (line.endswith('status="400"} 1'), "sara" in text, "1234" in text) == (
        True,
        False,
        False,
    )


def test_every_line_is_read_by_prometheus(app: Flask) -> None:
    """A line is a comment, or a name with labels and a number."""
    import re

    known = re.compile(r'# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"\\]*"(,\w+="[^"\\]*")*\})? [0-9.e+-]+')
    app.test_client().post("/resume", data={})
    lines = ask(app, "/metrics", HERE).text.splitlines()
    assert [line for line in lines if not known.fullmatch(line)] == []


@pytest.mark.parametrize(
    ("environ", "headers", "status"),
    [
        (HERE, {}, 200),
        ({"REMOTE_ADDR": "::1"}, {}, 200),
        (ELSEWHERE, {}, 404),
        (HERE, {"X_Forwarded_For": "192.0.2.7"}, 404),
        (HERE, {"Via": "1.1 Caddy"}, 404),
        (ELSEWHERE, {"Authorization": "Bearer a long word"}, 200),
        (ELSEWHERE, {"Authorization": "Bearer a long wörd"}, 404),
        (ELSEWHERE, {"Authorization": "Bearer "}, 404),
    ],
)
def test_figures_are_for_this_computer_or_a_token(
    app: Flask, environ: dict[str, str], headers: dict[str, str], status: int
) -> None:
    """For everybody else there is no such page, whether they come directly or by a proxy."""
    assert ask(app, "/metrics", environ, **headers).status_code == status


def test_without_a_token_none_is_right(settings: Settings) -> None:
    """An empty token opens nothing."""
    app = create_app(settings, clock=lambda: NOW)
    assert ask(app, "/metrics", ELSEWHERE, Authorization="Bearer ").status_code == 404
