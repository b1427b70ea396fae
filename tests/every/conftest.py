"""What the contracts over everything look at."""

from importlib.util import module_from_spec, spec_from_file_location

import pytest


@pytest.fixture(scope="session")
def commands(root):
    """The script that writes docs/commands.md."""
    spec = spec_from_file_location("commands", root / ".ci" / "commands.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
