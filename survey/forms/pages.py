"""What all pages of a form share: the questionnaire's voice, the reader's language, privacy."""

from flask import request, url_for
from werkzeug.wrappers import Response as Answer

from survey.locale import Language
from survey.questionnaire.model import Questionnaire
from survey.site import LANGUAGE_COOKIE, current_site
from survey.translate.fallback import say_sentences, say_texts


def describe_form(questionnaire: Questionnaire, language: Language) -> dict[str, object]:
    """Give a template the questionnaire and the voice it speaks with."""
    site = current_site()
    words = dict(questionnaire.words)
    return {
        "questionnaire": questionnaire,
        "language": language,
        "languages": site.offered,
        "_": say_sentences(language, site.languages),
        "say": say_texts(language, site.languages, questionnaire.language, words),
        "is_draft": language.is_draft(questionnaire.id),
    }


def remember_language(response: Answer, language: Language) -> Answer:
    """Let pages without a language in their address speak the one that was chosen."""
    response.set_cookie(LANGUAGE_COOKIE, language.tag, httponly=True, samesite="Lax")
    return response


def keep_private(response: Answer) -> Answer:
    """Let nobody keep a page that may show answers."""
    response.headers["Cache-Control"] = "private, no-store"
    return response


def this_page_in(language: Language) -> str:
    """Return the address of the present page in another language."""
    return url_for(request.endpoint or "", lang=language.tag)
