"""Pages: one file each, found by its place; an absent input removes its page.

Every file has a `PLACE`, its number in the full report, and `build(reading, voice)`, which gives
the page's content or None. A template of the same name lays it out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from survey.reports.reading import Reading
from survey.reports.voice import Voice

Build = Callable[[Reading, Voice], object | None]


@dataclass(frozen=True)
class PageKind:
    """One kind of page: the name of its file and template, and how its content is built."""

    name: str
    place: int
    build: Build


@cache
def find_page_kinds() -> tuple[PageKind, ...]:
    """Return every kind of page in the order of the full report."""
    kinds = []
    for module in iter_modules(__path__):
        page = import_module(f"{__name__}.{module.name}")
        kinds.append(PageKind(module.name, page.PLACE, page.build))
    return tuple(sorted(kinds, key=lambda kind: kind.place))
