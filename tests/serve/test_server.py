"""Serving: an address that cannot be used is said in a sentence before any work is done."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from survey.accounts.invitations import find_invited
from survey.errors import MahallaError
from survey.reports.jobs.worker import is_attended
from survey.serve.server import check_port, serve, tell_address
from survey.settings import Settings
from survey.storage.open import open_database


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
    from dataclasses import replace

    with pytest.raises(MahallaError, match="is in use"):
        serve(replace(settings, port=taken_port), print)


@pytest.mark.parametrize(("host", "port"), [("192.0.2.1", 8000), ("127.0.0.1", 99999)])
def test_an_impossible_address_is_a_sentence(host: str, port: int) -> None:
    """An address of another machine and a port that cannot be are said in a sentence."""
    with pytest.raises(MahallaError, match="cannot be served on"):
        check_port(host, port)


def test_print_jobs_are_attended_while_the_site_is_served(settings: Settings) -> None:
    """The worker comes with the server, and leaves with it without a trace."""
    code = (
        "from pathlib import Path; from survey.serve.server import serve; "
        "from survey.settings import Settings; "
        f"serve(Settings(database=Path({str(settings.database)!r}), "
        f"reports=Path({str(settings.reports)!r}), port=0), print)"
    )
    server = subprocess.Popen([sys.executable, "-uc", code], stdout=subprocess.PIPE, text=True)
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
    code = (
        "from pathlib import Path; from survey.serve.server import serve; "
        "from survey.settings import Settings; "
        f"serve(Settings(database=Path({str(settings.database)!r}), "
        f"reports=Path({str(settings.reports)!r}), port=0), print)"
    )
    server = subprocess.Popen([sys.executable, "-uc", code], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    path = server.stdout.readline().split()[1]
    server.send_signal(signal.SIGINT)
    server.communicate(timeout=60)
    person = find_invited(
        open_database(settings.database), datetime.now(UTC), path.removeprefix("/welcome/")
    )
    assert person is not None
    assert person.name == "admin"
