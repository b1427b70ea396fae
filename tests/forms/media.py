"""The small site of media.yaml, with its pictures and a map of two square neighbourhoods."""

import shutil
from dataclasses import replace
from pathlib import Path

from flask import Flask

from survey.places.model import Ring
from tests.forms.conftest import make_project, make_site

HERE = Path(__file__).parent
SOUTH, NORTH = 36.30, 36.35


def make_square(south: float) -> Ring:
    """A square of a twentieth of a degree, east of 42.40."""
    north = south + 0.05
    return ((42.40, south), (42.45, south), (42.45, north), (42.40, north), (42.40, south))


def make_media_site(home: Path, root: Path) -> Flask:
    (home / "translations").symlink_to(root / "translations")
    (home / "questionnaires").mkdir()
    shutil.copy(HERE / "media.yaml", home / "questionnaires")
    shutil.copytree(HERE / "pictures", home / "questionnaires" / "pictures")
    project = make_project("media")
    north, south = project.neighbourhoods
    outlined = (
        replace(north, outline=make_square(NORTH)),
        replace(south, outline=make_square(SOUTH)),
    )
    return make_site(home, replace(project, neighbourhoods=outlined))
