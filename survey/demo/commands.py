"""The command that shows what Mahalla does: `mahalla demo`."""

from dataclasses import replace
from pathlib import Path

import click

from survey.settings import read_settings


@click.command("demo")
@click.option(
    "--dir", "folder", default="demo", type=click.Path(path_type=Path), help="Where all of it goes."
)
@click.option("--serve/--no-serve", default=True, help="Serve the site when everything is made.")
@click.option("--port", type=int, help="The port to serve on.")
def demonstrate(folder: Path, serve: bool, port: int | None) -> None:
    """Load the sample projects, score them, print the reports and serve the site.

    The sample town and its answers are invented. Tal Afar's answers are real, and are taken in
    where `shared/data` lies beside this checkout.
    """
    from survey.demo.show import show

    settings = read_settings()
    settings = replace(
        settings,
        database=folder / "mahalla.db",
        reports=folder / "reports",
        port=settings.port if port is None else port,
    )
    show(settings, serve)
