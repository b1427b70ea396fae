"""What is measured: slices of load, and after each whether every acknowledged one is there."""

import random
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from statistics import median, quantiles

from benchmarks.collection.asked import FORM, draw_answers
from benchmarks.collection.load import Job, run_apart
from benchmarks.collection.site import Prepared, Served, seal_uploads
from benchmarks.collection.talks import SEND, Upload, Visit
from benchmarks.collection.wire import WHOLE, Seen
from benchmarks.reports.process import list_family, read_peak, read_seconds, read_shared
from survey.storage.database import Database
from survey.storage.open import connect

MANY = 500
PREPARED = 1400
"""Uploads that are sealed for each second of a slice; where they are used up, it ends earlier."""

REFUSED = 403


@dataclass(frozen=True)
class Slice:
    """What a slice showed: conversations a second, milliseconds of the request that counts.

    `whole` are the milliseconds of a conversation in the middle, `busy` those that the processes of
    the server took of the processors for each.
    """

    rate: float
    middle: float
    late: float
    whole: float
    busy: float


@dataclass
class Way:
    """One way of sending; `make_job` prepares a slice for so many clients and seconds.

    `processes` are the first processes of what serves it. `count` counts what is on the disk.
    """

    name: str
    served: Served
    make_job: Callable[[int, float], Job]
    processes: Sequence[int]
    count: Callable[[], int] | None = None
    find_lost: Callable[[Sequence[str]], list[str]] | None = None
    faults: list[str] = field(default_factory=list)

    def measure(self, clients: int, seconds: float, rate: float = 0.0) -> Slice:
        """Measure a slice, and hold what was acknowledged against what is there."""
        job = replace(self.make_job(clients, seconds), rate=rate)
        before, busy = self._count(), self._read_busy()
        seen = run_apart(job)
        busy = self._read_busy() - busy
        self._check(seen, self._count() - before)
        return read_slice(seen, busy)

    @property
    def memory(self) -> tuple[float, float]:
        """The most that the server's own process ever held, and what all of its hold now, in MB."""
        family = [one for first in self.processes for one in list_family(first)]
        return read_peak(self.served.process), read_shared(family)

    def _count(self) -> int:
        return self.count() if self.count else 0

    def _read_busy(self) -> float:
        return read_seconds([one for first in self.processes for one in list_family(first)])

    def _check(self, seen: Seen, added: int) -> None:
        if self.count and added != len(seen.acknowledged):
            self.faults.append(f"{self.name}: {len(seen.acknowledged)} acknowledged, {added} there")
        if self.find_lost and (lost := self.find_lost(seen.acknowledged)):
            self.faults.append(f"{self.name}: {len(lost)} acknowledged and not there")


def read_slice(seen: Seen, busy: float) -> Slice:
    """Read the figures of a slice."""
    done = max(len(seen.acknowledged), 1)
    return Slice(
        rate=done / seen.seconds,
        middle=median(seen.times[SEND]) * 1000,
        late=quantiles(seen.times[SEND], n=100, method="inclusive")[98] * 1000,
        whole=median(seen.times[WHOLE]) * 1000,
        busy=busy / done * 1000,
    )


class Load:
    """Prepares slices for a site: what tablets send, what browsers answer."""

    def __init__(self, site: Prepared, served: Served, seed: int) -> None:
        self.site, self.served = site, served
        self.chance = random.Random(seed)
        self._addresses = count(step=10_000)
        self._database: Database = connect(site.database)

    def tablets(self, processes: Sequence[int], name: str) -> Way:
        """Tablets that send sealed interviews."""
        return Way(name, self.served, self._seal, processes, self.count, self.find_lost)

    def browsers(self, processes: Sequence[int], name: str) -> Way:
        """Browsers that go through the form; a slice lasts twice as long."""
        return Way(name, self.served, self._visit, processes, self.count)

    def refused(self, name: str) -> Way:
        """The same requests without the header that lets them in: answered at the door."""
        return Way(name, self.served, self._refuse, [self.served.process])

    def count(self) -> int:
        """Count the responses in the database."""
        [row] = self._database.query("select count(*) as count from responses")
        return int(row["count"])

    def find_lost(self, acknowledged: Sequence[str]) -> list[str]:
        """Return those of some ids that are not there."""
        return [one for start in range(0, len(acknowledged), MANY)
                for one in self._find_absent(acknowledged[start : start + MANY])]  # fmt: skip

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def _find_absent(self, ids: Sequence[str]) -> set[str]:
        names = {f"id{number}": one for number, one in enumerate(ids)}
        listed = ", ".join(f":{name}" for name in names)
        rows = self._database.query(f"select id from responses where id in ({listed})", **names)
        return set(ids) - {row["id"] for row in rows}

    def _seal(self, clients: int, seconds: float) -> Job:
        uploads = seal_uploads(self.site, round(PREPARED * seconds), self.chance)
        return Job(self.served.port, clients, seconds, uploads=uploads)

    def _refuse(self, clients: int, seconds: float) -> Job:
        uploads = seal_uploads(self.site, 100, self.chance)
        barred = [replace(one, request=one.request.replace(b"X-Mahalla: 1\r\n", b""))
                  for one in uploads]  # fmt: skip
        many = [barred[number % len(barred)] for number in range(round(5 * PREPARED * seconds))]
        return Job(self.served.port, clients, seconds, REFUSED, uploads=many)

    def _visit(self, clients: int, seconds: float) -> Job:
        texts = [draw_answers(self.chance).texts for _ in range(round(100 * seconds))]
        visits = [Visit(FORM, one) for one in texts]
        first = next(self._addresses)
        return Job(self.served.port, clients, 2 * seconds, visits=visits, first=first)


def floor_ways(served: Served, home: Path, uploads: Sequence[Upload]) -> list[Way]:
    """Return the floors: the server with nothing behind it, and with one writer behind it."""
    bodies = [one.request.partition(b"\r\n\r\n")[2] for one in uploads]
    addresses = count(step=1_000_000)

    def ask(path: str) -> Callable[[int, float], Job]:
        return lambda clients, seconds: Job(
            served.port, clients, seconds, bodies=bodies, path=path, first=next(addresses)
        )

    def count_kept() -> int:
        kept = sqlite3.connect(home / "floor.db")
        [(number,)] = kept.execute("select count(*) from kept").fetchall()
        kept.close()
        return int(number)

    nothing = Way("nothing behind the server", served, ask("/"), [served.process])
    return [nothing, Way("floor", served, ask("/put/"), [served.process], count_kept)]
