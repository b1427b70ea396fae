"""What is measured, on its feet: the site with `mahalla serve`, and the floor page beside it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import brotli

from benchmarks.forms.questionnaire import PAGE, read_questions, write_questionnaire

ROOT = Path(__file__).parents[2]
FLOOR = Path(__file__).parent / "floor.html"
COUNTS = (60, 300)
PATIENCE = 60.0


def name_form(count: int, is_long: bool) -> str:
    """Name a measured form: `long` has one section, `pages` one for every ten questions."""
    return f"{'long' if is_long else 'pages'}-{count}"


@contextmanager
def serve_site(home: Path) -> Iterator[str]:
    """Serve the measured forms with `mahalla serve` and give the address."""
    (home / "questionnaires").mkdir()
    (home / "translations").symlink_to(ROOT / "translations")
    for count in COUNTS:
        for is_long in (False, True):
            name = name_form(count, is_long)
            written = write_questionnaire(name, read_questions(count), count if is_long else PAGE)
            (home / "questionnaires" / f"{name}.yaml").write_text(written, encoding="utf-8")
    port = _find_port()
    environment = {**os.environ, "MAHALLA_HOME": str(home)}
    command = [str(Path(sys.executable).parent / "mahalla"), "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=home, env=environment, stdout=subprocess.DEVNULL) as site:
        try:
            _wait_for(f"http://127.0.0.1:{port}/fa/", site)
            yield f"http://127.0.0.1:{port}"
        finally:
            site.terminate()


@contextmanager
def serve_floor() -> Iterator[str]:
    """Serve the floor page, compressed as well as can be, and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Floor)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


class _Floor(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    page = brotli.compress(FLOOR.read_bytes())

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Encoding", "br")
        self.send_header("Content-Length", str(len(self.page)))
        self.end_headers()
        self.wfile.write(self.page)

    def log_message(self, *told: object) -> None:
        """Say nothing about requests."""


def _find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_for(address: str, site: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and site.poll() is None:
        try:
            with urlopen(address):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The site did not start. Try `uv run mahalla serve` by itself.")
