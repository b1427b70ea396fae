"""The web server: waitress on one address, with what can go wrong said in sentences."""

import errno
import socket
from collections.abc import Callable
from urllib.parse import urljoin

import click
from flask import Flask
from waitress import create_server

from survey.accounts.first import invite_first
from survey.app import create_app
from survey.errors import N_, MahallaError, Problem
from survey.reports.jobs.worker import attend
from survey.settings import Settings
from survey.site import NAME, Site

THREADS = 8
LARGEST_BODY = 50_000_000
"""Bytes of a request that are read at all: the largest page with files is smaller."""

LARGEST_HEADERS = 32_768
MOST_CONNECTIONS = 500
IDLE_SECONDS = 60
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


def serve(settings: Settings, announce: Callable[[str, str | None], None]) -> None:
    """Serve the site until it is interrupted; `announce` is told its address once it listens.

    As long as nobody has signed in, it is also told the link of the first administrator: a path, or
    with MAHALLA_SITE the whole address.
    Meanwhile what the office asks for is printed behind the pages.
    """
    app = create_app(settings)
    check_port(settings.host, settings.port)
    site: Site = app.extensions[NAME]
    path = invite_first(site.database, site.clock())
    link = urljoin(settings.site, path) if path else None
    with attend(settings):
        run(app, settings.host, settings.port, lambda address: announce(address, link))


def tell_address(address: str, link: str | None) -> None:
    """Print where the site is, and how its first administrator comes in."""
    click.echo(f"Mahalla is at {address} (stop with Ctrl-C)")
    if link:
        click.echo("Nobody has signed in yet. Choose the password of the first administrator here:")
        click.echo(urljoin(address, link))


def run(app: Flask, host: str, port: int, announce: Callable[[str], None]) -> None:
    """Serve `app` until it is interrupted. Raises MahallaError where the address is taken."""
    try:
        server = create_server(
            app,
            host=host,
            port=port,
            threads=THREADS,
            asyncore_use_poll=True,  # `select` fails once a thousand files are open
            ident=None,  # nobody needs to know which server this is
            clear_untrusted_proxy_headers=False,  # the application believes those it was told to
            max_request_body_size=LARGEST_BODY,
            max_request_header_size=LARGEST_HEADERS,
            connection_limit=MOST_CONNECTIONS,
            channel_timeout=IDLE_SECONDS,
        )
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
