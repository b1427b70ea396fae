"""What the real server tells about itself and takes, asked through a socket."""

import re
import resource
import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest
from flask import request

from survey.app import create_app
from survey.serve.gate import LARGEST_BODY
from survey.serve.limits import LARGEST_HEADERS
from survey.serve.server import run
from survey.settings import Settings


@pytest.fixture(params=["granian", "waitress"])
def server(request: pytest.FixtureRequest) -> str:
    """Every promise holds whichever server keeps it."""
    return request.param


@pytest.fixture
def served(settings: Settings, server: str) -> int:
    """The site on a free port of this computer; it stops with the test process."""
    app = create_app(replace(settings, site="https://survey.example.org"))

    @app.after_request
    def tell_address(response):
        response.headers["X-Seen"] = f"{request.remote_addr} {request.scheme}"
        response.headers["X-Underscored"] = request.headers.get("X-Seen-As", "none")
        return response

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    ready = Event()
    serving = lambda: run(app, "127.0.0.1", port, lambda _: ready.set(), server)  # noqa: E731
    Thread(target=serving, daemon=True).start()
    assert ready.wait(10)
    return port


def say(port: int, text: str) -> str:
    """Send what is given, and return the whole answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        with suppress(ConnectionError):
            connection.sendall(text.encode())
        answer = b""
        with suppress(ConnectionError):
            while part := connection.recv(65536):
                answer += part
    return answer.decode(errors="replace")


def ask(port: int, path: str = "/en/", *headers: str) -> str:
    lines = [f"GET {path} HTTP/1.1", "Host: localhost", "Connection: close", *headers]
    return say(port, "\r\n".join(lines) + "\r\n\r\n")


@pytest.fixture
def many_files() -> Iterator[None]:
    """A process with more files open than `select` can name."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 4096)), hard))
    with ExitStack() as opened:
        for _ in range(1100):
            opened.enter_context(Path("/dev/null").open())
        yield


def test_it_answers_with_a_thousand_files_open(many_files: None, served: int) -> None:
    """Connections whose number is beyond what `select` knows are served as well."""
    assert ask(served).startswith("HTTP/1.1 200")


def test_no_answer_names_the_program(served: int) -> None:
    """Neither pages nor refusals say which server, framework or version this is."""
    answers = [
        ask(served),
        ask(served, "/none"),
        say(served, "nonsense\r\n\r\n"),
        say(served, "GET /en/ HTTP/9.9\r\n\r\n"),
        say(served, "POST /en/ HTTP/1.1\r\nContent-Length: x\r\n\r\n"),
    ]
    for answer in answers:
        assert answer.startswith("HTTP/1.")
        assert not re.search(r"(?im)^(server|x-powered-by|via): *\S", answer), answer[:400]
        assert not re.search(r"granian|waitress|werkzeug|flask|python", answer, re.IGNORECASE)


def test_what_a_request_says_of_its_origin_is_not_believed(served: int) -> None:
    """Without MAHALLA_PROXIES the address is that of the connection."""
    answer = ask(served, "/en/", "X-Forwarded-For: 1.2.3.4", "X-Forwarded-Proto: https")
    assert "x-seen: 127.0.0.1 http\r\n" in answer.lower()


def test_a_header_that_looks_like_another_is_not_taken_for_it(served: int, server: str) -> None:
    """`X_Forwarded_For` is not `X-Forwarded-For`, which a proxy alone may write.

    granian takes one for the other, so that waitress serves whoever names proxies.
    """
    if server == "granian":
        pytest.skip("granian writes both under one name")
    answer = ask(served, "/en/", "X_Seen_As: 1.2.3.4")
    assert "x-underscored: none\r\n" in answer.lower()


def test_too_many_headers_are_refused(served: int) -> None:
    """Headers that would fill the memory are not read to their end."""
    assert " 431 " in ask(served, "/en/", f"X-Long: {'x' * 2 * LARGEST_HEADERS}").splitlines()[0]


def test_too_large_a_request_is_refused_before_it_is_read(served: int) -> None:
    """What says that it is larger than any page is refused at once."""
    head = f"POST /l/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: {LARGEST_BODY + 1}\r\n\r\n"
    assert " 413 " in say(served, head).splitlines()[0]


def test_a_large_request_to_a_page_without_files_is_refused(served: int) -> None:
    """A page without files takes a million bytes."""
    body = "code=" + "x" * 1_000_001
    head = (
        "POST /l/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    assert " 413 " in say(served, head + body).splitlines()[0]
