"""The web server: waitress on one address, with what can go wrong said in sentences."""

import errno
import socket
from collections.abc import Callable

from flask import Flask
from waitress import create_server

from survey.app import create_app
from survey.errors import N_, MahallaError, Problem
from survey.reports.jobs.worker import attend
from survey.settings import Settings

THREADS = 8
PORT_TAKEN = N_(
    "Port %(port)s is in use, perhaps by another Mahalla. Stop that program, or choose another "
    "port with --port."
)
NO_ADDRESS = N_(
    "The site cannot be served on %(host)s, port %(port)s (%(reason)s). Choose another with "
    "--host and --port."
)


def check_port(host: str, port: int) -> None:
    """Raise MahallaError where the address cannot be served on, before any other work is done."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError) as error:
        raise _explain(error, host, port) from error


def serve(settings: Settings, announce: Callable[[str], None]) -> None:
    """Serve the site until it is interrupted; `announce` is told its address once it listens.

    Meanwhile what the office asks for is printed behind the pages.
    """
    app = create_app(settings)
    check_port(settings.host, settings.port)
    with attend(settings):
        run(app, settings.host, settings.port, announce)


def run(app: Flask, host: str, port: int, announce: Callable[[str], None]) -> None:
    """Serve `app` until it is interrupted. Raises MahallaError where the address is taken."""
    try:
        server = create_server(app, host=host, port=port, threads=THREADS)
    except OSError as error:
        raise _explain(error, host, port) from error
    announce(f"http://{host}:{port}")
    try:
        server.run()
    except KeyboardInterrupt:
        server.close()


def _explain(error: OSError | OverflowError, host: str, port: int) -> MahallaError:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return MahallaError(Problem(PORT_TAKEN, {"port": str(port)}))
    values = {"host": host, "port": str(port), "reason": str(error)}
    return MahallaError(Problem(NO_ADDRESS, values))
