"""The kinds of index, found by the files they live in."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from survey.indices.model import IndexKind

FOLDER = Path(__file__).parent
OTHERS = ("__init__", "model", "find")


@cache
def index_kinds() -> Mapping[str, IndexKind]:
    """Return every kind of index by its name, which is its file's name."""
    names = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in OTHERS)
    return MappingProxyType({name: _load_kind(name) for name in names})


def _load_kind(name: str) -> IndexKind:
    kind: IndexKind = import_module(f"survey.indices.{name}").INDEX
    return kind
