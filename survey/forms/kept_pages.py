"""The pages that tablets keep to ask a whole questionnaire without a network: their addresses."""

from hashlib import sha256

from flask import url_for

from survey.forms.assets import hash_pages
from survey.forms.gated import ask_here
from survey.forms.recordings import hash_recordings
from survey.places.model import Project
from survey.questionnaire.model import Questionnaire
from survey.site import Site

PAGE = "offline.interview.interview_page"
"""The view of these pages, which stands in a room above this one."""

SHORT = 12


def address_pages(site: Site, questionnaire: Questionnaire, project: Project) -> dict[str, str]:
    """Return where the page of a project is, by the tags of the languages it is offered in."""
    version = name_version(site, questionnaire, project)
    return {
        language.tag: url_for(PAGE, project=project.id, version=version, lang=language.tag)
        for language in site.offered
    }


def ask_whole(site: Site, questionnaire: Questionnaire, project: Project) -> Questionnaire:
    """Return a questionnaire as facilitators of a project ask it now."""
    return ask_here(questionnaire, project, "facilitator", site.clock())


def name_version(site: Site, questionnaire: Questionnaire, project: Project) -> str:
    """Name the version of a project's page: that of its questionnaire, and a hash of the rest.

    The years to choose a date from are part of it, and so are the promises that are kept by now.
    """
    today = site.clock().date()
    parts = (
        hash_pages(site.settings.translations),
        hash_recordings(site.settings.questionnaires, questionnaire.id),
        *ask_whole(site, questionnaire, project).promises,
        *(str(language.parts(today).year) for language in site.offered),
        repr(project.services),
        project.id,
    )
    rest = sha256("\0".join(parts).encode()).hexdigest()[:SHORT]
    return f"{questionnaire.version}-{rest}"


def read_version(version: str) -> str:
    """Return the version of the questionnaire that the name of a page's version begins with."""
    return version.rpartition("-")[0]
