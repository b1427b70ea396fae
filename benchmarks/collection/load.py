"""The process that asks: reads what to do from its standard input, writes what it saw."""

import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, cycle

from benchmarks.collection.talks import Upload, Visit, answer_form, look_at, take_next
from benchmarks.collection.wire import Callers, Seen, write_request


@dataclass(frozen=True)
class Job:
    """One slice of load. `uploads` are sent once each, `visits` gone through, `page` looked at.

    `bodies` are sent again and again, each time to an address of its own below `path`. `status` is
    the only right answer. `first` is the first of the addresses 127.x.y.z that visitors come from.
    """

    port: int
    clients: int
    seconds: float
    status: int = 201
    rate: float = 0.0
    uploads: Sequence[Upload] = ()
    visits: Sequence[Visit] = ()
    page: bytes = b""
    bodies: Sequence[bytes] = ()
    path: str = ""
    first: int = 0


def run_apart(job: Job) -> Seen:
    """Run a job in a process of its own and return what it saw."""
    command = [sys.executable, "-m", "benchmarks.collection.load"]
    ran = subprocess.run(command, input=pickle.dumps(job), stdout=subprocess.PIPE, check=True)
    seen: Seen = pickle.loads(ran.stdout)
    return seen


def run(job: Job) -> Seen:
    """Run a job here."""
    if job.visits:
        left = iter(job.visits)
        callers = Callers(
            job.port,
            job.clients,
            job.seconds,
            lambda: answer_form(visit) if (visit := next(left, None)) else None,
        )
        addresses = count(job.first)
        callers.find_address = lambda: name_address(next(addresses))
    elif job.page:
        callers = Callers(job.port, job.clients, job.seconds, look_at(job.page, job.status))
    else:
        uploads = iter(job.uploads or _repeat(job))
        talk = take_next(uploads, job.status)
        callers = Callers(job.port, job.clients, job.seconds, talk)
    callers.rate = job.rate
    return callers.run()


def name_address(number: int) -> str:
    """Name one of the many addresses that this computer has for itself."""
    high, low = divmod(number % (200 * 200 * 200), 200)
    return f"127.{1 + high // 200}.{high % 200}.{1 + low}"


def _repeat(job: Job) -> Iterator[Upload]:
    for number, body in zip(count(job.first), cycle(job.bodies), strict=False):
        yield Upload(str(number), write_request("PUT", f"{job.path}{number}", {}, body))


if __name__ == "__main__":
    sys.stdout.buffer.write(pickle.dumps(run(pickle.load(sys.stdin.buffer))))
