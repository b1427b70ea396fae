"""The files that belong to a database, and where they lie once it is on a server."""

from collections.abc import Iterator
from glob import escape
from pathlib import Path

from survey.settings import Server, own_file


def list_copies(source: Path, target: Server) -> Iterator[tuple[Path, Path]]:
    """List what lies beside a database file, and where it has to lie for a server.

    What lies there already, because it is the same folder and name, is left out.
    """
    for path in sorted(source.absolute().parent.glob(f"{escape(source.stem)}.*")):
        new = own_file(target, path.name.removeprefix(source.stem)).absolute()
        if not path.name.startswith(source.name) and path != new:
            yield path, new
