"""Memory of the server, settled before it serves."""

import subprocess
import sys

SETTLED = """
import gc
from survey.serve.memory import settle_memory
settle_memory()
print(gc.get_freeze_count() > 1000)
"""


def test_what_is_loaded_is_never_looked_through_again() -> None:
    """What lies there when the server starts is left alone when garbage is looked for."""
    ran = subprocess.run(
        [sys.executable, "-c", SETTLED], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "True\n"
