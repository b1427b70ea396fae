"""Charts: one file each, found by its place; a template calls a chart by its file's name."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from survey.reports.data_table import DataTable


def find_charts() -> dict[str, Callable[..., str]]:
    """Return the `draw` function of every chart, by the name of its file."""
    return {name: chart.draw for name, chart in _load()}


def find_tables() -> dict[str, Callable[..., DataTable]]:
    """Return the `tabulate` function of every chart, by the name of its file."""
    return {name: chart.tabulate for name, chart in _load()}


def _load() -> Iterator[tuple[str, ModuleType]]:
    for name in sorted(module.name for module in iter_modules(__path__)):
        yield name, import_module(f"{__name__}.{name}")
