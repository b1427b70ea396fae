"""What is withdrawn here: printed copies in which words of a withdrawn answer may stand."""

import logging
from collections.abc import Iterable
from dataclasses import replace
from glob import escape
from pathlib import Path

from survey.errors import MahallaError
from survey.locale import load_languages
from survey.reports.archive import zipped
from survey.reports.archive.index import write_index
from survey.reports.archive.manifest import load_manifest, remove_files, save_manifest
from survey.reports.archive.model import PAPER, Subject
from survey.reports.files import hold
from survey.reports.jobs.model import find_folder, load_job, save_job
from survey.reports.make import REPORT, name_copy
from survey.responses.withdrawal import Withdrawn
from survey.settings import Settings

LOGGER = logging.getLogger(__name__)


def forget_files(settings: Settings, withdrawn: Iterable[Withdrawn]) -> None:
    """Remove the printed copies about the places of withdrawn answers whose words may stand there.

    They are printed again, without these words, when somebody next asks for them.
    """
    spoken = {stand for one in withdrawn if one.was_open for stand in one.stands}
    for project, _, neighbourhood in spoken:
        _forget_reports(settings.reports, project, neighbourhood)
    for project in {stand[0] for stand in spoken}:
        places = {stand[2] for stand in spoken if stand[0] == project}
        _forget_archive(settings, project, places)


def _forget_reports(folder: Path, project: str, neighbourhood: str) -> None:
    stem = name_copy(project, neighbourhood, REPORT, "")
    for file in folder.glob(f"*/{escape(stem)}-*"):
        file.unlink(missing_ok=True)


def _forget_archive(settings: Settings, project: str, places: set[str]) -> None:
    folder = find_folder(settings, project)
    if not folder.is_dir():
        return
    try:
        with hold(folder):
            _remove_copies(settings, folder, places)
            _mark_unfinished(settings, project)
    except MahallaError:
        # It is being filled: what is printed from now on no longer has the words.
        LOGGER.warning("Print everything of %s again: a sentence was withdrawn meanwhile", project)


def _remove_copies(settings: Settings, folder: Path, places: set[str]) -> None:
    before = load_manifest(folder)
    stay = [name for name, one in before.copies.items() if not _speaks_of(one.subject, places)]
    manifest = before.keep(stay)
    manifest = replace(manifest, whole=tuple(w for w in before.whole if w.name != zipped.NAME))
    manifest = write_index(manifest, load_languages(settings.translations), folder)
    remove_files(before.files.keys() - manifest.files.keys(), folder)
    save_manifest(manifest, folder)


def _mark_unfinished(settings: Settings, project: str) -> None:
    """Let the office see that not everything is printed any more."""
    job = load_job(settings, project)
    if job and not job.is_under_way:
        save_job(settings, replace(job, state="stopped"))


def _speaks_of(subject: Subject, places: set[str]) -> bool:
    """Tell whether a copy is about one of these places, or about all of them."""
    return subject.product != PAPER and (not subject.place or subject.place in places)
