"""The worker: takes jobs from a queue, one after the other, as long as the site is served."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event

from huey import SqliteHuey
from huey.consumer import Consumer

from survey.errors import MahallaError, Problem
from survey.locale import load_languages
from survey.reports.archive.make import Step, make_archive
from survey.reports.archive.model import Wish
from survey.reports.files import hold, is_held
from survey.reports.jobs.model import (
    MISHAP,
    Job,
    find_folder,
    find_workshop,
    list_jobs,
    load_job,
    plain,
    save_job,
)
from survey.reports.look import Look
from survey.results.model import Release
from survey.results.store import latest_release
from survey.settings import Settings, own_file
from survey.storage.open import open_database
from survey.storage.private import make_private_file
from survey.web.mishaps import describe_mishap

LOGGER = logging.getLogger(__name__)
LONGEST_NAP = 0.5
"""For how many seconds the worker sleeps at most before it looks for a job again."""

Task = Callable[[str], object]


class Stopped(Exception):  # noqa: N818
    """The site is being stopped; the job goes on when it is served again."""


class Quiet(Consumer):  # type: ignore[misc]
    """A consumer inside the server, which has Ctrl-C to itself."""

    def _set_signal_handlers(self) -> None:
        pass


def ask_for(settings: Settings, job: Job) -> None:
    """Put a job into the queue."""
    save_job(settings, job)
    _, task = open_queue(settings, Event())
    task(job.project)


def is_attended(settings: Settings) -> bool:
    """Tell whether anybody works off the queue."""
    return is_held(find_workshop(settings))


@contextmanager
def attend(settings: Settings) -> Iterator[bool]:
    """Work off the queue as long as the block runs, beginning with what was left unfinished.

    Gives whether this is so: another server with the same folder may do it already.
    """
    try:
        with hold(find_workshop(settings)):
            with _consume(settings):
                yield True
            return
    except MahallaError as error:
        LOGGER.warning("Nothing is printed behind the pages: %s", error)
    yield False


@contextmanager
def _consume(settings: Settings) -> Iterator[None]:
    stop = Event()
    queue, task = open_queue(settings, stop)
    queue.flush()
    for job in list_jobs(settings):
        if job.is_under_way:
            save_job(settings, replace(job, state="waiting"))
            task(job.project)
    consumer = Quiet(queue, workers=1, periodic=False, max_delay=LONGEST_NAP)
    consumer.start()
    try:
        yield
    finally:
        stop.set()
        consumer.stop(graceful=True)


def open_queue(settings: Settings, stop: Event) -> tuple[SqliteHuey, Task]:
    """Open the queue beside the database, and give what puts a project's job into it."""
    file = own_file(settings.database, ".queue")
    make_private_file(file)
    queue = SqliteHuey("mahalla", filename=str(file), results=False)

    @queue.task(name="print_everything")  # type: ignore[untyped-decorator]
    def print_everything(project: str) -> None:
        run_job(settings, project, stop)

    return queue, print_everything


def run_job(settings: Settings, project: str, stop: Event) -> None:
    """Print what a project's job asks for, and write down what came of it."""
    job = load_job(settings, project)
    if job is None or not job.is_under_way:
        return
    try:
        with hold(find_folder(settings, project)):
            save_job(settings, _print(settings, job, stop))
    except Stopped:
        return
    except MahallaError as error:
        save_job(settings, replace(job, state="failed", problems=plain(error.problems)))
    except Exception as error:
        LOGGER.error("printing everything of %s: %s", project, describe_mishap(error))
        save_job(settings, replace(job, state="failed", problems=(Problem(MISHAP),)))


def _print(settings: Settings, job: Job, stop: Event) -> Job:
    def note(step: Step) -> None:
        save_job(settings, replace(job, state="printing", done=step.done, of=step.of))
        if stop.is_set():
            raise Stopped

    known = load_languages(settings.translations)
    languages = tuple(known[tag] for tag in job.languages if tag in known)
    wish = Wish(languages, job.products, Look(job.is_large))
    release = _find_release(settings, job.project)
    outcome = make_archive([release], wish, known, find_folder(settings, job.project), note)
    count = outcome.made + outcome.kept
    return replace(job, state="done", done=count, of=count)


def _find_release(settings: Settings, project: str) -> Release:
    database = open_database(settings.database)
    try:
        return latest_release(database, project)
    finally:
        database.close()
