"""Pages that are the same for everybody: written once, and kept as they are sent."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock

import brotli
from flask import Response, current_app, request
from werkzeug.http import generate_etag

MOST = 100
"""So many pages are kept, about 30 KB each; the one that was not asked for longest goes."""


@dataclass(frozen=True)
class Written:
    """A page as it goes over the line, with brotli and without; `tag` changes when it does."""

    plain: bytes
    pressed: bytes
    tag: str


class Shelf:
    """Keeps pages by all that they depend on."""

    def __init__(self) -> None:
        self._pages: dict[Hashable, Written] = {}
        self._lock = Lock()

    def find(self, key: Hashable, write: Callable[[], str]) -> Written:
        """Return the page that is kept under this key; one that is not there is written now."""
        with self._lock:
            page = self._pages.pop(key, None)
            if page is not None:
                self._pages[key] = page
                return page
        page = _press(write().encode())
        with self._lock:
            self._pages[key] = page
            if len(self._pages) > MOST:
                del self._pages[next(iter(self._pages))]
        return page


def send_written(page: Written) -> Response:
    """Send a page, without its body to a browser that has it; what is kept is not pressed again."""
    if request.accept_encodings["br"]:
        headers = {"Content-Encoding": "br"}
        response = Response(page.pressed, mimetype="text/html", headers=headers)
        response.set_etag(f"{page.tag}:br")
    else:
        response = Response(page.plain, mimetype="text/html")
        response.set_etag(page.tag)
    response.make_conditional(request)
    return response


def _press(plain: bytes) -> Written:
    level = current_app.config["COMPRESS_BR_LEVEL"]
    return Written(plain, brotli.compress(plain, quality=level), generate_etag(plain))
