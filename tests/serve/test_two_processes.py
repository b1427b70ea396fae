"""Two processes of the site on one PostgreSQL: one set of answers, one trail, one set of keys."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from survey.settings import DatabasePlace, Server
from survey.storage.audit import find_break
from survey.storage.open import open_database
from tests.databases import place_database
from tests.proofs.clients import Noted, Person
from tests.proofs.world import World

pytestmark = pytest.mark.postgres

PEOPLE = 4
EACH = 20
"""So many people fill in forms, half of them at each process, until so many are thanked for."""

PATIENCE = 90.0


@dataclass
class Shared(World):
    """An installation whose database is on a server, for any number of processes."""

    place: Path | Server = Path()

    @property
    def database(self) -> DatabasePlace:  # type: ignore[override]
        return self.place


def open_site(folder: Path, place: Server) -> Shared:
    told = {"MAHALLA_DATABASE": place.address, "MAHALLA_FILES": str(place.files)}
    return Shared(folder, environment=told, place=place)


def start_both(folder: Path, place: Server) -> list[Shared]:
    """Start two processes at the same moment."""
    sites = [open_site(folder / name, place) for name in ("one", "two")]
    with ThreadPoolExecutor() as pool:
        list(pool.map(Shared.start, sites))
    return sites


def test_two_processes_share_a_database(tmp_path: Path) -> None:
    """Whatever either of them thanked for is there once, and the trail is one chain."""
    place = place_database(tmp_path / "mahalla.db")
    assert isinstance(place, Server)
    sites = start_both(tmp_path, place)
    stop, noted = threading.Event(), [Noted(), Noted()]
    people = [
        Person(number, sites[number % 2].port, noted[number % 2], stop) for number in range(PEOPLE)
    ]
    for person in people:
        person.start()
    until = time.monotonic() + PATIENCE
    while min(len(one.acknowledged) for one in noted) < EACH and time.monotonic() < until:
        time.sleep(0.05)
    stop.set()
    for person in people:
        person.join(30)
    assert [site.stop() for site in sites] == [0, 0]
    assert [site.count_tracebacks() for site in sites] == [0, 0]

    acknowledged = [mark for one in noted for mark in one.acknowledged]
    stored = sites[0].list_marks()
    assert min(len(one.acknowledged) for one in noted) >= EACH
    assert (set(acknowledged) - set(stored), len(stored) - len(set(stored))) == (set(), 0)
    database = open_database(place)
    assert find_break(database) is None
    [entries] = database.query(
        "select count(*) as n, count(distinct subject) as responses from audit "
        "where action = 'response.submitted'"
    )
    assert entries == {"n": len(stored), "responses": len(stored)}
    keys = [path.name for path in place.files.iterdir() if path.name.endswith(".key")]
    assert "mahalla.key" in keys


def test_who_signs_in_at_one_is_known_at_the_other(tmp_path: Path) -> None:
    """A form that was begun at one process is sent at the other."""
    place = place_database(tmp_path / "mahalla.db")
    assert isinstance(place, Server)
    sites = start_both(tmp_path, place)
    noted = Noted()
    person = Wanderer(0, sites[0].port, noted, threading.Event())
    person.other = sites[1].port
    person._fill_in("wandered", 1)
    assert [site.stop() for site in sites] == [0, 0]
    assert (noted.acknowledged, sites[0].list_marks()) == (["wandered"], ["wandered"])


class Wanderer(Person):
    """Somebody whose answers go to another process than the one that gave them the form."""

    other = 0

    def _send(self, mark: str, token: str) -> None:
        self._hang_up()
        self.port = self.other
        super()._send(mark, token)
