"""A job: what somebody asked to be printed of a project, and how far it is.

It is a small file beside the folder that is filled, so that it outlives the server.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from survey.errors import N_, Problem, Where
from survey.reports.files import is_held, write_whole
from survey.settings import Settings

State = Literal["waiting", "printing", "done", "failed", "stopped"]

MISHAP = N_(
    "Something went wrong while printing, and the server's log says what. What is printed stays; "
    "start again to print the rest."
)


@dataclass(frozen=True)
class Job:
    """What is printed: tags of languages, names of products; `done` copies of `of` are there."""

    project: str
    languages: tuple[str, ...]
    products: tuple[str, ...]
    is_large: bool = False
    state: State = "waiting"
    done: int = 0
    of: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def is_under_way(self) -> bool:
        """Whether it is waited for."""
        return self.state in ("waiting", "printing")


def find_workshop(settings: Settings) -> Path:
    """Return the folder of all jobs, which whoever works them off keeps to themselves."""
    return settings.reports / "everything"


def find_folder(settings: Settings, project: str) -> Path:
    """Return the folder that a project's job fills."""
    return find_workshop(settings) / project


def find_job(settings: Settings, project: str) -> Job | None:
    """Return a project's job; one whose worker is no more has stopped. None where there is none."""
    job = load_job(settings, project)
    if job and job.state == "printing" and not is_held(find_folder(settings, project)):
        job = load_job(settings, project)  # it may have been done in between
        if job and job.state == "printing":
            return Job(**{**vars(job), "state": "stopped"})
    return job


def load_job(settings: Settings, project: str) -> Job | None:
    """Load a project's job as it was written last; one that cannot be read counts as none."""
    try:
        return _read(json.loads(_name(settings, project).read_text("utf-8")))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def list_jobs(settings: Settings) -> list[Job]:
    """List the jobs of all projects."""
    names = sorted(file.stem for file in find_workshop(settings).glob("*.json"))
    return [job for name in names if (job := load_job(settings, name))]


def save_job(settings: Settings, job: Job) -> None:
    """Write a job, whole or not at all."""
    write_whole(json.dumps(asdict(job), default=str).encode(), _name(settings, job.project))


def plain(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Make problems ready to be written: their values as texts."""
    return tuple(
        Problem(one.message, {name: str(value) for name, value in one.values.items()}, one.where)
        for one in problems
    )


def _name(settings: Settings, project: str) -> Path:
    return find_workshop(settings) / f"{project}.json"


def _read(written: Mapping[str, Any]) -> Job:
    problems = (
        Problem(one["message"], one["values"], Where(**one["where"])) for one in written["problems"]
    )
    lists = {name: tuple(written[name]) for name in ("languages", "products")}
    return Job(**{**written, **lists, "problems": tuple(problems)})
