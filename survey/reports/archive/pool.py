"""Printing in several processes."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from survey.locale import Language
from survey.reports.files import write_whole
from survey.reports.make import name_file, render_reading
from survey.reports.reading import Reading, read_neighbourhood

if TYPE_CHECKING:
    from survey.results.model import Release

Progress = Callable[[Path], object]
"""Told of every report that has been written."""


@dataclass(frozen=True)
class Job:
    """One report to be written: everything that a process of its own needs."""

    reading: Reading
    language: Language
    file: Path

    def run(self) -> Path:
        """Write the report; a report that cannot be finished leaves nothing behind."""
        return write_whole(render_reading(self.reading, self.language), self.file)


def write_all(
    release: "Release",
    languages: Sequence[Language],
    folder: Path,
    processes: int = 2,
    progress: Progress | None = None,
) -> list[Path]:
    """Write the reports of all neighbourhoods in all these languages; return their files.

    The first error stops the rest and is raised; what is already written stays.
    """
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        running = [pool.submit(Job.run, job) for job in plan_jobs(release, languages, folder)]
        try:
            for done in as_completed(running):
                file = done.result()
                if progress:
                    progress(file)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return [done.result() for done in running]


def plan_jobs(release: "Release", languages: Sequence[Language], folder: Path) -> Iterator[Job]:
    """Plan a report for each neighbourhood and language; each is read only once."""
    for place in release.project.neighbourhoods:
        reading = read_neighbourhood(release, place.id)
        for language in languages:
            yield Job(reading, language, folder / name_file(release, place.id, language))
