"""A full disk, a locked database, a clock that jumps: nobody is thanked for what is not there."""

import os
import resource
import sqlite3
import struct
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.proofs.clients import Crowd, Tablets
from tests.proofs.counting import count
from tests.proofs.preload import compile_library
from tests.proofs.world import World, list_sizes

CLIENTS = list_sizes(8, 32, "trouble")
TIMES = list_sizes(1, 4, "trouble")
BETWEEN = list_sizes(15, 60, "trouble")
LOCKED_SECONDS = (2.0, *[11.5] * list_sizes(0, 1, "trouble"))
DAY = 86_400
SPACE = 24_000_000


def go_through(world: World, tablets: Tablets, trouble: Callable[[int], None]) -> None:
    """Let people send while there is trouble, and afterwards; then count."""
    crowd = Crowd(world.port, CLIENTS, tablets)
    for number in range(TIMES):
        crowd.wait_for(BETWEEN)
        trouble(number)
        before = len(crowd.noted.acknowledged)
        crowd.wait_for(BETWEEN)
        assert len(crowd.noted.acknowledged) >= before + BETWEEN, "it did not go on afterwards"
    noted = crowd.go_home()
    assert world.stop() == 0
    assert count(world, noted).is_clean


def test_a_full_disk_loses_nothing(world: World) -> None:
    """While there is no space nothing is acknowledged; when there is some, the site goes on."""
    is_mounted = mount_small(world.data) if os.geteuid() == 0 else False
    print("a small tmpfs" if is_mounted else "a limit for the size of files")
    try:
        tablets = world.make_tablets()
        world.start()
        go_through(world, tablets, fill_disk(world) if is_mounted else limit_files(world))
    finally:
        if is_mounted:
            if world.process:
                world.kill()
            subprocess.run(["umount", "--lazy", str(world.data)], check=True)


def mount_small(folder: Path) -> bool:
    """Put a small disk under the folder, with what was in it; say no where that is not allowed."""
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    command = ["mount", "-t", "tmpfs", "-o", f"size={SPACE},mode=700", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True).returncode:
        return False
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return True


def fill_disk(world: World) -> Callable[[int], None]:
    def fill(number: int) -> None:
        ballast = world.data / "ballast"
        with ballast.open("wb", buffering=0) as file:
            try:
                while file.write(b"x" * 4096):
                    pass
            except OSError:
                pass
        time.sleep(2)
        ballast.unlink()

    return fill


def limit_files(world: World) -> Callable[[int], None]:
    def limit(number: int) -> None:
        assert world.process
        process, which = world.process.pid, resource.RLIMIT_FSIZE
        before = resource.prlimit(process, which)
        log = Path(f"{world.database}-wal")
        resource.prlimit(process, which, (log.stat().st_size + 4096, before[1]))
        time.sleep(2)
        resource.prlimit(process, which, before)

    return limit


@pytest.mark.parametrize("seconds", LOCKED_SECONDS)
def test_another_program_that_locks_the_database_loses_nothing(
    world: World, seconds: float
) -> None:
    """Who waits for the lock is answered when it is free, or told to come again."""
    tablets = world.make_tablets()
    world.start()

    def lock(number: int) -> None:
        other = sqlite3.connect(world.database, isolation_level=None, timeout=30)
        other.execute("begin immediate")
        time.sleep(seconds)
        other.execute("rollback")
        other.close()

    go_through(world, tablets, lock)


def test_a_clock_that_jumps_loses_nothing(world: World, tmp_path: Path) -> None:
    """The clock of the server goes back by days, and ahead, while people send."""
    offset = tmp_path / "offset"
    offset.write_bytes(struct.pack("<q", 0))
    library = compile_library("clock", tmp_path)
    tablets = world.make_tablets()
    world.start(LD_PRELOAD=str(library), CLOCK_OFFSET=str(offset))
    jumped = threading.Event()

    def jump(number: int) -> None:
        with offset.open("r+b") as file:
            file.write(struct.pack("<q", (-3 * DAY, 2 * DAY, -1 * DAY)[number % 3]))
        jumped.set()

    go_through(world, tablets, jump)
    assert jumped.is_set()
    days = {row["received_at"][:10] for row in read_times(world)}
    assert len(days) > 1, "the clock did not jump"


def read_times(world: World) -> list[dict[str, str]]:
    with sqlite3.connect(world.database) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute("select received_at from responses")]
