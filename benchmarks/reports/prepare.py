"""What the ways are given: readings in files, so that none of them needs the database."""

import pickle
from pathlib import Path

from survey.reports.archive.luggage import lighten_reading
from survey.reports.reading import read_neighbourhood
from survey.results.store import find_releases
from survey.storage.open import open_database


def prepare(database: Path, folder: Path) -> None:
    """Keep every reading of the first release in files of their own."""
    release = find_releases(open_database(database))[0]
    for number, place in enumerate(release.project.neighbourhoods):
        content = pickle.dumps(lighten_reading(read_neighbourhood(release, place.id)))
        (folder / f"{number}.pickle").write_bytes(content)
