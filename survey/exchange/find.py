"""The formats of exports, found by the modules they live in."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from survey.exchange.model import Export

FOLDER = Path(__file__).parent / "exports"


@cache
def find_exports() -> Mapping[str, Export]:
    """Return every format by what its files end in, such as `csv`."""
    names = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")
    return MappingProxyType({name: _load(name) for name in names})


def _load(name: str) -> Export:
    export: Export = import_module(f"survey.exchange.exports.{name}").EXPORT
    return export
