"""Stopping the real server while people send: everybody is answered, and nothing is lost."""

import signal
import socket
import time
from pathlib import Path

import pytest

from tests.proofs.clients import Crowd
from tests.proofs.counting import count
from tests.proofs.world import World

SLOW = b"POST /review HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc"
QUICK = b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


@pytest.fixture(params=["granian", "waitress"])
def world(tmp_path: Path, request: pytest.FixtureRequest) -> World:
    return World(tmp_path / "world", request.param)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_well_under_load(world: World, number: int) -> None:
    """Asked to end it answers those inside, writes what waits, closes the database, ends with 0."""
    world.start()
    crowd = Crowd(world.port, 8)
    crowd.wait_for(20)
    status = world.signal(number)
    beside = sorted(path.name for path in world.data.glob("mahalla.db*"))
    noted = crowd.go_home()
    assert (status, beside) == (0, ["mahalla.db"])
    assert count(world, noted).is_clean


def test_slow_phones_hold_up_neither_the_others_nor_the_end(world: World) -> None:
    """More people than there are threads send a photo slowly: others are answered meanwhile."""
    world.start()
    lines = [socket.create_connection(("127.0.0.1", world.port)) for _ in range(40)]
    for line in lines:
        line.sendall(SLOW)
    with socket.create_connection(("127.0.0.1", world.port), timeout=10) as other:
        other.sendall(QUICK)
        assert other.recv(12).startswith(b"HTTP/1.1 ")
    began = time.monotonic()
    assert world.stop() == 0
    assert time.monotonic() - began < 15
    for line in lines:
        line.close()


def test_who_is_cut_off_by_the_end_hears_that_it_is_the_end(world: World) -> None:
    """A tablet that still sends a photo when the site is stopped is not told that it erred."""
    world.start()
    with socket.create_connection(("127.0.0.1", world.port), timeout=20) as line:
        line.sendall(SLOW)
        with socket.create_connection(("127.0.0.1", world.port), timeout=10) as other:
            other.sendall(QUICK)  # by now the first has been read, too
            other.recv(12)
        assert world.stop() == 0
        assert line.recv(12) in (b"HTTP/1.1 503", b"")


def test_half_a_form_is_not_taken(world: World) -> None:
    """A line that breaks in the middle of a body leaves nothing behind."""
    world.start()
    body = b"n=pines"
    head = (
        b"POST /f/proof/x/en/start HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", world.port)) as line:
        line.sendall(head % (len(body) + 10) + body)
    with socket.create_connection(("127.0.0.1", world.port), timeout=20) as line:
        line.sendall(head % len(body) + body)
        assert line.recv(12) == b"HTTP/1.1 303"
    assert world.stop() == 0
    assert world.count_drafts() == 1
