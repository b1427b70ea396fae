"""Reading with ease: large letters on every page of a form, remembered in this browser."""

from flask import request
from werkzeug.wrappers import Response as Answer

SIZE_COOKIE = "text"
"""Scripts read it too: the start page is the same for everybody, and only they can enlarge it."""

LARGE, NORMAL = "large", "normal"
YEAR = 365 * 24 * 60 * 60


def is_large() -> bool:
    """Tell whether this reader wants large letters."""
    return request.cookies.get(SIZE_COOKIE) == LARGE


def other_size() -> str:
    """Return the address of the present page that changes the size of its letters.

    Nothing else of the address is repeated: the page is compressed, and carries a token.
    """
    return f"?{SIZE_COOKIE}={NORMAL if is_large() else LARGE}"


def remember_size(response: Answer) -> Answer:
    """Remember the size that was asked for; a page that is kept for ever remembers nothing."""
    if request.method != "POST" or response.status_code >= 400:
        return response  # what was refused, such as too large a page, must not be read
    size = request.args.get(SIZE_COOKIE) or request.form.get(SIZE_COOKIE)
    if size in (LARGE, NORMAL):
        response.set_cookie(SIZE_COOKIE, size, max_age=YEAR, samesite="Lax")
    return response
