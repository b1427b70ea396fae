"""Sparing memory: what WeasyPrint loads for fonts that we do not have is loaded when it is used."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

UNUSED = {
    "fontTools.subset": ("Options", "Subsetter"),
    "fontTools.varLib.instancer": ("instantiateVariableFont",),
}
"""Tools for fonts that vary and for machines without HarfBuzz: 24 MB in every process."""


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
