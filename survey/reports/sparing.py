"""Sparing memory and time: WeasyPrint without what it would do for things that we do not print."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

UNUSED = {
    "fontTools.subset": ("Options", "Subsetter"),
    "fontTools.varLib.instancer": ("instantiateVariableFont",),
}
"""Tools for fonts that vary and for machines without HarfBuzz: 24 MB in every process."""

NOTES = ("::footnote-", "::note-")
"""How rules for footnotes begin in WeasyPrint's own style sheet."""


@contextmanager
def postpone_font_tools() -> Iterator[None]:
    """While WeasyPrint is imported, let it have these tools without loading them."""
    put = {name: _stand_in(name) for name in UNUSED if name not in sys.modules}
    sys.modules.update(put)
    try:
        yield
    finally:
        for name in put:
            del sys.modules[name]


def _stand_in(name: str) -> ModuleType:
    """Make a module whose tools load the real one when they are called."""
    module = ModuleType(name)
    for tool in UNUSED[name]:
        setattr(module, tool, _call_later(name, tool))
    return module


def _call_later(name: str, tool: str) -> Any:
    def call(*values: Any, **named: Any) -> Any:
        return getattr(import_module(name), tool)(*values, **named)

    return call


def list_own_sheets(forms: bool = False) -> list[Any]:
    """Give WeasyPrint its own style sheet without footnotes, which we have none of.

    Their rules are for every element: of 8,900 styles in a report, 7,000 are for notes that are
    not there. Without them a report takes 6 MB and a tenth of its time less.
    """
    return [_read_own_sheet()]


@cache
def _read_own_sheet() -> Any:
    from weasyprint import CSS
    from weasyprint.html import UA

    kept = [line for line in UA.splitlines() if not line.startswith(NOTES)]
    return CSS(string="\n".join(kept))


@contextmanager
def clear_away_at_end() -> Iterator[None]:
    """Let the garbage collector wait while a report is printed, and clear away all of it at once.

    What is laid out lives until it is printed: looking through it meanwhile finds nothing, and
    afterwards it would lie there until deep into the next report, 10 MB.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()
