"""Serving the site on one address, until it is asked to stop; what can go wrong is a sentence."""

import errno
import socket
from collections.abc import Callable
from typing import Protocol
from urllib.parse import urljoin

import click
from flask import Flask

from survey.accounts.first import invite_first
from survey.app import create_app
from survey.backup.schedule import attend_backups
from survey.errors import N_, MahallaError, Problem
from survey.reports.jobs.worker import attend
from survey.serve.gate import Gate
from survey.serve.memory import settle_memory
from survey.serve.stopping import Stoppable, stop_gracefully
from survey.settings import Settings
from survey.site import NAME, Site

PORT_TAKEN = N_(
    "Port %(port)s is in use, perhaps by another Mahalla. Stop that program, or choose another "
    "port with --port."
)
NO_ADDRESS = N_(
    "The site cannot be served on %(host)s, port %(port)s (%(reason)s). Choose another with "
    "--host and --port."
)
NO_SERVER = N_(
    "There is no web server called “%(name)s”. Write granian or waitress, or nothing for the usual "
    "one."
)
INSTEAD = N_(
    "granian, the usual web server, cannot be loaded here (%(reason)s). Mahalla is served by "
    "waitress: slower, and as safe."
)
SERVERS = ("granian", "waitress")


class Server(Stoppable, Protocol):
    """A web server, made for one gate and one address."""

    def run(self, announce: Callable[[], None]) -> None:
        """Serve until it is stopped; `announce` is called once it listens."""
        ...


def check_port(host: str, port: int) -> None:
    """Raise MahallaError where the address cannot be served on, before any other work is done."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError) as error:
        raise _explain(error, host, port) from error


def serve(settings: Settings, announce: Callable[[str, str | None], None]) -> None:
    """Serve the site until it is interrupted; `announce` is told its address once it listens.

    As long as nobody has signed in, it is also told the link of the first administrator: a path, or
    with MAHALLA_SITE the whole address.
    Meanwhile what the office asks for is printed behind the pages.
    """
    app = create_app(settings)
    settle_memory()
    check_port(settings.host, settings.port)
    site: Site = app.extensions[NAME]
    path = invite_first(site.database, site.clock())
    link = urljoin(settings.site, path) if path else None
    try:
        with attend(settings), attend_backups(settings):
            where = (settings.host, settings.port)
            run(app, *where, lambda address: announce(address, link), choose_server(settings))
    finally:
        site.writer.close()
        site.database.close()


def tell_address(address: str, link: str | None) -> None:
    """Print where the site is, and how its first administrator comes in."""
    click.echo(f"Mahalla is at {address} (stop with Ctrl-C)")
    if link:
        click.echo("Nobody has signed in yet. Choose the password of the first administrator here:")
        click.echo(urljoin(address, link))


def run(app: Flask, host: str, port: int, announce: Callable[[str], None], name: str = "") -> None:
    """Serve `app` until this process is asked to stop. Raises MahallaError where it cannot.

    Then nobody is let in any more, and those inside are answered. `name` chooses the server.
    """
    gate = Gate(app)
    try:
        server = make_server(name, gate, host, port)
        with stop_gracefully(gate, server):
            server.run(lambda: announce(f"http://{host}:{port}"))
    except OSError as error:
        raise _explain(error, host, port) from error


def choose_server(settings: Settings) -> str:
    """Return the name of the server that was asked for, or of the one that fits.

    granian takes `X_Forwarded_For`, which anybody may write, for `X-Forwarded-For`, which the proxy
    writes: behind a proxy that is believed it would let people pretend to be anywhere.
    """
    return settings.server or ("waitress" if settings.proxies else "granian")


def make_server(name: str, gate: Gate, host: str, port: int) -> Server:
    """Make the web server of this name, or the usual one; waitress where that is not there."""
    if name not in ("", *SERVERS):
        raise MahallaError(Problem(NO_SERVER, {"name": name}))
    if name != "waitress":
        try:
            from survey.serve.by_granian import GranianServer

            check_port(host, port)  # granian would share it with another server
            return GranianServer(gate, host, port)
        except ImportError as error:
            click.echo(Problem(INSTEAD, {"reason": str(error)}).say(), err=True)
    from survey.serve.by_waitress import WaitressServer

    return WaitressServer(gate, host, port)


def _explain(error: OSError | OverflowError, host: str, port: int) -> MahallaError:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return MahallaError(Problem(PORT_TAKEN, {"port": str(port)}))
    values = {"host": host, "port": str(port), "reason": str(error)}
    return MahallaError(Problem(NO_ADDRESS, values))
