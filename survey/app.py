"""The web application: one site put together from the views of every room, found by their place."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

from flask import Flask, render_template
from flask_babel import Babel
from flask_compress import Compress
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException

from survey.accounts.guard import guard_request, start_guard
from survey.errors import N_, MahallaError
from survey.locale import load_languages
from survey.places.begin import begin_projects
from survey.questionnaire.load import load_questionnaires
from survey.responses.drafts import forget_drafts
from survey.settings import Settings, own_file
from survey.site import NAME, Site, current_site, reader_language
from survey.storage.open import open_database
from survey.storage.secrets import read_secret
from survey.storage.writer import Writer
from survey.translate.fallback import Page, say_sentences
from survey.web.mishaps import Application
from survey.web.protect import protect

LOGGER = logging.getLogger(__name__)
FOLDER = Path(__file__).parent
MESSAGES = {
    400: N_("The form could not be read. Go back, reload the page and try again."),
    401: N_("You are not signed in any more. Sign in, go back and send this again."),
    404: N_("There is no such page. It may have moved, or the address has a typing error."),
    405: N_("This page cannot be used in that way. Go back and try again."),
    413: N_("What was sent is too large."),
    421: N_(
        "This site does not answer to the name in the address. Whoever runs it can add the name to "
        "MAHALLA_HOSTS."
    ),
    429: N_("This was tried too often from here. Wait some minutes, then try again."),
    500: N_("Something went wrong here. Nothing you saved is lost. Please try again in a minute."),
}
COMPRESSION = {
    "COMPRESS_ALGORITHM": ["br", "gzip"],
    "COMPRESS_ALGORITHM_STREAMING": ["br", "gzip"],
    "COMPRESS_BR_LEVEL": 5,
}
KEY_BYTES = 32
DRAFTS_KEPT = timedelta(days=30)
"""How long answers that were begun and left are kept, counted whenever the site starts."""


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def create_app(settings: Settings, clock: Callable[[], datetime] = now) -> Flask:
    """Put the site together; raises MahallaError where a file of the project is broken."""
    database = open_database(settings.database)
    app = Application("survey", static_folder=str(FOLDER / "static"), static_url_path="/static")
    app.config.update(
        SECRET_KEY=read_secret(own_file(settings.database, ".key"), KEY_BYTES),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,
        **COMPRESSION,
    )
    Compress(app)
    loaded = load_questionnaires(settings.questionnaires)
    questionnaires = {name: one for name, one in loaded.items() if one.is_form}
    begin_projects(database, clock(), "site", questionnaires.values())
    forget_drafts(database, clock() - DRAFTS_KEPT)
    app.extensions[NAME] = Site(
        settings=settings,
        languages=load_languages(settings.translations),
        questionnaires=questionnaires,
        database=database,
        writer=Writer(database),
        clock=clock,
    )
    Babel(app, locale_selector=lambda: reader_language().tag)
    protect(app, settings)
    CSRFProtect(app)
    start_guard(app)
    _register_views(app)
    app.before_request(guard_request)  # after a kiosk has led its passers-by back
    _register_errors(app)
    app.jinja_env.template_class = Page
    app.context_processor(_describe_reader)
    return app


def _register_views(app: Flask) -> None:
    for path in sorted(FOLDER.glob("*/views.py")):
        app.register_blueprint(import_module(f"survey.{path.parent.name}.views").blueprint)


def _register_errors(app: Flask) -> None:
    app.register_error_handler(HTTPException, _show_http_error)
    app.register_error_handler(CSRFError, _show_http_error)
    app.register_error_handler(MahallaError, _show_problems)


def _show_http_error(error: HTTPException) -> tuple[str, int]:
    status = error.code or 500
    message = MESSAGES.get(status, MESSAGES[400 if status < 500 else 500])
    return _show_sentences([reader_language().gettext(message)]), status


def _show_problems(error: MahallaError) -> tuple[str, int]:
    """Say what is wrong, and where only in the log: nobody outside needs the paths of a server."""
    language = reader_language()
    for problem in error.problems:
        LOGGER.error("%s: %s", problem.where, problem.message)
    sentences = [language.gettext(problem.message, **problem.values) for problem in error.problems]
    return _show_sentences(sentences), 503


def _show_sentences(sentences: list[str]) -> str:
    return render_template("error.html", sentences=sentences)


def _describe_reader() -> dict[str, object]:
    """Give every template the reader's language, and how to say sentences in it."""
    language = reader_language()
    return {"language": language, "_": say_sentences(language, current_site().languages)}
