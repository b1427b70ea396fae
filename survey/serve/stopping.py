"""Stopping without losing anything: nobody in any more, everybody out, then the server."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Protocol

from survey.serve.gate import Gate

PATIENCE = 30.0
"""For how many seconds those inside may go on when the site is stopped."""

LAST_BYTES = 0.2
"""After so many seconds the last answers have left for the network."""

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stoppable(Protocol):
    """A server that runs until it is told to stop."""

    def stop(self) -> None:
        """Let it come to its end."""
        ...


@contextmanager
def stop_gracefully(gate: Gate, server: Stoppable) -> Iterator[None]:
    """Stop the server when this process is asked to end, once everybody is answered.

    Asked a second time it ends at once. In another thread than the main one nobody can ask.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def hear(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        gate.close()
        threading.Thread(target=_stop, args=(gate, server), daemon=True).start()

    before = {one: signal.signal(one, hear) for one in SIGNALS}
    try:
        yield
    except KeyboardInterrupt:
        os._exit(1)  # nothing acknowledged is lost: it is on the disk
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _stop(gate: Gate, server: Stoppable) -> None:
    gate.wait(PATIENCE)
    threading.Event().wait(LAST_BYTES)
    server.stop()
