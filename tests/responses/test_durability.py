"""What was acknowledged is there once: after repetitions at the same moment, after kill -9."""

import signal
import subprocess
import sys
import threading
from dataclasses import replace
from uuid import UUID

import pytest

from survey.responses.model import Submission
from survey.responses.store import responses_of, submit
from survey.storage.database import Database
from survey.storage.open import open_database
from survey.storage.writer import Writer
from tests.databases import place_of, tell_database
from tests.responses.conftest import NOW

CLIENTS = """
import os, sys, threading
from dataclasses import replace
from datetime import UTC, datetime
from survey.responses.ids import make_id
from survey.responses.store import responses_of, submit
from survey.settings import parse_database
from survey.storage.open import open_database
from survey.storage.writer import Writer

database = open_database(parse_database(sys.argv[1]))
writer = Writer(database)
[pattern] = responses_of(database, "east", "autumn", datetime(2030, 1, 1, tzinfo=UTC))


def send():
    while True:
        response = replace(pattern, id=make_id(datetime.now(UTC), os.urandom(10)))
        writer.write(lambda tx: submit(tx, "client", response))
        os.write(1, f"{response.id}\\n".encode())


for _ in range(8):
    threading.Thread(target=send).start()
"""


def test_sixteen_repetitions_at_once_are_one_response(
    database: Database, submission: Submission
) -> None:
    """Sixteen threads that send the same response at once all succeed, and it is there once."""
    writer, gate = Writer(database), threading.Barrier(16)
    outcomes: list[str] = []

    def send() -> None:
        gate.wait()
        outcomes.append(writer.write(lambda tx: submit(tx, "client", submission)))

    threads = [threading.Thread(target=send) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = database.query("select id from responses")
    assert (sorted(outcomes), len(rows)) == (["new"] + ["repeated"] * 15, 1)


def test_sixteen_connections_at_once_are_one_response(
    database: Database, submission: Submission
) -> None:
    """The same holds when every thread writes through its own connection."""
    gate = threading.Barrier(16)
    outcomes: list[str] = []

    def send() -> None:
        gate.wait()
        outcomes.append(submit(database, "client", submission))

    threads = [threading.Thread(target=send) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = database.query("select id from responses")
    assert (sorted(outcomes), len(rows)) == (["new"] + ["repeated"] * 15, 1)


def test_sixteen_different_contents_at_once_are_all_kept(
    database: Database, submission: Submission
) -> None:
    """Of sixteen contents for one id one becomes the response and fifteen are kept as conflicts."""
    writer, gate = Writer(database), threading.Barrier(16)
    outcomes: list[str] = []

    def send(number: int) -> None:
        content = replace(submission, answers={"many": number})
        gate.wait()
        outcomes.append(writer.write(lambda tx: submit(tx, "client", content)))

    threads = [threading.Thread(target=send, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = database.query("select answers from responses union select answers from revisions")
    assert (sorted(outcomes), len(kept)) == (["conflict"] * 15 + ["new"], 16)


@pytest.mark.parametrize("acknowledged", [1, 40, 300])
def test_killing_the_server_loses_nothing_acknowledged(
    database: Database, submission: Submission, acknowledged: int
) -> None:
    """After kill -9 under load every response that was acknowledged is there."""
    place = place_of(database)
    submit(database, "client", submission)
    server = subprocess.Popen(
        [sys.executable, "-c", CLIENTS, tell_database(place)], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    ids = [UUID(server.stdout.readline().strip()) for _ in range(acknowledged)]
    server.send_signal(signal.SIGKILL)
    ids += [UUID(line) for line in server.stdout.read().splitlines() if len(line) == 36]
    server.wait()
    later = NOW.replace(year=2030)
    stored = [content.id for content in responses_of(open_database(place), "east", "autumn", later)]
    assert (set(ids) - set(stored), len(stored) - len(set(stored))) == (set(), 0)
