"""An installation for every proof, gone afterwards with its server."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.proofs.world import World


@pytest.fixture(autouse=True)
def _is_asked_for() -> None:
    if not os.environ.get("MAHALLA_PROOFS"):
        pytest.skip("A slow proof: MAHALLA_PROOFS=some runs a little of it, and all all of it.")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "world")
    yield made
    if made.process:
        made.kill()
