"""Printing everything into a folder: what is missing is made, what is there stays."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from survey.locale import Language
from survey.reports.archive.beside import write_font
from survey.reports.archive.index import write_index
from survey.reports.archive.manifest import (
    Manifest,
    load_manifest,
    remove_files,
    save_manifest,
)
from survey.reports.archive.model import Subject, Wish
from survey.reports.archive.plan import Errand, plan_errands
from survey.reports.archive.pool import Order, run_orders
from survey.reports.archive.zipped import write_zip
from survey.reports.files import explain_failure, sweep

if TYPE_CHECKING:
    from survey.results.model import Release

PROCESSES = 2


@dataclass(frozen=True)
class Step:
    """How far it is: so many copies of so many, of which `made` were printed anew."""

    done: int
    of: int
    made: int


@dataclass(frozen=True)
class Outcome:
    """What came of it: copies that were made and that stayed, and files that were removed."""

    made: int
    kept: int
    removed: int


Progress = Callable[[Step], object]
"""Told of every step; what it raises stops the printing."""


def make_archive(
    releases: Sequence["Release"],
    wish: Wish,
    languages: Mapping[str, Language],
    folder: Path,
    progress: Progress = lambda step: None,
    processes: int = PROCESSES,
) -> Outcome:
    """Print what is wished for of these releases into `folder`, which its caller holds.

    Copies of the same releases that are there already stay in it, whatever was wished for; those of
    older releases go. Raises MahallaError for the first thing that fails: what is printed by then
    stays, and a second run makes only the rest.
    """
    with explain_failure(folder):
        sweep(folder)
    errands = plan_errands(releases, wish)
    before = load_manifest(folder)
    manifest, made = _print_errands(errands, before, folder, progress, processes)
    manifest = manifest.keep(_list_current(manifest, releases, errands))
    manifest = write_font(write_index(manifest, languages, folder), folder)
    manifest = write_zip(manifest, folder)
    gone = before.files.keys() - manifest.files.keys()
    remove_files(gone, folder)
    save_manifest(manifest, folder)
    return Outcome(made, len(errands) - made, len(gone))


def _print_errands(
    errands: list[Errand],
    manifest: Manifest,
    folder: Path,
    progress: Progress,
    processes: int,
) -> tuple[Manifest, int]:
    """Print what is missing; the manifest is saved after every copy, in case we are killed."""
    made, known = 0, manifest
    orders = (Order(one.read(), folder, known.files_of(one.subject.name)) for one in errands)
    progress(Step(0, len(errands), 0))
    with closing(run_orders(orders, processes)) as results:
        for done, (printed, is_new) in enumerate(results, start=1):
            if is_new or manifest.copies.get(printed.subject.name) != printed:
                manifest = manifest.add(printed)
                save_manifest(manifest, folder)
            made += is_new
            progress(Step(done, len(errands), made))
    return manifest, made


def _list_current(
    manifest: Manifest, releases: Iterable["Release"], errands: Iterable[Errand]
) -> set[str]:
    """Name the copies that belong here: planned ones, and others that are not out of date."""
    now = {release.project.id: release for release in releases}
    planned = {errand.subject.name for errand in errands}
    copies = manifest.copies.items()
    return planned | {name for name, copy in copies if _is_current(copy.subject, now)}


def _is_current(subject: Subject, now: Mapping[str, "Release"]) -> bool:
    """Tell whether a copy that nobody asked for now is of the same release and a place in it."""
    release = now.get(subject.project)
    if release is None:
        return True
    has_place = not subject.place or release.project.neighbourhood(subject.place) is not None
    return subject.release == release.name and has_place
