"""The page on which a tablet asks a whole questionnaire: kept for ever, without anybody in it."""

from flask import Blueprint, abort, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import open_to_all
from survey.forms.assets import FOREVER, styles_address
from survey.forms.pages import describe_form
from survey.locale import Language
from survey.offline.page import Whole, find_whole, list_parts
from survey.offline.rules import describe_whole
from survey.responses.consents import ConsentText, keep_consent, write_consent
from survey.site import archive_edition, current_site, reader_language
from survey.web.headers import HEADERS, POLICY

TAKEN = "img-src 'self' blob:; media-src 'self' blob:"
"""Photos and recordings that lie on the tablet are shown out of its memory."""

pages = Blueprint("interview", __name__)


@pages.get("/collect/p/<project>/<version>/<lang>/")
@open_to_all
def interview_page(project: str, version: str, lang: str) -> Answer:
    """Show every section of the edition that `version` names, as facilitators ask them.

    It holds the questionnaire and nothing else, so that a tablet may fetch it without a sign-in.
    """
    found = find_whole(current_site(), project, version) or abort(404)
    language = reader_language()
    if (version, lang) != (found.version, language.tag):
        return _lead_on(found, language)
    consent = _archive(found, language)
    response = make_response(_write_page(found, language, consent))
    response.headers["Cache-Control"] = FOREVER
    response.headers[POLICY] = f"{HEADERS[POLICY]}; {TAKEN}"
    response.add_etag()
    return response


@pages.get("/collect/p/<project>/<lang>/")
@open_to_all
def current_page(project: str, lang: str) -> Answer:
    """Lead to the page of a project as it is now."""
    return _lead_on(find_whole(current_site(), project) or abort(404), reader_language())


def _lead_on(found: Whole, language: Language) -> Answer:
    response = redirect(_find_address(found, language))
    response.headers["Cache-Control"] = "no-store"
    return response


def _find_address(found: Whole, language: Language) -> str:
    return url_for(
        ".interview_page", project=found.project.id, version=found.version, lang=language.tag
    )


def _archive(found: Whole, language: Language) -> ConsentText | None:
    """Keep what will be asked and read aloud, before anybody answers; return what is read."""
    site, consent = current_site(), write_consent(found.questionnaire, language)
    if found.questionnaire.version == site.questionnaires[found.questionnaire.id].version:
        archive_edition(site, found.questionnaire)
    site.writer.write(lambda tx: keep_consent(tx, consent, site.clock()))
    return consent


def _write_page(found: Whole, language: Language, consent: ConsentText | None) -> str:
    parts = list_parts(found, language, current_site().clock().date())
    return render_template(
        "offline/interview.html",
        **describe_form(found.questionnaire, language),
        offline=True,
        interview={"notes": {}},
        parts=parts,
        consent=consent,
        questions=found.questions,
        visible={key for part in parts for key in part.keys},
        closed=(),
        rules=describe_whole(found.questionnaire, language),
        address=lambda other: _find_address(found, other),
        styles=styles_address(),
        desk=url_for("offline.show_desk", lang=language.tag),
    )
