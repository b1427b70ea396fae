"""What waits to be printed: that somebody works it off, and that nothing broke off."""

from collections.abc import Iterator

from survey.doctor.model import Finding, Installation
from survey.errors import N_, Problem
from survey.reports.jobs.model import find_job, list_jobs
from survey.reports.jobs.worker import is_attended

TITLE = N_("What was ordered to be printed is being printed.")
UNATTENDED = N_(
    "Printing everything of the project “%(project)s” waits, and nobody prints. Start Mahalla with "
    "`mahalla serve`; what is printed already stays."
)
FAILED = N_(
    "Printing everything of the project “%(project)s” failed. The office page “Print everything” "
    "says why, and starts it again."
)


def look(installation: Installation) -> Iterator[Finding]:
    """Look at every job; a worker that is no more leaves its job stopped."""
    settings = installation.settings
    for listed in list_jobs(settings):
        job = find_job(settings, listed.project) or listed
        told = {"project": job.project}
        if job.state == "failed":
            yield Finding(Problem(FAILED, told))
        elif (job.is_under_way or job.state == "stopped") and not is_attended(settings):
            yield Finding(Problem(UNATTENDED, told))
