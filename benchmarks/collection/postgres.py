"""A PostgreSQL of this benchmark's own, as Debian sets it up: every commit is synced."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from shutil import chown
from tempfile import TemporaryDirectory

PROGRAMS = Path("/usr/lib/postgresql")
USER = "postgres"


def find_programs() -> Path | None:
    """Return the folder of the newest server that is installed; None without it or its driver."""
    found = sorted(PROGRAMS.glob("*/bin"), key=lambda folder: int(folder.parent.name))
    return found[-1] if found and find_spec("psycopg") else None


@contextmanager
def run_postgres(programs: Path) -> Iterator[str]:
    """Run a server in a temporary folder and give the address of a database in it."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        if os.geteuid() == 0:  # it refuses to run as root
            chown(folder, USER)
        initdb = ["initdb", "-D", "cluster", "-U", "mahalla", "--auth=trust", "--encoding=UTF8"]
        _run(programs, folder, *initdb, "--locale=C.UTF-8")
        options = f"-k {folder} -c listen_addresses="
        _run(programs, folder, "pg_ctl", "-D", "cluster", "-l", "log", "-w", "-o", options, "start")
        try:
            yield f"postgresql://mahalla@/postgres?host={folder}"
        finally:
            _run(programs, folder, "pg_ctl", "-D", "cluster", "-m", "immediate", "stop")


def find_processes(address: str) -> int:
    """Return the number of the server's first process, of which all others come."""
    folder = Path(address.partition("host=")[2])
    return int((folder / "cluster" / "postmaster.pid").read_text().split("\n")[0])


def _run(programs: Path, folder: Path, name: str, *arguments: str) -> None:
    before = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
    command = [*before, str(programs / name), *arguments]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
