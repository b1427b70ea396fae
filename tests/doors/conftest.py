"""Twins: two installations that differ only in what is withheld, and the same without a mask."""

from pathlib import Path

import pytest

from tests.doors.survey import draw_people, make_twin
from tests.doors.town import Ground, Town, bare, build, lay_ground


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Ground:
    return lay_ground(tmp_path_factory.mktemp("doors") / "ground", root)


@pytest.fixture(scope="session")
def town(ground: Ground) -> Town:
    return build(ground, "town", draw_people())


@pytest.fixture(scope="session")
def twin(ground: Ground) -> Town:
    return build(ground, "twin", make_twin(draw_people()))


@pytest.fixture(scope="session")
def bare_twins(town: Town, twin: Town) -> tuple[Town, Town]:
    """The twins with nothing withheld, so that doors through which figures go differ."""
    with pytest.MonkeyPatch.context() as patch:
        return bare(town, "bare-town", patch), bare(twin, "bare-twin", patch)
