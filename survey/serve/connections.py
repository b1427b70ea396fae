"""The connections of this process to a port, reached through the system.

A server in Rust does not hand them out. Only sockets are looked at: closing a second handle of the
database would give up every lock that this process holds on it.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

OPENED = Path("/proc/self/fd")
PROBES = {"TCP_KEEPIDLE": 60, "TCP_KEEPINTVL": 20, "TCP_KEEPCNT": 3}
"""Seconds and times after which a device that says nothing is asked whether it is still there."""


def notice_vanished(port: int) -> None:
    """Let the system ask silent connections whether anybody is there; new ones inherit it."""
    for one in _list_sockets(port):
        if one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            one.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            for option, value in PROBES.items():
                one.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)


def end_reading(port: int) -> None:
    """Read no more from anybody: who still sends a body is not waited for, answers still leave."""
    for one in _list_sockets(port):
        if not one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RD)


def _list_sockets(port: int) -> Iterator[socket.socket]:
    """List the sockets of a port on this side; none where the system does not show them."""
    for name in list(OPENED.iterdir()) if OPENED.is_dir() else []:
        with suppress(OSError):
            if not name.readlink().name.startswith("socket:"):
                continue
            with socket.socket(fileno=os.dup(int(name.name))) as opened:
                is_ours = opened.family in (socket.AF_INET, socket.AF_INET6)
                if is_ours and opened.getsockname()[1] == port:
                    yield opened
