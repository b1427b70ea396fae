"""The command that serves the site: `mahalla serve`."""

from dataclasses import replace

import click

from survey.settings import DatabasePlace, parse_database, read_settings


@click.command("serve")
@click.option("--host", help="The address to listen on.")
@click.option("--port", type=int, help="The port to listen on.")
@click.option("--database", type=parse_database, metavar="PATH|URL", help="The database file.")
@click.option("--server", type=click.Choice(["granian", "waitress"]), help="The web server to use.")
def serve_site(
    host: str | None, port: int | None, database: DatabasePlace | None, server: str | None
) -> None:
    """Serve the site: forms, scores and reports.

    Meanwhile it prints what the office asks for with “Print everything”.

    As long as nobody has signed in, each start prints a link for the first administrator, which
    works once. It listens on this computer only unless told otherwise.
    """
    from survey.serve.server import serve, tell_address

    settings = read_settings()
    settings = replace(
        settings,
        host=host or settings.host,
        port=settings.port if port is None else port,
        database=database or settings.database,
        server=server or settings.server,
    )
    serve(settings, tell_address)
