"""The command that shows a questionnaire while it is being written: `mahalla preview`."""

from pathlib import Path

import click

from survey.settings import read_settings


@click.command("preview")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--port", type=int, default=8001, show_default=True, help="The port to listen on.")
def preview_form(file: Path, port: int) -> None:
    """Show the questionnaire in FILE in the browser, anew whenever the file is saved.

    Mistakes are shown beside the form, with their lines; the form stays as it was when the file was
    last in order. Nothing is stored.
    """
    from survey.preview.work import serve_preview

    serve_preview(file, read_settings(), port, click.echo)
