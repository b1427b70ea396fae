"""The styles inside the page for browsers that have no style sheet yet: that saves a round trip."""

from base64 import b64encode
from datetime import timedelta
from functools import cache
from hashlib import sha256

from flask import g, request
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from survey.forms.assets import hash_styles, styles_address, write_styles
from survey.web.headers import HEADERS, POLICY

COOKIE = "styles"
"""Names the style sheet that a browser has. It is the same for everybody who came since."""

KEPT = timedelta(days=30)
INSIDE = Markup('<style>{styles}</style>\n<link rel="prefetch" href="{address}" as="style">')
LINKED = Markup('<link rel="stylesheet" href="{address}">')


def link_styles(is_for_everyone: bool = False) -> Markup:
    """Return what the head of a page says of its styles.

    A browser shows nothing before it has the style sheet, and asks for it only when it has read
    the page. One that comes for the first time finds the styles in the page and fetches the sheet
    afterwards, for the pages that follow. A page kept for everyone always holds them.
    """
    if not is_for_everyone and request.cookies.get(COOKIE) == hash_styles():
        return LINKED.format(address=styles_address())
    note_styles(is_for_everyone)
    return INSIDE.format(styles=Markup(write_styles()), address=styles_address())


def note_styles(is_for_everyone: bool) -> None:
    """Note that the page of this answer holds the styles, also where it was written before."""
    g.has_styles_inside = True
    g.is_for_everyone = is_for_everyone


def allow_styles(response: Answer) -> Answer:
    """Allow exactly these styles where they are in the page, and note that the browser has them."""
    if not g.get("has_styles_inside"):
        return response
    policy = response.headers.get(POLICY, HEADERS[POLICY])
    response.headers[POLICY] = f"{policy}; style-src 'self' '{_name_styles()}'"
    return response if g.is_for_everyone else remember_styles(response)


def remember_styles(response: Answer) -> Answer:
    """Note in a cookie that the browser has the style sheet."""
    response.set_cookie(COOKIE, hash_styles(), max_age=KEPT, httponly=True, samesite="Lax")
    return response


@cache
def _name_styles() -> str:
    """Name the styles by their content, as a policy does."""
    return f"sha256-{b64encode(sha256(write_styles().encode()).digest()).decode()}"
