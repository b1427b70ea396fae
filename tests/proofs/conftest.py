"""An installation for every proof, gone afterwards with its server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.proofs.world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path / "world")
    yield made
    if made.process:
        made.kill()
