"""Printing everything, killed in the middle: what is printed stays, the rest is made next time."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from survey.reports.archive.manifest import load_manifest
from survey.settings import DatabasePlace
from tests.databases import tell_database
from tests.reports.test_commands import run, stored

__all__ = ["stored"]

PATIENCE = 120.0
ASKED = ["--all", "--languages", "en,fa,ar", "--products", "neighbourhood"]


def begin(database: DatabasePlace, folder: Path) -> subprocess.Popen[bytes]:
    """Print everything in a process of its own."""
    code = "from survey.cli import main; main()"
    asked = ["report", *ASKED, "--database", tell_database(database), "--out", str(folder)]
    return subprocess.Popen([sys.executable, "-c", code, *asked], stdout=subprocess.DEVNULL)


def wait_until(is_so, patience: float = PATIENCE) -> None:
    end = time.monotonic() + patience
    while not is_so():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.02)


def find_children(process: int) -> list[int]:
    """Find the processes that another one started."""
    file = Path(f"/proc/{process}/task/{process}/children")
    return [int(child) for child in file.read_text().split()]


def is_running(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return False


def test_killed_in_the_middle(stored: DatabasePlace, tmp_path: Path) -> None:
    """After a kill no process is left behind, and the next run makes only what is missing."""
    printing = begin(stored, tmp_path)
    wait_until(lambda: load_manifest(tmp_path).copies)
    children = find_children(printing.pid)
    os.kill(printing.pid, signal.SIGKILL)
    printing.wait()
    wait_until(lambda: not any(map(is_running, children)))
    kept = load_manifest(tmp_path).copies
    before = {name: (tmp_path / name).stat().st_mtime_ns for name in load_manifest(tmp_path).files}
    assert 0 < len(kept) < 6

    ran = run(stored, *ASKED, "--out", str(tmp_path))

    assert f"{6 - len(kept)} cop" in ran.output
    assert {name: (tmp_path / name).stat().st_mtime_ns for name in before} == before
    assert len(list(tmp_path.glob("*.pdf"))) == 6
    assert list(tmp_path.glob(".*.part")) == []
