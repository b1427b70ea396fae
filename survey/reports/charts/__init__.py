"""Charts: one file each, found by its place; a template calls a chart by its file's name."""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules


def find_charts() -> dict[str, Callable[..., str]]:
    """Return the `draw` function of every chart, by the name of its file."""
    names = sorted(module.name for module in iter_modules(__path__))
    return {name: import_module(f"{__name__}.{name}").draw for name in names}
