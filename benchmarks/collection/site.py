"""A site that is measured: its folder and database, the tablets it knows, and `mahalla serve`."""

import json
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import cycle
from pathlib import Path
from uuid import uuid4

from benchmarks.collection.asked import FORM, draw_answers, write_form
from benchmarks.collection.talks import Upload
from benchmarks.collection.wire import write_request
from survey.accounts.model import Membership
from survey.accounts.store import add_person
from survey.interviews.devices import add_device
from survey.interviews.envelope import INTERVIEW, seal_envelope
from survey.interviews.keys import ensure_key
from survey.locale import Text
from survey.places.model import Neighbourhood, Project, Wave
from survey.places.store import save_project
from survey.questionnaire.load import load_questionnaires
from survey.responses.editions import keep_edition
from survey.responses.ids import make_id
from survey.settings import DatabasePlace, Server
from survey.storage.open import open_database

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
WHO = "benchmark"
TABLETS = 400
"""So many that none of them sends more in ten minutes than a tablet may."""


@dataclass(frozen=True)
class Prepared:
    """A site on the disk, and what tablets need to seal for it."""

    home: Path
    database: DatabasePlace
    version: str
    person: str
    public: bytes
    tokens: tuple[str, ...]


@dataclass(frozen=True)
class Served:
    """A server that listens, by its process."""

    port: int
    process: int


def prepare_site(home: Path, database: DatabasePlace) -> Prepared:
    """Make a site with one project in two neighbourhoods, asked now, and registered tablets."""
    (home / "questionnaires").mkdir(parents=True)
    (home / "translations").symlink_to(ROOT / "translations")
    file = home / "questionnaires" / f"{FORM}.yaml"
    file.write_text(write_form(), encoding="utf-8")
    questionnaire = load_questionnaires(file.parent)[FORM]
    now, opened = datetime.now(UTC), open_database(database)
    with opened.transaction() as tx:
        save_project(tx, now, WHO, _make_project(now))
        keep_edition(tx, questionnaire, file, now)
        member = Membership("facilitator", "town")
        person = add_person(tx, now, WHO, "zahra", (member,))
        tokens = tuple(f"token-{number}-{uuid4()}" for number in range(TABLETS))
        for token in tokens:
            add_device(tx, now, WHO, str(uuid4()), token, "Tablet", person)
    key = ensure_key(opened, now, WHO, "town")
    opened.close()
    return Prepared(home, database, questionnaire.version, person.id, key.public, tokens)


def _make_project(now: datetime) -> Project:
    begin, end = (now - timedelta(days=200)).date(), (now + timedelta(days=200)).date()
    return Project(
        id="town",
        title=Text("شهر ما"),
        organisation=Text("دفتر محله"),
        questionnaire=FORM,
        waves=(Wave("first", Text("اول"), begin, end),),
        neighbourhoods=(
            Neighbourhood("north", Text("شمال")),
            Neighbourhood("south", Text("جنوب")),
        ),
    )


def seal_uploads(site: Prepared, count: int, chance: random.Random) -> list[Upload]:
    """Seal interviews as tablets do, and write the requests that bring them."""
    tokens = cycle(chance.sample(site.tokens, len(site.tokens)))
    return [_seal(site, token, chance) for _, token in zip(range(count), tokens, strict=False)]


def _seal(site: Prepared, token: str, chance: random.Random) -> Upload:
    interview = make_id(datetime.now(UTC), chance.randbytes(10))
    plain = json.dumps(_write_package(site, str(interview), chance), ensure_ascii=False).encode()
    body = seal_envelope(site.public, interview, INTERVIEW, plain, chance.randbytes(12))
    headers = {
        "Authorization": f"Bearer {token}",
        "X-Mahalla": "1",
        "X-Content-SHA256": sha256(body).hexdigest(),
        "Content-Type": "application/octet-stream",
    }
    return Upload(str(interview), write_request("PUT", f"/interviews/{interview}", headers, body))


def _write_package(site: Prepared, interview: str, chance: random.Random) -> dict[str, object]:
    finished = datetime.now(UTC) - timedelta(seconds=chance.randint(60, 20_000))
    lasted = timedelta(seconds=chance.randint(500, 1500))
    began = finished - lasted
    return {
        "format": 1,
        "id": interview,
        "project": "town",
        "form": FORM,
        "version": site.version,
        "language": "fa",
        "neighbourhood": chance.choice(("north", "south")),
        "household": str(chance.randint(1, 9999)),
        "facilitator": site.person,
        "mode": "facilitator",
        "consent": "given",
        "consent_text": "",
        "started_at": began.isoformat(),
        "consented_at": began.isoformat(),
        "finished_at": finished.isoformat(),
        "zone": "Asia/Tehran",
        "elapsed_ms": round(lasted.total_seconds() * 1000),
        "offset_ms": chance.randint(-2000, 2000),
        "order": {},
        "receipt": chance.randbytes(8).hex(),
        "typed": draw_answers(chance).typed,
        "files": {},
        "revises": "",
    }


@contextmanager
def serve_site(site: Prepared, server: str) -> Iterator[Served]:
    """Serve a site with `mahalla serve`, as it is without any setting."""
    port, place = find_port(), site.database
    environment = {
        **os.environ,
        "MAHALLA_HOME": str(site.home),
        "MAHALLA_DATABASE": place.address if isinstance(place, Server) else str(place),
        "MAHALLA_FILES": str(site.home),
    }
    program = str(Path(sys.executable).parent / "mahalla")
    command = [program, "serve", "--port", str(port), *(["--server", server] if server else [])]
    with run_server(command, port, site.home, environment) as served:
        yield served


@contextmanager
def serve_floor(home: Path, server: str) -> Iterator[Served]:
    """Serve the floor by the same web server."""
    port = find_port()
    command = [sys.executable, "-m", "benchmarks.collection.floor", str(port)]
    with run_server([*command, str(home / "floor.db"), server], port, ROOT, dict(os.environ)) as it:
        yield it


@contextmanager
def run_server(
    command: list[str], port: int, folder: Path, environment: dict[str, str]
) -> Iterator[Served]:
    """Run a program that listens, until it is not needed any more."""
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL
    ) as process:
        try:
            _wait_for(port, process)
            yield Served(port, process.pid)
        finally:
            process.terminate()


def find_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not start. Try `uv run mahalla serve` by itself.")
