"""The kinds of question, found by the folders they live in."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from survey.kinds.model import Kind

FOLDER = Path(__file__).parent


class HasKind(Protocol):
    """Anything that names its kind."""

    @property
    def kind(self) -> str:
        """The kind's name."""
        ...


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every kind by its name, which is its folder's name."""
    folders = sorted(path.parent for path in FOLDER.glob("*/__init__.py"))
    return MappingProxyType({folder.name: _load_kind(folder.name) for folder in folders})


def kind_of(question: HasKind) -> Kind:
    """Return the kind of `question`."""
    return kinds()[question.kind]


def _load_kind(name: str) -> Kind:
    kind: Kind = import_module(f"survey.kinds.{name}").KIND
    return kind
