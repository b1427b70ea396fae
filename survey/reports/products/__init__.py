"""Printed products: one folder each, found by its place; so are the pages of each.

The `__init__.py` of a product says `SCOPE` (what one copy is about), `PLACE` (its number among the
products), `WIDTH` (how wide the text of its sheets is, in points), `TITLE` (with `%(name)s`) and
`KICKER` (with `%(project)s`), what stands above its name.
`pages/` has a file per page with `PLACE` and `build(reading, voice)`, which gives the page's
content, or None where an input is absent: that removes the page. `templates/` has a template of the
same name per page, the product's own style sheet, and `large.css`: what differs in large print.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, Literal

from survey.errors import N_, MahallaError, Problem

Scope = Literal["neighbourhood", "project"]
"""What one copy speaks of: a neighbourhood (`Reading`) or all of a project (`Overview`)."""

Build = Callable[[Any, Any], object | None]

UNKNOWN = N_("There is no printed product “%(name)s”. Choose from: %(known)s.")


@dataclass(frozen=True)
class PageKind:
    """One kind of page: the name of its file and template, and how its content is built."""

    name: str
    place: int
    build: Build


@dataclass(frozen=True)
class Product:
    """One printed product; `title` and `kicker` are sentences to be translated.

    `width` is how wide the text of its sheets is, in points.
    """

    name: str
    scope: Scope
    place: int
    width: float
    title: str
    kicker: str
    pages: tuple[PageKind, ...]

    @property
    def templates(self) -> Path:
        """The folder of its templates."""
        return Path(__file__).parent / self.name / "templates"

    @property
    def style_sheet(self) -> Path:
        """Its own style sheet, beside the one of all products."""
        return self.templates / f"{self.name}.css"

    @property
    def large_style_sheet(self) -> Path:
        """What is different in large print, beside what is so for all products."""
        return self.templates / "large.css"


@cache
def find_products() -> tuple[Product, ...]:
    """Return every product, in their order."""
    names = [module.name for module in iter_modules(__path__)]
    return tuple(sorted(map(_read_product, names), key=lambda product: product.place))


def find_product(name: str) -> Product:
    """Return a product by its name; raises MahallaError for an unknown one."""
    known = {product.name: product for product in find_products()}
    if name not in known:
        raise MahallaError(Problem(UNKNOWN, {"name": name, "known": ", ".join(known)}))
    return known[name]


def _read_product(name: str) -> Product:
    module = import_module(f"{__name__}.{name}")
    return Product(
        name=name,
        scope=module.SCOPE,
        place=module.PLACE,
        width=module.WIDTH,
        title=module.TITLE,
        kicker=module.KICKER,
        pages=_find_pages(name),
    )


def _find_pages(name: str) -> tuple[PageKind, ...]:
    """Return the kinds of pages of a product, in the order of the whole."""
    folder = f"{__name__}.{name}.pages"
    kinds = []
    for module in iter_modules(import_module(folder).__path__):
        page = import_module(f"{folder}.{module.name}")
        kinds.append(PageKind(module.name, page.PLACE, page.build))
    return tuple(sorted(kinds, key=lambda kind: kind.place))
