"""The power cut while people send: what was not on the disk is gone, and nobody was thanked for it.

A library before those of the server keeps a copy of the database and its log as they were when
they were last synced. After the cut the server goes on with these copies.
"""

import shutil
from pathlib import Path

import pytest

from tests.proofs.clients import Crowd
from tests.proofs.counting import Counts, count
from tests.proofs.preload import compile_library
from tests.proofs.world import PROGRAM, World, list_sizes

CLIENTS = list_sizes(8, 32, "power")
TIMES = list_sizes(1, 10, "power")
BETWEEN = list_sizes(20, 100, "power")
CARELESS = """
from survey.storage.sqlite import SqliteDatabase
carefully = SqliteDatabase._open
def carelessly(self):
    connection = carefully(self)
    connection.execute("pragma synchronous = normal")
    return connection
SqliteDatabase._open = carelessly
"""


def cut_again_and_again(world: World, library: Path, times: int) -> Counts:
    """Cut the power so many times while people send, and once more at the end, and count."""
    kept, tablets = world.folder / "kept", world.make_tablets()
    kept.mkdir()
    shutil.copy(world.database, kept)
    told = {"LD_PRELOAD": str(library), "FOLLOWED": str(world.database), "KEPT": str(kept)}
    world.start(**told)
    crowd = Crowd(world.port, CLIENTS, tablets)
    for _ in range(times):
        crowd.wait_for(BETWEEN)
        world.kill()
        lose_unsynced(world, kept)
        world.start(**told)
    crowd.wait_for(BETWEEN)
    noted = crowd.go_home()
    world.kill()
    lose_unsynced(world, kept)
    return count(world, noted)


def lose_unsynced(world: World, kept: Path) -> None:
    """Put what was synced in the place of what was written."""
    for path in world.data.glob("mahalla.db*"):
        path.unlink()
    for path in kept.glob("mahalla.db*"):
        if path.suffix != ".part":
            shutil.copy(path, world.data)


def test_cutting_the_power_loses_nothing(world: World, tmp_path: Path) -> None:
    """Every answer somebody was thanked for is on the disk, once."""
    counts = cut_again_and_again(world, compile_library("unsynced", tmp_path), TIMES)
    assert counts.is_clean
    assert counts.acknowledged >= BETWEEN * (TIMES + 1)


def test_the_cut_is_a_cut(world: World, tmp_path: Path) -> None:
    """With commits that are not synced the same cut loses answers: the proof can fail."""
    world.program = CARELESS + PROGRAM
    assert cut_again_and_again(world, compile_library("unsynced", tmp_path), 1).lost > 0


@pytest.fixture(autouse=True)
def needs_linux() -> None:
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("the library finds out which file is synced through /proc")
