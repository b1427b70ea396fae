"""A site that asks one form in the town, and an interview in the north of it."""

from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from flask import Flask

from survey.places.model import Project
from survey.responses.model import Submission
from survey.responses.store import keep_version
from survey.site import Site
from tests.forms.conftest import NOW, make_site


def make_asked_site(home: Path, root: Path, form: str, project: Project) -> Flask:
    """Make a site with a form called `tour`, whose version is kept."""
    (home / "translations").symlink_to(root / "translations")
    (home / "questionnaires").mkdir()
    (home / "questionnaires" / "tour.yaml").write_text(form)
    app = make_site(home, project)
    site: Site = app.extensions["mahalla"]
    keep_version(site.database, NOW, "test", site.questionnaires["tour"], form)
    return app


def write_interview(
    site: Site, response: UUID, answers: Mapping[str, object], **changes: object
) -> Submission:
    """Write an interview that Sara held in the north."""
    given: dict[str, object] = {
        "id": response,
        "project": "town",
        "wave": "first",
        "questionnaire": "tour",
        "version": site.questionnaires["tour"].version,
        "language": "en",
        "channel": "tablet",
        "consent": "given",
        "answers": answers,
        "received_at": NOW,
        "neighbourhood": "north",
        "household": "H12",
        "collector": "sara",
    }
    return Submission(**{**given, **changes})  # type: ignore[arg-type]
