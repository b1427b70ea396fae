"""The site as tablets know it, for tests of tablets alone: it keeps what arrives, opened.

Before it stands a gate that misbehaves as networks and servers do, when it is told to.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from hashlib import sha256
from threading import Thread
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import Flask, Response, jsonify, request
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from survey.offline.files import file_address

TOKEN = "a-token-of-a-tablet"
NOW = "2026-11-22T09:30:00+00:00"
SARA, OMID = (
    {"id": "sara", "name": "Sara", "pin": None},
    {"id": "omid", "name": "Omid", "pin": None},
)
PAGE = """<!doctype html><html lang="en" dir="ltr" data-digits="0123456789"><head>
<title>The tour</title><link rel="modulepreload" href="{store}"><link rel="icon" href="{icon}">
</head><body><h1>{title}</h1>
<template id="consent" data-hash="{hash}" data-agree="I agree" data-decline="I do not">
<h2>May we ask you?</h2><p>You can stop at any time.</p></template></body></html>"""
OURS = ("/collect/day", "/collect/devices", "/collect/p/", "/interviews/")
Answer = tuple[str, dict[str, str], bytes]


class Brief(WSGIRequestHandler):
    """Hangs up after each answer: a server that has stopped must not go on talking."""

    protocol_version = "HTTP/1.0"


class Office:
    """What stands behind the addresses of tablets, and what has arrived."""

    def __init__(self, app: Flask, version: str = "v1") -> None:
        self.app = app
        self.site = Flask(__name__)
        self.ours = OURS
        self.version = version
        self.private = generate_private_key(SECP256R1())
        self.packages: dict[str, dict[str, Any]] = {}
        self.files: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.refusals: list[Callable[[str], Answer | None]] = []
        self.people = [SARA, OMID]
        self.port = 0
        self.token = TOKEN
        self._server: BaseWSGIServer | None = None
        self._add_pages()
        self._add_doors()

    # --- Listening ---

    def start(self) -> None:
        self._server = make_server(
            "127.0.0.1", self.port, self._gate, threaded=True, request_handler=Brief
        )
        self.port = self._server.server_port
        Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
        self._server = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _gate(self, environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
        """Let a request in, or answer it as the next one that misbehaves would."""
        if self._server is None:  # a connection that was opened before, with nothing asked yet
            raise ConnectionResetError
        path = environ["PATH_INFO"]
        if environ["REQUEST_METHOD"] == "PUT":
            self.asked.append(path)
            if self.refusals and (answer := self.refusals.pop(0)(path)):
                environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
                status, headers, body = answer
                start(status, [*headers.items(), ("Content-Length", str(len(body)))])
                return [body]
        is_ours = path.startswith(self.ours)
        return self.site(environ, start) if is_ours else self.app(environ, start)

    def refuse(self, status: str, said: dict[str, object] | str = "", **headers: str) -> None:
        """Answer the next thing that is sent like this, and let it not arrive."""
        body = said.encode() if isinstance(said, str) else json.dumps(said).encode()
        kind = "text/html" if isinstance(said, str) else "application/json"
        told = {"Content-Type": kind, **{n.replace("_", "-"): v for n, v in headers.items()}}
        self.refusals.append(lambda _: (status, told, body))

    def tell(self, status: str, outcome: str) -> None:
        """Say of the next interview that is sent what became of it, and do nothing with it."""

        def answer(path: str) -> Answer:
            said = {"id": path.rpartition("/")[2], "outcome": outcome}
            return status, {"Content-Type": "application/json"}, json.dumps(said).encode()

        self.refusals.append(answer)

    # --- What tablets ask ---

    @property
    def key(self) -> dict[str, str]:
        point = self.private.public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint
        )
        return {"id": sha256(point).hexdigest()[:16], "public": b64encode(point).decode()}

    @property
    def day(self) -> dict[str, Any]:
        return {
            "server_time": NOW,
            "device": {"id": "d1", "name": "Tablet 3"},
            "people": self.people,
            "projects": [
                {
                    "id": "town",
                    "title": {"en": "Our town", "fa": "شهر ما"},
                    "form": "tour",
                    "version": self.version,
                    "page": {"en": self.page("en"), "fa": self.page("fa")},
                    "consent_text": {"en": "c0ffee", "fa": "c0ffee"},
                    "wave": "first",
                    "needs_household": True,
                    "key": self.key,
                    "places": [
                        {
                            "key": f"town/{name}",
                            "neighbourhood": name,
                            "name": {"en": title, "fa": persian},
                            "district": {},
                            "mine": {"done": 2, "refused": 1},
                        }
                        for name, title, persian in (
                            ("north", "North", "شمال"),
                            ("south", "South", "جنوب"),
                        )
                    ],
                    "households": [{"code": "17", "neighbourhood": "north", "visits": 1}],
                }
            ],
        }

    def page(self, language: str) -> str:
        return f"/collect/p/town/{self.version}/{language}/"

    def _add_pages(self) -> None:
        """Answer what a tablet asks for as the site does."""
        with self.app.test_request_context():
            parts = {"store": file_address("store.js"), "icon": file_address("icon-192.png")}

        @self.site.get("/collect/day")
        def tell_day() -> Response | tuple[dict[str, str], int]:
            return jsonify(self.day) if self._is_known() else ({"reason": "unknown"}, 401)

        @self.site.post("/collect/devices")
        def register() -> tuple[dict[str, str], int]:
            assert request.headers["X-CSRFToken"]
            return {"id": "d1", "token": self.token, "name": request.get_json()["name"]}, 201

        @self.site.get("/collect/p/town/<version>/<lang>/")
        def show_page(version: str, lang: str) -> str:
            return self.write_page(version, **parts)

    def write_page(self, version: str, store: str, icon: str) -> str:
        """Write the page of an interview: its title is its version."""
        return PAGE.format(store=store, icon=icon, title=version, hash="c0ffee")

    def _add_doors(self) -> None:
        """Take what a tablet sends as the site does."""

        @self.site.put("/interviews/<name>/files/<sha>")
        def take_file(name: str, sha: str) -> tuple[dict[str, str], int]:
            if not self._is_known():
                return {"reason": "unknown"}, 401
            assert sha256(request.data).hexdigest() == sha
            self.files[sha] = self.open(request.data)
            return {"server_time": NOW}, 201

        @self.site.put("/interviews/<name>")
        def take(name: str) -> tuple[dict[str, object], int]:
            if not self._is_known():
                return {"reason": "unknown"}, 401
            assert sha256(request.data).hexdigest() == request.headers["X-Content-SHA256"]
            package = json.loads(self.open(request.data))
            there = {*self.files, *request.headers.get("X-Mahalla-Lost", "").split(",")}
            missing = [sha for sha in package["files"].values() if sha not in there]
            if missing:
                return {"missing": missing}, 422
            is_new = name not in self.packages
            self.packages[name] = package
            outcome = "new" if is_new else "repeated"
            return {"id": name, "outcome": outcome, "server_time": NOW}, 201

    def _is_known(self) -> bool:
        return request.headers.get("Authorization") == f"Bearer {self.token}"

    def open(self, envelope: bytes) -> bytes:
        """Open what a tablet has sealed."""
        line, _, sealed = envelope.partition(b"\n")
        header = json.loads(line)
        point = EllipticCurvePublicKey.from_encoded_point(
            SECP256R1(), b64decode(header["ephemeral"])
        )
        shared = self.private.exchange(ECDH(), point)
        secret = HKDF(SHA256(), 32, salt=b"", info=b"mahalla " + line).derive(shared)
        return AESGCM(secret).decrypt(b64decode(header["nonce"]), sealed, line)
