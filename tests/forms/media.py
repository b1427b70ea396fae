"""The small site of media.yaml, with its pictures."""

import shutil
from pathlib import Path

from flask import Flask

from tests.forms.conftest import make_project, make_site

HERE = Path(__file__).parent


def make_media_site(home: Path, root: Path) -> Flask:
    (home / "translations").symlink_to(root / "translations")
    (home / "questionnaires").mkdir()
    shutil.copy(HERE / "media.yaml", home / "questionnaires")
    shutil.copytree(HERE / "pictures", home / "questionnaires" / "pictures")
    return make_site(home, make_project("media"))
