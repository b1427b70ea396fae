"""How pages for people with an account are sent: in their language, never kept by a browser."""

from flask import Response, make_response, render_template, request

from survey.locale import Language
from survey.site import LANGUAGE_COOKIE, address_in, current_site, reader_language


def show_private_page(template: str, status: int = 200, /, **values: object) -> Response:
    """Render a page; `languages` and `address` are there for its menu of languages."""
    page = render_template(
        template, **{"languages": current_site().offered, "address": _this_page_in, **values}
    )
    response = make_response(page, status)
    response.headers["Cache-Control"] = "private, no-store"
    if "lang" in request.args:
        response.set_cookie(LANGUAGE_COOKIE, reader_language().tag, httponly=True, samesite="Lax")
    return response


def _this_page_in(language: Language) -> str:
    return address_in(language, **(request.view_args or {}))
