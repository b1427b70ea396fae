"""The site of a preview: the real pages of the form on a database that is thrown away."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Flask
from werkzeug.wrappers import Response

from survey.app import create_app
from survey.locale import forget_languages, load_languages
from survey.places.begin import begin_projects
from survey.preview.everything import show_everything
from survey.preview.pages import WATCHER, pages
from survey.preview.watching import Look, Watcher
from survey.questionnaire.model import Questionnaire
from survey.responses.store import keep_version
from survey.settings import Settings
from survey.site import NAME, Site
from survey.web.headers import HEADERS

ACTOR = "preview"
POLICY = "Content-Security-Policy"


@dataclass(frozen=True)
class PreviewSettings(Settings):
    """The settings of the project, but with the questionnaires of another folder."""

    folder: Path = Path()

    @property
    def questionnaires(self) -> Path:
        """The folder that holds the last good form, and nothing else."""
        return self.folder


def create_preview(file: Path, settings: Settings, scratch: Path) -> Flask:
    """Make the site on which `file` is previewed; all that it keeps goes into `scratch`."""
    folder = scratch / "questionnaires"
    folder.mkdir()
    with suppress(OSError):  # where links cannot be made, pictures are missing from the preview
        (folder / "pictures").symlink_to(file.parent.resolve() / "pictures")
    app = create_app(
        PreviewSettings(
            home=settings.home, database=scratch / "preview.db", reports=scratch, folder=folder
        )
    )
    app.config[WATCHER] = Watcher(file, settings.translations, lambda look: _serve(app, look))
    app.register_blueprint(pages)
    app.after_request(_allow_frames)
    return app


def _serve(app: Flask, look: Look) -> None:
    """Let the site ask the newest form that is in order, with the newest translations."""
    forget_languages()
    site: Site = app.extensions[NAME]
    forms: Mapping[str, Questionnaire] = {}
    questionnaire = look.questionnaire
    if questionnaire is not None:
        folder = site.settings.questionnaires
        (folder / f"{questionnaire.id}.yaml").write_text(look.source, encoding="utf-8")
        both = (questionnaire, show_everything(questionnaire))
        begin_projects(site.database, site.clock(), ACTOR, both)
        for form in both:
            keep_version(site.database, site.clock(), ACTOR, form, look.source)
        forms = {form.id: form for form in both}
    languages = load_languages(site.settings.translations)
    app.extensions[NAME] = replace(site, questionnaires=forms, languages=languages)


def _allow_frames(response: Response) -> Response:
    """Let the preview show the form's pages in its frame; nobody else may."""
    response.headers[POLICY] = HEADERS[POLICY].replace(
        "frame-ancestors 'none'", "frame-ancestors 'self'"
    )
    return response
