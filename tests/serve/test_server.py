"""Serving: an address that cannot be used is said in a sentence before any work is done."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from survey.accounts.invitations import find_invited
from survey.errors import MahallaError
from survey.reports.jobs.worker import is_attended
from survey.serve.gate import Gate
from survey.serve.server import check_port, choose_server, make_server, serve, tell_address
from survey.settings import Settings
from survey.storage.open import open_database
from tests.databases import tell_database


def start(settings: Settings) -> "subprocess.Popen[str]":
    """Serve a site in a process of its own, on a port that is free."""
    code = (
        "from pathlib import Path; from survey.serve.server import serve; "
        "from survey.settings import Settings, parse_database; "
        f"serve(Settings(database=parse_database({tell_database(settings.database)!r}), "
        f"reports=Path({str(settings.reports)!r}), port=0), print)"
    )
    return subprocess.Popen([sys.executable, "-uc", code], stdout=subprocess.PIPE, text=True)


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_free_port_is_fine() -> None:
    """A port that nobody uses raises nothing."""
    check_port("127.0.0.1", 0)


def test_a_taken_port_is_a_sentence(taken_port: int) -> None:
    """A port in use is said in a sentence that offers another."""
    with pytest.raises(MahallaError, match=f"Port {taken_port} is in use"):
        check_port("127.0.0.1", taken_port)


def test_serving_on_a_taken_port_is_a_sentence(settings: Settings, taken_port: int) -> None:
    """The server itself says the same where the port was taken in the meantime."""
    with pytest.raises(MahallaError, match="is in use"):
        serve(replace(settings, port=taken_port), print)


@pytest.mark.parametrize(("host", "port"), [("192.0.2.1", 8000), ("127.0.0.1", 99999)])
def test_an_impossible_address_is_a_sentence(host: str, port: int) -> None:
    """An address of another machine and a port that cannot be are said in a sentence."""
    with pytest.raises(MahallaError, match="cannot be served on"):
        check_port(host, port)


def test_print_jobs_are_attended_while_the_site_is_served(settings: Settings) -> None:
    """The worker comes with the server, and leaves with it without a trace."""
    server = start(settings)
    assert server.stdout is not None
    assert server.stdout.readline().startswith("http://127.0.0.1")
    assert is_attended(settings)
    time.sleep(0.1)
    server.send_signal(signal.SIGINT)
    assert server.communicate(timeout=60) == ("", None)
    assert (server.returncode, is_attended(settings)) == (0, False)


def test_the_first_start_tells_how_to_come_in(capsys: pytest.CaptureFixture[str]) -> None:
    """As long as nobody has signed in, the address of a link stands below that of the site."""
    tell_address("http://127.0.0.1:8000", "/welcome/abc")
    assert capsys.readouterr().out.splitlines()[-1] == "http://127.0.0.1:8000/welcome/abc"
    tell_address("http://127.0.0.1:8000", "https://survey.example.org/welcome/abc")
    assert capsys.readouterr().out.splitlines()[-1] == "https://survey.example.org/welcome/abc"
    tell_address("http://127.0.0.1:8000", None)
    assert "welcome" not in capsys.readouterr().out


def test_the_link_of_the_first_start_works(settings: Settings) -> None:
    """Whoever starts the site is told the address of a page that lets them in."""
    server = start(settings)
    assert server.stdout is not None
    path = server.stdout.readline().split()[1]
    server.send_signal(signal.SIGINT)
    server.communicate(timeout=60)
    person = find_invited(
        open_database(settings.database), datetime.now(UTC), path.removeprefix("/welcome/")
    )
    assert person is not None
    assert person.name == "admin"


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "granian"),
        ({"proxies": 1}, "waitress"),
        ({"proxies": 1, "server": "granian"}, "granian"),
        ({"server": "waitress"}, "waitress"),
    ],
)
def test_the_server_that_fits_is_chosen(
    settings: Settings, changes: dict[str, Any], name: str
) -> None:
    """Behind a proxy that is believed it is the one that drops what looks like its headers."""
    assert choose_server(replace(settings, **changes)) == name


def test_an_unknown_server_is_a_sentence() -> None:
    """A name that is none is told before anything is served."""
    with pytest.raises(MahallaError, match="no web server called “apache”"):
        make_server("apache", Gate(lambda environ, start: []), "127.0.0.1", 0)


def test_without_granian_the_site_is_served_all_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where granian cannot be loaded waitress serves, and that is said."""
    monkeypatch.setitem(sys.modules, "survey.serve.by_granian", None)
    server = make_server("", Gate(lambda environ, start: []), "127.0.0.1", 0)
    assert (type(server).__name__, "served by waitress" in capsys.readouterr().err) == (
        "WaitressServer",
        True,
    )


def test_a_name_is_an_address_too(settings: Settings) -> None:
    """The address to listen on may be written as a name; one that is none is a sentence."""
    assert make_server("granian", Gate(lambda environ, start: []), "localhost", 0)
    with pytest.raises(MahallaError, match="cannot be served on"):
        serve(replace(settings, host="no.such.name.invalid"), print)
