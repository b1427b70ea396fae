"""Memory while serving: little of it lies waste, and tidying up makes nobody wait."""

import ctypes
import gc
from contextlib import suppress

M_ARENA_MAX = -8
"""The number of the setting in the C library of GNU; others have no such function."""

ARENAS = 2
"""From how many pools threads take their memory. With one for each, what large pages took stays
waste in many of them: 184 MB instead of 145 (benchmarks/README.md)."""


def settle_memory() -> None:
    """Call once, when everything is loaded and before threads begin to serve.

    What is here by then stays. To look through all of it for garbage again and again would stop
    everybody for 50 ms each time.
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, ARENAS)
    gc.freeze()
