"""The checks, found by their place: each file of `checks/` has a `TITLE` and a `look`."""

from importlib import import_module
from pathlib import Path

from survey.doctor.model import Check

FOLDER = Path(__file__).parent / "checks"


def find_checks() -> list[Check]:
    """List the checks by the names of their files."""
    names = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")
    return [_load(name) for name in names]


def _load(name: str) -> Check:
    module = import_module(f"survey.doctor.checks.{name}")
    return Check(name, module.TITLE, module.look)
