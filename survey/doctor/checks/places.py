"""Where secrets lie: not in a folder that is meant to be passed on."""

from collections.abc import Iterator

from survey.doctor.checks.permissions import list_files
from survey.doctor.model import Finding, Installation
from survey.errors import N_, Problem, Where

TITLE = N_("No secret lies in a folder that is passed on.")
INSIDE = N_(
    "This is secret, but it lies in %(folder)s, which is printed into and passed on. Stop Mahalla "
    "and move it, or name another folder with %(setting)s."
)


def look(installation: Installation) -> Iterator[Finding]:
    """Look for secrets in the folder of reports and in that of questionnaires."""
    settings = installation.settings
    passed_on = {"MAHALLA_REPORTS": settings.reports, "MAHALLA_HOME": settings.questionnaires}
    for name, folder in passed_on.items():
        for path in list_files(settings):
            if path.resolve().is_relative_to(folder.resolve()):
                values = {"folder": folder, "setting": name}
                yield Finding(Problem(INSIDE, values, Where(str(path))))
