"""A preview served on this computer until it is interrupted."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from survey.preview.site import create_preview
from survey.questionnaire.yaml_file import read_text
from survey.serve.server import run
from survey.settings import Settings

HOST = "127.0.0.1"


def serve_preview(
    file: Path, settings: Settings, port: int, announce: Callable[[str], None]
) -> None:
    """Serve the preview of `file`; raises MahallaError where there is no such file."""
    if not file.exists():
        read_text(file)  # says that it is missing
    with TemporaryDirectory(prefix="mahalla-preview-") as scratch:
        app = create_preview(file, settings, Path(scratch))
        run(
            app,
            HOST,
            port,
            lambda address: announce(f"The preview is at {address}/preview/ (stop with Ctrl-C)"),
        )
