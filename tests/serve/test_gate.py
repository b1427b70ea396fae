"""The gate before the site: bodies are read first, and once it is closed nobody comes in."""

import contextlib
import io
import threading
import time
from collections.abc import Iterable
from typing import Any

import pytest

from survey.serve.gate import LARGEST_BODY, Gate, Room


def answer_body(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    body = environ["wsgi.input"].read()
    start("200 OK", [("Content-Length", str(len(body)))])
    return [body]


def ask(gate: Gate, body: bytes = b"", **environ: str) -> tuple[str, bytes]:
    told: list[str] = []
    given = {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body)), **environ}
    answer = gate(given, lambda status, headers, *_: told.append(status))
    text = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    return told[0], text


def test_a_body_arrives_whole() -> None:
    """What was sent is what the site reads, however large."""
    body = b"word " * 500_000
    assert ask(Gate(answer_body), body) == ("200 OK", body)


@pytest.mark.parametrize(
    ("environ", "status"),
    [
        ({"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""}, "411 Length Required"),
        ({"CONTENT_LENGTH": "5"}, "400 Bad Request"),
    ],
)
def test_half_a_body_is_worse_than_none(environ: dict[str, str], status: str) -> None:
    """What broke off, or does not say how long it is, never reaches the site."""
    assert ask(Gate(answer_body), b"word", **environ) == (status, b"")


def test_too_large_a_body_is_not_read() -> None:
    """What says that it is larger than any page takes is refused at once."""
    said = ask(Gate(answer_body), b"a", CONTENT_LENGTH=str(LARGEST_BODY + 1))
    assert said[0] == "413 Content Too Large"


def test_nobody_comes_in_through_a_closed_gate() -> None:
    """Once the site is being stopped, who comes is told to come again."""
    gate = Gate(answer_body)
    gate.close()
    assert (ask(gate)[0], gate.wait(1)) == ("503 Service Unavailable", True)


def test_what_the_end_of_the_site_cut_off_is_asked_for_again() -> None:
    """Who was still sending when the site was stopped hears that it is gone, not that they err."""
    gate = Gate(answer_body)
    gate.close()
    assert ask(gate, b"word", CONTENT_LENGTH="5") == ("503 Service Unavailable", b"")


@pytest.mark.parametrize("length", ["2", ""])
def test_a_closed_gate_waits_for_those_inside(length: str) -> None:
    """Who is inside is answered, whether the answer comes as a whole or piece by piece."""
    inside, go = threading.Event(), threading.Event()
    answers = []

    def work(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        inside.set()
        go.wait(10)
        start("200 OK", [("Content-Length", length)] if length else [])
        return iter([b"o", b"k"])

    gate = Gate(work)
    person = threading.Thread(target=lambda: answers.append(ask(gate)))
    person.start()
    inside.wait(10)
    gate.close()
    assert not gate.wait(0.05)
    go.set()
    assert gate.wait(10)
    person.join(10)
    assert answers == [("200 OK", b"ok")]


def test_a_mishap_leaves_the_gate() -> None:
    """Who stumbled inside is not waited for."""

    def stumble(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        raise ZeroDivisionError

    gate = Gate(stumble)
    with pytest.raises(ZeroDivisionError):
        ask(gate)
    gate.close()
    assert gate.wait(1)


def test_only_so_many_are_worked_on_at_once() -> None:
    """More than that wait before the site, not in it."""
    most, now = [0], [0]
    lock = threading.Lock()

    def work(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        threading.Event().wait(0.02)
        with lock:
            now[0] -= 1
        return answer_body(environ, start)

    gate = Gate(work, at_once=3)
    people = [threading.Thread(target=ask, args=(gate,)) for _ in range(12)]
    for person in people:
        person.start()
    for person in people:
        person.join(10)
    assert most == [3]


def test_who_waits_longest_comes_next() -> None:
    """Whoever arrives just as somebody leaves stands behind those who wait."""
    room = Room(1)
    came: list[int] = []

    def come(number: int) -> None:
        with room:
            came.append(number)

    with room:
        threads = [threading.Thread(target=come, args=(number,)) for number in range(5)]
        for number, thread in enumerate(threads):
            thread.start()
            while len(room._waiting) == number:
                time.sleep(0.001)
    come(5)
    for thread in threads:
        thread.join()
    assert came == [0, 1, 2, 3, 4, 5]


def test_a_place_is_free_again_for_everybody() -> None:
    """After a crowd there is as much room as before it, also where somebody failed."""
    room = Room(2)
    most: list[int] = []
    inside: list[int] = []

    def come() -> None:
        with contextlib.suppress(ZeroDivisionError), room:
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.01)
            inside.pop()
            raise ZeroDivisionError

    for _ in range(2):
        threads = [threading.Thread(target=come) for _ in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert (len(most), max(most)) == (20, 2)
