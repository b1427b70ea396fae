"""What the ways are given: readings in files, so that none of them needs the database."""

import pickle
from pathlib import Path

from survey.locale import load_languages
from survey.reports.archive.luggage import lighten_reading
from survey.reports.reading import read_neighbourhood
from survey.results.store import find_releases
from survey.storage.open import open_database

TRANSLATIONS = Path(__file__).parents[2] / "translations"
TAG = "fa"


def prepare(database: Path, folder: Path) -> None:
    """Keep every reading of the first release in files of their own, as a pool is sent them."""
    release = find_releases(open_database(database))[0]
    language = load_languages(TRANSLATIONS)[TAG]
    for number, place in enumerate(release.project.neighbourhoods):
        reading = lighten_reading(read_neighbourhood(release, place.id))
        (folder / f"{number}.pickle").write_bytes(pickle.dumps((reading, language)))
