"""An installation with one small form, served by the real command in a process of its own."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

from survey.locale import Text
from survey.places.model import Neighbourhood, Project, Wave
from survey.places.store import save_project
from survey.storage.open import open_database
from tests.proofs.clients import Tablets
from tests.proofs.tablets import Tablet, register

ROOT = Path(__file__).parents[2]
PROGRAM = "import sys; from survey.cli import main; sys.exit(main())"
FORM = """\
id: proof
language: en
title: Proof
unit: person
sections:
  - id: all
    title: All
    questions:
      - {id: mark, kind: text, text: What is your mark?}
      - {id: speech, kind: long_text, text: What do you want to say?}
"""
START_SECONDS = 60.0
TABLETS = 16


def list_sizes(small: int, full: int, name: str) -> int:
    """Return how much a proof does: all of it where MAHALLA_PROOFS says so, else a little."""
    return full if os.environ.get("MAHALLA_PROOFS") in ("all", name) else small


@dataclass
class World:
    """The folder of an installation, and the process that serves it."""

    folder: Path
    server: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)
    program: str = PROGRAM
    port: int = 0
    process: "subprocess.Popen[bytes] | None" = None

    def __post_init__(self) -> None:
        """Make the installation: a project with one neighbourhood, whose wave is now."""
        (self.folder / "questionnaires").mkdir(parents=True)
        (self.folder / "questionnaires" / "proof.yaml").write_text(FORM)
        (self.folder / "translations").mkdir()  # the other languages take seconds of each start
        (self.folder / "translations" / "en").symlink_to(ROOT / "translations" / "en")
        self.data.mkdir()
        today = datetime.now(UTC).date()
        around = timedelta(days=400)
        project = Project(
            id="proof",
            title=Text("Proof"),
            organisation=Text("The office"),
            questionnaire="proof",
            waves=(Wave("now", Text("Now"), today - around, today + around),),
            neighbourhoods=(Neighbourhood("pines", Text("Pines")),),
        )
        database = open_database(self.database)
        save_project(database, datetime.now(UTC), "proof", project)
        database.close()
        self.port = find_port()

    @property
    def data(self) -> Path:
        """The folder with the database."""
        return self.folder / "data"

    @property
    def database(self) -> Path:
        """The database."""
        return self.data / "mahalla.db"

    @property
    def log(self) -> Path:
        """What the server said, in all its lives."""
        return self.folder / "server.log"

    def make_tablets(self) -> Tablets:
        """Register tablets, and return what makes them send; not while the site is served."""
        known = cycle([register(self.database, FORM) for _ in range(TABLETS)])
        return lambda port, noted, stop: Tablet(next(known), port, noted, stop)

    def start(self, **environment: str) -> None:
        """Start the server and wait until it answers."""
        told = {
            "MAHALLA_HOME": str(self.folder),
            "MAHALLA_DATABASE": str(self.database),
            "MAHALLA_REPORTS": str(self.folder / "reports"),
            "MAHALLA_PORT": str(self.port),
            "MAHALLA_SERVER": self.server,
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", self.program, "serve"],
                env={**os.environ, **told, **self.environment, **environment},
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )
        wait_for(self.port, self.process)

    def kill(self) -> None:
        """Kill the server where it stands."""
        self.signal(signal.SIGKILL)

    def stop(self) -> int:
        """Ask the server to end, and return its exit status."""
        return self.signal(signal.SIGTERM)

    def signal(self, number: int) -> int:
        """Send a signal and wait for the end."""
        assert self.process
        self.process.send_signal(number)
        status = self.process.wait(60)
        self.process = None
        return status

    def count_tracebacks(self) -> int:
        """Count what the server stumbled over."""
        text = self.log.read_text(errors="replace")
        return len(re.findall(r"Traceback \(most|panicked at|: \w+Error at ", text))

    def count_drafts(self) -> int:
        """Count the forms that were begun and not sent."""
        database = open_database(self.database)
        rows = database.query("select id from drafts")
        database.close()
        return len(rows)

    def list_marks(self) -> list[str]:
        """List the marks of all responses that are stored."""
        database = open_database(self.database)
        rows = database.query("select answers from responses")
        database.close()
        return [json.loads(row["answers"]).get("mark", "") for row in rows]


def find_port() -> int:
    """Find a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Wait until somebody listens."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, "the server ended by itself"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the server does not answer")
