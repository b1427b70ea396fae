"""granian: the parts of HTTP in Rust, in this very process, which is the one that writes.

By itself granian starts a process that serves; killed alone, the first would leave the second
behind with the port and the database. So its worker runs here, in a thread, as it does in a Python
without a global lock. It has no limit for slow bodies: who waits for one only takes a thread, and
connections of devices that vanished are noticed by the system.
"""

import socket
from collections.abc import Callable
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server.mt import MTServer

from survey.serve.connections import end_reading, notice_vanished
from survey.serve.gate import Application, Environ, Gate, Start
from survey.serve.limits import IDLE_SECONDS, LARGEST_HEADERS, MOST_CONNECTIONS

LAST_SECONDS = 5
"""For how long connections are waited for that still have something to send or to get."""

NAP = 0.5
"""For how many seconds the first thread waits at most before it looks whether a signal came.

One that comes just before a wait without an end begins is not heard until the wait is over.
"""

NAMELESS = ("Server", "")
"""Nobody needs to know which server this is; without this line its name would stand there."""


class GranianServer(MTServer):
    """Granian's server without a process of its own and without a hand on the signals."""

    def __init__(self, gate: Gate, host: str, port: int) -> None:
        super().__init__(
            "mahalla",
            address=str(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][4][0]),
            port=port,
            interface=Interfaces.WSGI,
            blocking_threads=MOST_CONNECTIONS,
            backpressure=MOST_CONNECTIONS,
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(
                header_read_timeout=IDLE_SECONDS * 1000, max_buffer_size=LARGEST_HEADERS
            ),
            workers_kill_timeout=LAST_SECONDS,
            log_enabled=False,
        )
        self._gate = gate

    def run(self, announce: Callable[[], None]) -> None:
        """Serve until `stop` is called; what is in flight then is answered."""
        self.on_startup(announce)
        self.serve(target_loader=lambda *_: _namelessly(self._gate), wrap_loader=False)

    def stop(self) -> None:
        """Let `run` come to its end."""
        end_reading(self.bind_port)
        self.signal_handler_interrupt()  # type: ignore[no-untyped-call]

    def startup(self, spawn_target: Any, target_loader: Any) -> None:
        """Listen, tell, and start the worker; signals are heard by who runs this."""
        self._init_shared_socket()  # type: ignore[no-untyped-call]
        self._spawn_workers(spawn_target, target_loader)  # type: ignore[no-untyped-call]
        notice_vanished(self.bind_port)
        self._call_hooks(self.hooks_startup)  # type: ignore[no-untyped-call]

    def _serve_loop(self, spawn_target: Any, target_loader: Any) -> None:
        """Wait until `stop` is called, or the worker has failed."""
        while not self.main_loop_interrupt.wait(NAP):
            pass

    def _check_gil(self) -> None:
        """Run where there is a global lock, too."""


def _namelessly(gate: Gate) -> Application:
    def answer(environ: Environ, start: Start) -> Any:
        return gate(environ, lambda status, lines, *_: start(status, [*lines, NAMELESS]))

    return answer
