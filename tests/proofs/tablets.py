"""Tablets that send sealed interviews at the same time, each again until it is answered."""

import hashlib
import http.client
import json
import os
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from survey.accounts.model import Membership
from survey.accounts.store import add_person
from survey.interviews.devices import add_device
from survey.interviews.envelope import INTERVIEW, NONCE_BYTES, seal_envelope
from survey.interviews.keys import ensure_key
from survey.questionnaire.load import parse_questionnaire
from survey.responses.ids import make_id
from survey.storage.open import open_database
from tests.proofs.clients import A_LITTLE, MISHAPS, SECONDS, Noted

DELIVERED = {"new", "repeated"}


@dataclass(frozen=True)
class Registered:
    """What a tablet knows: its token, who interviews with it, the key it seals to."""

    token: str
    person: str
    public: bytes
    version: str


def register(database: Path, form: str) -> Registered:
    """Register a tablet with an installation that is not served yet."""
    opened, now, token = open_database(database), datetime.now(UTC), uuid4().hex
    where = (Membership("facilitator", "proof"),)
    person = add_person(opened, now, "proof", f"facilitator {token}", where)
    with opened.transaction() as tx:
        add_device(tx, now, "proof", str(uuid4()), token, "Tablet", person)
    key = ensure_key(opened, now, "proof", "proof")
    opened.close()
    return Registered(token, person.id, key.public, parse_questionnaire(form, "proof.yaml").version)


class Tablet(threading.Thread):
    """A tablet that sends one interview after the other until told to stop."""

    def __init__(self, known: Registered, port: int, noted: Noted, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.known, self.port, self.noted, self.stopped = known, port, noted, stop
        self.line: http.client.HTTPConnection | None = None

    def run(self) -> None:
        """Fetch the day, then interview."""
        self._insist("GET", "/collect/day", b"")
        while not self.stopped.is_set():
            self._interview()

    def _interview(self) -> None:
        moment, mark = datetime.now(UTC), f"tablet-{uuid4().hex}"
        package = self._write(mark, moment)
        sealed = seal_envelope(
            self.known.public,
            package["id"],
            INTERVIEW,
            json.dumps({**package, "id": str(package["id"])}).encode(),
            os.urandom(NONCE_BYTES),
        )
        self.noted.sent.append(mark)
        status, told = self._insist("PUT", f"/interviews/{package['id']}", sealed)
        if told.get("outcome") in DELIVERED:
            self.noted.acknowledged.append(mark)
        elif status:
            self.noted.wrong.append(f"{status} {told}")

    def _write(self, mark: str, moment: datetime) -> dict[str, object]:
        began = (moment - timedelta(minutes=5)).isoformat()
        return {
            "format": 1,
            "id": make_id(moment, os.urandom(10)),
            "project": "proof",
            "form": "proof",
            "version": self.known.version,
            "language": "en",
            "neighbourhood": "pines",
            "facilitator": self.known.person,
            "consent": "not_asked",
            "started_at": began,
            "finished_at": moment.isoformat(),
            "receipt": os.urandom(8).hex(),
            "typed": [["all", [["q-mark", mark], ["q-speech", "نان " * 20]]]],
        }

    def _insist(self, method: str, address: str, body: bytes) -> tuple[int, dict[str, object]]:
        """Send until there is an answer that is none of “later”."""
        while not self.stopped.is_set():
            try:
                status, told = self._ask(method, address, body)
            except (*MISHAPS, ValueError):
                self.line = None
                status, told = 503, {}
            if status not in (429, 500, 503):
                return status, told
            time.sleep(A_LITTLE)
        return 0, {}

    def _ask(self, method: str, address: str, body: bytes) -> tuple[int, dict[str, object]]:
        self.line = self.line or http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        headers = {
            "Authorization": f"Bearer {self.known.token}",
            "X-Mahalla": "1",
            "X-Content-SHA256": hashlib.sha256(body).hexdigest(),
        }
        began = time.perf_counter()
        self.line.request(method, address, body, headers)
        answer = self.line.getresponse()
        text = answer.read()
        self.noted.seconds.append(time.perf_counter() - began)
        return answer.status, json.loads(text)
