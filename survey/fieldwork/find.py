"""The flags, found by the files they live in."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from survey.fieldwork.model import Around, Detail, Flag, Interview

FOLDER = Path(__file__).parent / "flags"


@cache
def find_flags() -> Mapping[str, Flag]:
    """Return every flag by its name, which is its file's name."""
    names = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")
    return MappingProxyType({name: _load(name) for name in names})


def raise_flags(interview: Interview, around: Around) -> dict[str, Detail]:
    """Return what looks odd about an interview, by the name of the flag; nothing of a refusal."""
    if interview.is_refusal:
        return {}
    found = {name: flag.find(interview, around) for name, flag in find_flags().items()}
    return {name: detail for name, detail in found.items() if detail is not None}


def _load(name: str) -> Flag:
    module = import_module(f"survey.fieldwork.flags.{name}")
    return Flag(name, module.TITLE, module.SAYS, module.WHY, module.find)
