"""How office pages are sent: in the reader's language, never kept by a browser."""

from flask import Response, make_response, render_template, request, url_for

from survey.locale import Language
from survey.site import LANGUAGE_COOKIE, current_site, reader_language


def show_office_page(template: str, **values: object) -> Response:
    """Render an office page; `languages` and `address` are there for its menu of languages."""
    page = render_template(
        template, **{"languages": current_site().offered, "address": _this_page_in, **values}
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "private, no-store"
    if "lang" in request.args:
        response.set_cookie(LANGUAGE_COOKIE, reader_language().tag, httponly=True, samesite="Lax")
    return response


def _this_page_in(language: Language) -> str:
    asked = {**(request.view_args or {}), **request.args.to_dict(), "lang": language.tag}
    return url_for(request.endpoint or "", **asked)
