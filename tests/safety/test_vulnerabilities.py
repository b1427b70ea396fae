"""The check of known vulnerabilities, against an index on this computer."""

import json
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from threading import Thread
from types import ModuleType

import pytest

LOCK = """
[[package]]
name = "old-bricks"
version = "1.0"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "new-bricks"
version = "2.0"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "mahalla"
version = "0.1.0"
source = { editable = "." }
"""
FLAW = {"id": "PYSEC-2026-1", "fixed_in": ["1.1"], "withdrawn": None}


@pytest.fixture
def checker(root: Path) -> ModuleType:
    spec = spec_from_file_location("vulnerabilities", root / ".ci" / "vulnerabilities.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "uv.lock"
    path.write_text(LOCK)
    return path


@pytest.fixture
def index() -> Iterator[tuple[str, dict[str, object]]]:
    """An index, and what it tells at each path; everything else is not found."""
    told: dict[str, object] = {}

    class Index(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.path in told
            self.send_response(200 if known else 404)
            self.end_headers()
            self.wfile.write(json.dumps(told.get(self.path)).encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Index) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/simple", told
        server.shutdown()


def test_a_vulnerable_package_is_named(checker, lock, index, capsys):
    """A package with a known flaw is named with the version that has none, and the check fails."""
    address, told = index
    told["/pypi/old-bricks/1.0/json"] = {"vulnerabilities": [FLAW]}
    told["/pypi/new-bricks/2.0/json"] = {"vulnerabilities": []}
    assert checker.main(lock, address) == 1
    assert "old-bricks 1.0: PYSEC-2026-1, mended in 1.1" in capsys.readouterr().out


def test_a_withdrawn_report_is_none(checker, lock, index, capsys):
    """A report that was taken back does not fail the check."""
    address, told = index
    told["/pypi/old-bricks/1.0/json"] = {"vulnerabilities": [{**FLAW, "withdrawn": "2026-01-01"}]}
    assert checker.main(lock, address) == 0
    assert "1 packages checked, 1 unknown, 0 findings." in capsys.readouterr().out


def test_an_index_that_tells_nothing_is_said(checker, lock, index, capsys):
    """Where the index knows no vulnerabilities nothing was checked, and that is said."""
    address, _ = index
    assert checker.main(lock, address) == 0
    assert "Nothing was checked" in capsys.readouterr().out


def test_our_own_lock_file_is_read(checker):
    """What we install is listed from uv.lock, and we are not in it ourselves."""
    names = {package.name for package in checker.list_packages(checker.LOCK)}
    assert {"flask", "waitress"} <= names
    assert "mahalla" not in names


def test_it_runs_as_a_program(root):
    """Without a network it ends well and says so."""
    done = subprocess.run(
        [sys.executable, str(root / ".ci" / "vulnerabilities.py")],
        env={"UV_DEFAULT_INDEX": "http://127.0.0.1:9/simple"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "Nothing was checked" in done.stdout) == (0, True)
